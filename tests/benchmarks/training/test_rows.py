"""Rows in both languages."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.training import rows
from benchmarks.training.frames import Made
from benchmarks.training.rows import UNTOLD, both_ways, one_way
from benchmarks.training.sets import Row

ROWS = [
    Row("A dog runs.", "A dog moves.", "entailment", "one", "en", "agree"),
    Row("A dog runs.", "Unknown.", "neutral", "one"),
    Row("Llueve.", "No llueve.", "contradiction", "two", "es", "conflict"),
]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the translator is asked for; it marks them and does not know one."""
    texts: list[str] = []

    def translate(missing: Sequence[str], source: str, target: str) -> list[str | None]:
        texts.extend(missing)
        return [None if text == "Unknown." else f"{text} ({target})" for text in missing]

    monkeypatch.setattr(rows, "translate", translate)
    return texts


def test_a_row_has_the_languages_that_its_texts_have(asked: list[str], tmp_path: Path) -> None:
    """What the translator gave up stays in one language."""
    whole, part, spanish = both_ways(ROWS, tmp_path / "cache.json")
    assert whole.premise.keys() == {"en", "es"}
    assert whole.hypothesis == {"en": "A dog moves.", "es": "A dog moves. (es)"}
    assert (part.premise.keys(), part.hypothesis.keys()) == ({"en", "es"}, {"en"})
    assert spanish.premise == {"es": "Llueve.", "en": "Llueve. (en)"}
    assert [(r.label, r.relation) for r in (whole, part, spanish)] == [(0, 0), (1, UNTOLD), (2, 1)]


def test_a_text_is_translated_once(asked: list[str], tmp_path: Path) -> None:
    """The cache serves the next run, for what was given up too."""
    first = both_ways(ROWS, tmp_path / "cache.json")
    assert len(asked) == len(set(asked)) == 5
    assert both_ways(ROWS, tmp_path / "cache.json") == first
    assert len(asked) == 5


def test_made_pairs_have_the_languages_they_were_made_in() -> None:
    """No translation is put beside them."""
    (row,) = one_way([Made("Uno.", "One.", "es", "en", "neutral", "extra", "beside")], "frames")
    assert (row.premise, row.hypothesis) == ({"es": "Uno."}, {"en": "One."})
    assert (row.label, row.relation, row.source) == (1, 2, "frames")
