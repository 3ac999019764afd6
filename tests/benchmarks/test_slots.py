"""Numbers and dates are judged as the gold's conventions say."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.slots import GoldRow, judge_row, read_gold, report, score_rows, show_misses

GOLD = """
- id: es-01
  language: es-PE
  reference: 2025-10-30
  text: "Cerca de 1,200 personas marcharon el lunes en Lima y un muerto."
  numbers:
    - {words: "1,200", kind: count, value: 1200, about: true}
  dates:
    - {words: "el lunes", first: 2025-10-27, last: 2025-10-27, granularity: day}
- id: en-01
  language: en-GB
  reference: 2025-10-30
  text: "At least 12 people were hurt on Monday."
  numbers:
    - {words: "12", kind: count, value: 12}
  dates: []
"""


@pytest.fixture
def rows(tmp_path: Path) -> list[GoldRow]:
    """One row that the reader gets right, and one whose gold it does not meet."""
    path = tmp_path / "gold.yaml"
    path.write_text(GOLD, encoding="utf-8")
    return list(read_gold(path))


def test_region_bound_and_day_count_as_right(rows: list[GoldRow]) -> None:
    """Peru's comma, "cerca de" and the Monday are right; "un muerto" is not held invented."""
    scores = score_rows(rows[:1])
    assert (scores.right, scores.wanted, scores.invented) == (2, 2, 0)


def test_other_bounds_are_wrong_and_other_dates_invented(rows: list[GoldRow]) -> None:
    """Words for "at least 12" are no exact 12, and a Monday that gold lacks is invented."""
    scores = score_rows(rows[1:])
    assert (scores.right, scores.wanted, scores.invented) == (0, 1, 1)
    assert (scores.accuracy, scores.invention) == (0.0, 1.0)


def test_topics_are_counted_apart(rows: list[GoldRow]) -> None:
    """Numbers alone leave the dates out, by kind."""
    assert score_rows(rows, "number").kinds == {("number", "count"): [1, 2]}


def test_misses_are_named_with_what_was_found(rows: list[GoldRow]) -> None:
    """A person sees the sentence, what was wanted and what was found instead."""
    shown = show_misses(rows)
    assert "- 12 (count): “At least 12 people”" in shown
    assert "+ Monday" in shown
    assert "en-01" in shown
    assert "es-01" not in shown


def test_invented_come_numbers_first() -> None:
    """What gold lacks comes after its expressions, numbers before dates."""
    row = GoldRow("x", "es", date(2025, 10, 30), "Hoy 5 casas y 5 autos.", (), ())
    assert [verdict.words for verdict in judge_row(row)] == ["5 casas", "5 autos", "Hoy"]


def test_report_gives_share_and_kinds(rows: list[GoldRow]) -> None:
    """The report has the share in all and a line for each kind."""
    lines = report("all", score_rows(rows)).splitlines()
    assert lines[0].endswith("right 2/3 = 0.667  invented 1")
    assert lines[1:] == ["  date   day        1/1", "  number count      1/2"]
