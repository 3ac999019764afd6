"""Rows in both languages, and what an epoch shows of them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.training import rows
from benchmarks.training.frames import Made
from benchmarks.training.rows import UNTOLD, BothWays, both_ways, epoch_views, one_way
from benchmarks.training.sets import Row

ROWS = [
    Row("A dog runs.", "A dog moves.", "entailment", "one", "en", "agree"),
    Row("A dog runs.", "Unknown.", "neutral", "one"),
    Row("Llueve.", "No llueve.", "contradiction", "two", "es", "conflict"),
]


def _row(source: str, at: int) -> BothWays:
    both = {"en": f"{source} {at}", "es": f"{source} {at} es"}
    return BothWays(both, both, 0, 0, source)


MANY = [_row(source, at) for source in "abc" for at in range(200)]


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
    assert len(whole.views()) == 4
    assert whole.hypothesis == {"en": "A dog moves.", "es": "A dog moves. (es)"}
    assert part.views() == [("en", "en"), ("es", "en")]
    assert spanish.texts() == {"Llueve.", "No llueve.", "Llueve. (en)", "No llueve. (en)"}
    assert [(r.label, r.relation) for r in (whole, part, spanish)] == [(0, 0), (1, UNTOLD), (2, 1)]


def test_a_text_is_translated_once(asked: list[str], tmp_path: Path) -> None:
    """The cache serves the next run, for what was given up too."""
    first = both_ways(ROWS, tmp_path / "cache.json")
    assert len(asked) == len(set(asked)) == 5
    assert both_ways(ROWS, tmp_path / "cache.json") == first
    assert len(asked) == 5


def test_made_pairs_have_the_one_view_they_were_made_in() -> None:
    """No translation is put beside them."""
    (row,) = one_way([Made("Uno.", "One.", "es", "en", "neutral", "extra", "beside")], "frames")
    assert row.views() == [("es", "en")]
    assert (row.label, row.relation, row.source) == (1, 2, "frames")


def test_an_epoch_repeats_itself_and_differs_from_the_next() -> None:
    """The seed and the number of the epoch decide, and nothing else."""
    shares = {"a": 1.0, "b": 0.5}
    first = epoch_views(MANY, shares, 7, 0)
    assert epoch_views(MANY, shares, 7, 0) == first
    assert epoch_views(MANY, shares, 7, 1) != first
    assert epoch_views(MANY, shares, 8, 0) != first


def test_a_share_says_how_often_a_row_is_seen() -> None:
    """Sources without one are left out; the order mixes what is shown."""
    views = epoch_views(MANY, {"a": 3.0, "b": 0.5}, 7, 0)
    seen = Counter(view.premise[0] for view in views)
    assert seen["a"] == 600
    assert 70 < seen["b"] < 130
    assert seen["c"] == 0
    assert {view.premise[0] for view in views[:60]} == {"a", "b"}


def test_all_combinations_of_languages_are_shown() -> None:
    """Each in about its share."""
    views = epoch_views(MANY, {"a": 1.0, "b": 1.0, "c": 1.0}, 7, 0)
    seen = Counter((v.premise.endswith("es"), v.hypothesis.endswith("es")) for v in views)
    assert len(seen) == 4
    assert min(seen.values()) > 0.1 * len(views)
