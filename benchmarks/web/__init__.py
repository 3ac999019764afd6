"""How large pages do in a real browser."""
