"""The pages of docs/reference by their names."""

from collections.abc import Callable, Mapping

from scripts.reference.api import api_page
from scripts.reference.cli import cli_page
from scripts.reference.python import python_page

PAGES: Mapping[str, Callable[[], str]] = {
    "cli.md": cli_page,
    "api.md": api_page,
    "python.md": python_page,
}
