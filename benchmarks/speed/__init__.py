"""How fast the product is on this machine, against plain ways to do the same."""
