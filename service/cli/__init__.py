"""The command line: `contraste`."""

from service.cli.main import main

__all__ = ["main"]
