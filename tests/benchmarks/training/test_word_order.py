"""Pairs of other orders, balanced between conflict and agreement."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.training.frames import Made
from benchmarks.training.word_order import (
    Versions,
    read_references,
    reference_versions,
    round_trips,
    word_order_pairs,
)

CITIES = "Rome Paris Lima Quito Cairo Oslo".split()
REFERENCES = [
    {
        "en": f"In May the team of {one} won at {two}.",
        "es": f"En mayo el equipo de {one} ganó en {two}.",
        "es2": f"El equipo de {one} ganó en {two} en mayo.",
        "mx": f"En mayo el equipo de {one} triunfó en {two}.",
    }
    for one in CITIES
    for two in CITIES
    if one != two
]
PUBLIC = [f"The mayor of {one} left the city of {two} in 2005." for one in CITIES for two in CITIES]


@pytest.fixture(scope="module")
def sentences() -> list[Versions]:
    """References, and sentences that were sent there and back."""
    there: dict[str, str | None] = {
        text: text.replace("The mayor of", "El alcalde de")
        .replace("left the city of", "dejó la ciudad de")
        .replace("in 2005", "en 2005")
        for text in PUBLIC
    }
    back: dict[str, str | None] = {
        str(text): original.replace("left", "quit") for original, text in there.items()
    }
    return [*reference_versions(REFERENCES), *round_trips(PUBLIC, "en", there, back)]


@pytest.fixture(scope="module")
def made(sentences: list[Versions]) -> list[Made]:
    """The pairs of one seed."""
    return list(word_order_pairs(sentences, 3))


def test_conflict_and_agreement_are_balanced(made: list[Made]) -> None:
    """In each combination of languages, and where both texts have the same words."""
    assert len(made) > 100
    for same in (True, False):
        for languages in {(pair.lang_a, pair.lang_b) for pair in made}:
            found = Counter(
                pair.relation
                for pair in made
                if (pair.lang_a, pair.lang_b) == languages
                and (_words(pair.a) == _words(pair.b)) is same
            )
            assert abs(found["agree"] - found["conflict"]) <= max(4, 0.2 * found.total())


def _words(text: str) -> list[str]:
    return sorted(text.lower().strip(".").replace(",", "").split())


def test_a_class_is_what_its_relation_says(made: list[Made]) -> None:
    """Agreement is entailed, conflict contradicts; texts differ."""
    assert {(pair.label, pair.relation) for pair in made} == {
        ("entailment", "agree"),
        ("contradiction", "conflict"),
    }
    assert all(pair.a != pair.b for pair in made)
    assert {pair.kind for pair in made} >= {"names", "adjunct", "same"}
    assert all(pair.relation == "conflict" for pair in made if pair.kind == "names")


def test_a_seed_gives_the_same_pairs(sentences: list[Versions], made: list[Made]) -> None:
    """The command repeats itself."""
    assert list(word_order_pairs(sentences, 3)) == made
    assert list(word_order_pairs(sentences, 4)) != made


def test_long_texts_are_left_out() -> None:
    """Beyond sixty words the end might be cut off."""
    long = " ".join(["word"] * 61)
    rows = [Versions(long, "en", (("trip", "en", "Short."),))]
    assert list(word_order_pairs(rows, 1)) == []


def test_a_round_trip_that_loses_the_words_is_no_rendering() -> None:
    """Half of the words gone is another sentence."""
    text, abroad = "The man left the city.", "El hombre dejó la ciudad."
    (kept, _) = round_trips([text], "en", {text: abroad}, {abroad: "The man leaves the city."})
    (lost, _) = round_trips([text], "en", {text: abroad}, {abroad: "Him out of town."})
    assert [how for how, _, _ in kept.others] == ["translation", "trip"]
    assert [how for how, _, _ in lost.others] == ["translation"]
    assert round_trips([text], "en", {text: None}, {}) == [Versions(text, "en", ())]


def test_references_are_read(tmp_path: Path) -> None:
    """English and three kinds of Spanish; a missing one is left out."""
    path = tmp_path / "rows.jsonl.gz"
    row = {"src": "A.", "tgt": "B.", "tgt_ref2": None, "tgt_mx": "D."}
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write(json.dumps(row) + "\n")
    assert read_references(path) == [{"en": "A.", "es": "B.", "mx": "D."}]


def test_each_reference_has_the_others() -> None:
    """Those of its language, and the translation."""
    found = reference_versions(REFERENCES[:1])
    assert [row.language for row in found] == ["en", "es", "es", "es"]
    assert Counter(how for how, _, _ in found[1].others) == {"reference": 2, "translation": 1}
