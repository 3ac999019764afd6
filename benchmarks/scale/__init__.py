"""What an archive costs: a first load of many documents, and a night of new ones on top."""
