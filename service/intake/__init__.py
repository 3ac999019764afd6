"""From bytes to a Document: files, standard input and web pages, each refused clearly."""

from service.intake.read import read_input

__all__ = ["read_input"]
