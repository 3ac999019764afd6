"""kill -9 of servers, workers and what computes beside them, and what must be true afterwards."""
