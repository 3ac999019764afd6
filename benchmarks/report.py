"""Figures as the page docs/benchmarks.md."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.figure import Figure

_BEGIN, _END = "<!-- figures: contraste bench -->", "<!-- end of figures -->"
_HEAD = "| group | set | metric | ours | reference | floor |\n|---|---|---|---|---|---|"


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
        figure.group,
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


def write_table(page: Path, figures: Sequence[Figure], made: str) -> None:
    """Put the table between the marks of *page*, under one line that says how it was made."""
    before, _, rest = page.read_text("utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    table = f"{_BEGIN}\n{made}\n\n{markdown_table(figures)}\n{_END}"
    page.write_text(before + table + after, "utf-8")
