"""Example stories with their gold findings, and the loader that stores them."""
