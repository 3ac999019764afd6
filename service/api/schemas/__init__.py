"""Shapes that the API alone has, a file for each resource; the others stand in the contract."""
