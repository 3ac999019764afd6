"""Dated, small, reversible changes of the database schema."""
