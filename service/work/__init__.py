"""Heavy work as tasks, and the executors that run them: in this process or in one beside it."""
