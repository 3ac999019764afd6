"""`python -m scripts.reference`: docs/reference, generated from the code that it describes."""
