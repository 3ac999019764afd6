"""Compare what sources say about one event: claims, alignment, labels with reasons."""
