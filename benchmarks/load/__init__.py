"""`python -m benchmarks.load`: what the service answers, and how fast, when eight people use it."""
