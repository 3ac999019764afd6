"""Long work: asked for in the job table, done by workers, whatever is killed meanwhile."""
