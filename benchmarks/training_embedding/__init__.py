"""Trains the sentence head that ships (matching/model/sentence_head.safetensors)."""
