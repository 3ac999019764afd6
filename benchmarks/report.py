"""Figures as the page docs/benchmarks.md."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.figure import Figure

_BEGIN, _END = "<!-- figures: contraste bench -->", "<!-- end of figures -->"
_HEAD = "| set | metric | ours | reference | floor |\n|---|---|---|---|---|"
_PART = re.compile(r"^### (?P<group>\S+)\n(?P<part>.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)


def figure_text(value: float | None) -> str:
    """Return a figure as people read it: shares with three digits, counts and times with fewer."""
    if value is None:
        return "–"
    if value and abs(value) < 0.0005:
        return f"1 in {1 / value:,.0f}"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.0f}"


def markdown_table(figures: Sequence[Figure]) -> str:
    """Return the rows as one Markdown table; a figure below its floor says so."""
    return "\n".join([_HEAD, *(_row(figure) for figure in figures)])


def _row(figure: Figure) -> str:
    floor = str(figure.bound) if figure.bound else ""
    mark = f"**short**: {floor}" if figure.is_short else floor
    cells = (
        figure.set_name,
        figure.metric or figure.note,
        figure_text(figure.ours),
        figure.reference,
        mark,
    )
    return f"| {' | '.join(cells)} |"


def has_marks(page: Path) -> bool:
    """Tell whether *page* is a file with the two marks between which the table stands."""
    return page.is_file() and _BEGIN in (text := page.read_text("utf-8")) and _END in text


def write_tables(page: Path, figures: Sequence[Figure], made: Mapping[str, str]) -> None:
    """Put a table for each group between the marks of *page*; groups not in *made* stay as is.

    `made[group]` is the line that says how the group's figures were made.
    """
    before, _, rest = page.read_text("utf-8").partition(_BEGIN)
    inside, _, after = rest.partition(_END)
    parts = {match["group"]: match["part"].strip() for match in _PART.finditer(inside)}
    for group, line in made.items():
        rows = [figure for figure in figures if figure.group == group]
        parts[group] = f"{line}\n\n{markdown_table(rows)}"
    tables = "\n\n".join(f"### {group}\n{part}" for group, part in parts.items())
    page.write_text(f"{before}{_BEGIN}\n{tables}\n{_END}{after}", "utf-8")
