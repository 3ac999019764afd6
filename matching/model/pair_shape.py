"""What the entailment head reads, for those that must know it without loading torch."""

LOWER_LAYERS = 6
"""Layers of the encoder that see one text at a time."""

MAX_PIECES = 160
"""Sub-words of one text that are read; the rest of a longer one is not seen."""
