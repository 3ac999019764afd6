"""Figures as a table: missing is not zero, and what falls short says so."""

from pathlib import Path

import pytest

from benchmarks.figure import Bound, Figure
from benchmarks.report import figure_text, has_marks, markdown_table, write_tables

MARKS = "<!-- figures: contraste bench -->\nold\n<!-- end of figures -->"


@pytest.mark.parametrize(
    ("value", "bound", "is_short"),
    [
        (0.90, Bound(0.90), False),
        (0.89, Bound(0.90), True),
        (150.0, Bound(150, is_ceiling=True), False),
        (151.0, Bound(150, is_ceiling=True), True),
        (None, Bound(0.90), False),
        (0.10, None, False),
    ],
)
def test_a_figure_is_short_only_when_measured(
    value: float | None, bound: Bound | None, is_short: bool
) -> None:
    """The limit itself is kept; without a figure or a limit nothing falls short."""
    assert Figure("g", "set", "F1", value, bound).is_short is is_short


def test_a_figure_that_was_not_measured_shows_no_zero() -> None:
    """A set that is not at hand is a dash with the reason."""
    row = markdown_table([Figure("g", "set", "", None, note="not measured: needs --data")])
    assert "not measured: needs --data | – |" in row
    assert figure_text(0.0) == "0.000"


def test_the_page_around_the_tables_is_kept(tmp_path: Path) -> None:
    """Writing twice gives the same page, and touches nothing outside the marks."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{MARKS}\nafter\n", "utf-8")
    figures = [Figure("g", "set", "F1", 0.5, Bound(0.6))]
    write_tables(page, figures, {"g": "Made today."})
    first = page.read_text("utf-8")
    write_tables(page, figures, {"g": "Made today."})
    assert page.read_text("utf-8") == first
    assert first.startswith("before\n")
    assert first.endswith("\nafter\n")
    assert "| 0.500 |" in first
    assert "**short**: ≥ 0.6" in first
    assert "old" not in first


def test_a_group_that_was_not_measured_keeps_its_table(tmp_path: Path) -> None:
    """And the line that says when it was made."""
    page = tmp_path / "page.md"
    page.write_text(MARKS, "utf-8")
    both = [Figure("one", "set", "F1", 0.5), Figure("two", "set", "F1", 0.6)]
    write_tables(page, both, {"one": "Made on Monday.", "two": "Made on Monday."})
    write_tables(page, [Figure("one", "set", "F1", 0.7)], {"one": "Made on Friday."})
    text = page.read_text("utf-8")
    assert text.index("### one\nMade on Friday.") < text.index("### two\nMade on Monday.")
    assert "0.700" in text
    assert "0.600" in text
    assert "0.500" not in text


def test_a_page_without_marks_is_recognised(tmp_path: Path) -> None:
    """Nothing is written into a page that has no place for the table."""
    page = tmp_path / "page.md"
    page.write_text("text", "utf-8")
    assert not has_marks(page)
    assert not has_marks(tmp_path / "none.md")
    page.write_text(MARKS, "utf-8")
    assert has_marks(page)
