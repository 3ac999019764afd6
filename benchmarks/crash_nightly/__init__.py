"""Nights under kill -9 from the comparing to the receivers, beside nights left in peace."""
