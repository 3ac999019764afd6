"""Pieces of Markdown."""

from collections.abc import Iterable, Sequence

MADE = "<!-- Generated from the code: `make reference` writes it, and a test compares. -->"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, or nothing where it would have no rows."""
    cells = [[_cell(each) for each in row] for row in rows]
    if not cells:
        return ""
    lines = [list(head), ["---"] * len(head), *cells]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"


def code(value: object) -> str:
    """Return *value* as it is typed."""
    return f"`{value}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
