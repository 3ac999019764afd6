"""Which sentences contrasts and word orders are made of."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.training import rows
from benchmarks.training.generated import contrasts_of, word_order_of
from benchmarks.training.rows import BothWays

NEWS = [
    {
        "en": "The yellow car of Rome won at Paris.",
        "es": "El coche amarillo de Roma ganó en París.",
        "es2": "El coche amarillo de Roma venció en París.",
        "mx": "En París ganó el coche amarillo de Roma.",
    },
    {
        "en": "He saw Rome then, and the streets of Paris.",
        "es": "Entonces vio Roma, y las calles de París.",
        "mx": "Ese día vio Roma, y las calles de París.",
    },
]


def _public(source: str, english: str, spanish: str) -> BothWays:
    return BothWays({"en": english, "es": spanish}, {"en": "x"}, 0, 0, source)


PUBLIC = [
    _public("snli_dev_test", "A green boat waits.", "Una barca verde espera."),
    _public("snli_dev_test", "A green boat waits.", "Una barca verde espera."),
    _public("wikifactcheck_refuted", "The pink boat sank there.", "La barca rosa se hundió."),
    _public("wikifactcheck_refuted", "He left it in 2005.", "Lo dejó en 2005."),
]


def test_contrasts_are_of_scenes_and_news() -> None:
    """Each premise once; facts of an encyclopedia are for the order of words."""
    made = contrasts_of(PUBLIC, NEWS, 3)
    assert contrasts_of(PUBLIC, NEWS, 3) == made
    texts = [text for pair in made for text in (pair.a, pair.b)]
    assert any("boat waits" in text for text in texts)
    assert any("coche" in text for text in texts)
    assert not any("boat sank" in text for text in texts)
    assert len([pair for pair in made if "boat waits" in pair.a + pair.b]) <= 3


def test_word_orders_are_of_facts_and_references(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The Spanish renderings are translated back, and kept for the next run."""
    asked: list[str] = []

    def translate(texts: Sequence[str], source: str, target: str) -> list[str | None]:
        asked.extend(texts)
        assert (source, target) == ("es", "en")
        return [None for _ in texts]

    monkeypatch.setattr(rows, "translate", translate)
    made = word_order_of(PUBLIC, NEWS, tmp_path / "cache.json", 3)
    assert sorted(asked) == [
        "La barca rosa se hundió.",
        "Lo dejó en 2005.",
        "Una barca verde espera.",
    ]
    assert word_order_of(PUBLIC, NEWS, tmp_path / "cache.json", 3) == made
    assert len(asked) == 3
    assert {pair.relation for pair in made} == {"agree", "conflict"}
