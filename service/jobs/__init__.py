"""Long work: job kinds, the worker that does them, the queue that wakes it, and the sweeper."""
