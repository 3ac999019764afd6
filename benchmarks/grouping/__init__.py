"""Stories by themselves: documents grouped by event, against our own gold."""
