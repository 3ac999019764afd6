"""Deliveries under kill -9, with a real mail server and a real webhook receiver beside them."""
