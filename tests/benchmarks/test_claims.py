"""Boundaries and exact claims are counted as the gold's conventions say."""

from pathlib import Path

import pytest

from benchmarks.claims import GoldRow, read_gold, score_rows

GOLD = """
- id: en-01
  language: en
  text: "Paz, mayor of Lisk, signed the pact and left, she left."
  claims:
    - ["Paz", "signed the pact"]
    - "mayor of Lisk,"
    - "left@@2"
- id: es-01
  language: es
  text: "¿Habrá clases?"
  claims: []
"""


@pytest.fixture
def rows(tmp_path: Path) -> list[GoldRow]:
    """Two rows: an interrupted claim, and a text that states nothing."""
    path = tmp_path / "gold.yaml"
    path.write_text(GOLD, encoding="utf-8")
    return list(read_gold(path))


def test_stretches_and_appearances_are_found_without_their_signs(rows: list[GoldRow]) -> None:
    """A stretch is where its words stand, and a comma at its end is not part of it."""
    assert rows[0].claims == (
        frozenset({(0, 3), (20, 35)}),
        frozenset({(5, 18)}),
        frozenset({(50, 54)}),
    )
    assert rows[1].claims == ()


def test_the_gold_itself_scores_one(rows: list[GoldRow]) -> None:
    """Whoever finds what is wanted has every figure full."""
    scores = score_rows(rows, [row.claims for row in rows])
    assert (scores.boundary.f1, scores.inner.f1, scores.exact.f1) == (1, 1, 1)
    assert scores.kept_clean == 1


def test_an_uncut_text_has_only_the_outer_boundaries(rows: list[GoldRow]) -> None:
    """The text's own start and end are right, and the inner figure does not count them."""
    whole = (frozenset({(0, 54)}),)
    scores = score_rows(rows, [whole, ()])
    assert (scores.boundary.shared, scores.boundary.found, scores.boundary.wanted) == (2, 2, 8)
    assert (scores.inner.shared, scores.inner.found, scores.inner.wanted) == (0, 0, 6)
    assert scores.exact.f1 == 0


def test_a_claim_where_nothing_is_stated_is_counted(rows: list[GoldRow]) -> None:
    """A row without claims is clean only while nothing is found in it."""
    scores = score_rows(rows, [rows[0].claims, (frozenset({(1, 13)}),)])
    assert scores.kept_clean == 0
    assert scores.boundary.precision < 1


def test_a_language_can_be_asked_for(tmp_path: Path) -> None:
    """Only its rows are read."""
    path = tmp_path / "gold.yaml"
    path.write_text(GOLD, encoding="utf-8")
    assert [row.row_id for row in read_gold(path, "es")] == ["es-01"]


def test_words_that_do_not_stand_in_the_text_are_refused(tmp_path: Path) -> None:
    """A slip in the gold is no miss of the reader."""
    path = tmp_path / "gold.yaml"
    path.write_text(GOLD.replace("left@@2", "left@@3"), encoding="utf-8")
    with pytest.raises(ValueError, match="substring"):
        list(read_gold(path))
