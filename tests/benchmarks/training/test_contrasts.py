"""Copies of a sentence with one word replaced."""

from collections import Counter

import pytest

from benchmarks.training.contrasts import contrast_pairs, find_places, replaced
from benchmarks.training.frames import Made

MOST = {"en": 4, "es": 4}
SENTENCES = [
    {
        "en": "A dog waits near the yellow line with two apples.",
        "es": "Un perro espera cerca de la línea amarilla con dos manzanas.",
    },
    {
        "en": "Prices rose before the third election in Peru.",
        "es": "Los precios subieron antes de la tercera elección en Perú.",
    },
    {
        "en": "The enormous car was purchased by a lawyer.",
        "es": "El coche enorme fue comprado por un abogado.",
    },
]
TEXTS = {text for row in SENTENCES for text in row.values()}


@pytest.fixture(scope="module")
def made() -> list[Made]:
    """The pairs of many seeds: each draws other replacements."""
    return [pair for seed in range(40) for pair in contrast_pairs(SENTENCES, seed, MOST)]


def _changes(text: str, language: str, translation: str | None) -> dict[str, set[str]]:
    """Return what may replace each word of a text, by "word change"."""
    return {
        f"{place.form} {place.change.change}": set(place.fitting)
        for place in find_places(text, language, translation)
    }


def test_a_seed_gives_the_same_pairs() -> None:
    """The command repeats itself."""
    first = list(contrast_pairs(SENTENCES, 3, MOST))
    assert list(contrast_pairs(SENTENCES, 3, MOST)) == first
    assert list(contrast_pairs(SENTENCES, 4, MOST)) != first


def test_a_class_is_what_its_change_says(made: list[Made]) -> None:
    """Exclusion contradicts, the same and the broader is entailed, the narrower is neutral."""
    labels = {
        "excludes": {("contradiction", "conflict")},
        "same": {("entailment", "agree")},
        "broader": {("entailment", "agree"), ("neutral", "agree")},
        "narrower": {("entailment", "agree"), ("neutral", "agree")},
    }
    found: dict[str, set[tuple[str, str]]] = {}
    for pair in made:
        found.setdefault(pair.kind, set()).add((pair.label, pair.relation))
    assert found.keys() <= labels.keys()
    assert {"excludes", "same", "broader"} <= found.keys()
    assert all(found[kind] <= labels[kind] for kind in found)


def test_one_word_of_a_sentence_is_another(made: list[Made]) -> None:
    """In one language the texts differ in one word, and an article with it."""
    for pair in made:
        if pair.lang_a == pair.lang_b:
            gone = Counter(pair.a.lower().split()) - Counter(pair.b.lower().split())
            assert 1 <= gone.total() <= 3, pair
        else:
            assert {pair.a, pair.b} & TEXTS


def test_what_is_narrower_entails(made: list[Made]) -> None:
    """A dog is an animal; an animal need be no dog."""
    pairs = [pair for pair in made if "animal" in f"{pair.a} {pair.b}" and pair.lang_a == "en"]
    assert {pair.label for pair in pairs if "animal" in pair.b} == {"entailment"}
    assert {pair.label for pair in pairs if "animal" in pair.a} <= {"neutral"}


def test_words_are_replaced_by_their_likes() -> None:
    """Members, antonyms, synonyms, digits and what a word is a kind of."""
    first, second, third = SENTENCES
    found = _changes(first["en"], "en", first["es"])
    assert {"red", "green"} <= found["yellow excludes"]
    assert found["two same"] >= {"2"}
    assert "animal" in found["dog broader"]
    assert "fell" in _changes(second["en"], "en", second["es"])["rose excludes"]
    assert "bajaron" in _changes(second["es"], "es", second["en"])["subieron excludes"]
    assert "bought" in _changes(third["en"], "en", third["es"])["purchased same"]


def test_a_translation_tells_the_sense() -> None:
    """A word that the other language gives otherwise is left alone."""
    text = "The general rose to speak about the light."
    assert "rose excludes" not in _changes(
        text, "en", "El general se levantó para hablar de la luz."
    )
    assert "yellow excludes" not in _changes("A yellow line is near.", "en", None)


@pytest.mark.parametrize(
    "text",
    [
        "There was no yellow line near the two dogs.",
        "Was there a yellow line near the two dogs?",
        "If the line is yellow the two dogs wait.",
        "Two yellow",
    ],
)
def test_sentences_that_turn_conclusions_round_are_left_alone(text: str) -> None:
    """Denials, questions, conditions, and scraps."""
    assert find_places(text, "en", "amarilla amarillo dos perros línea") == []


def test_a_word_of_two_classes_needs_its_translation() -> None:
    """A pink is no rose in Spanish but by its English."""
    text = "La pared rosa era alta."
    assert {"azul"} <= _changes(text, "es", "The pink wall was high.")["rosa excludes"]
    assert "rosa excludes" not in _changes(text, "es", "The pink rose was high.")
    assert "rosa excludes" not in _changes(text, "es", None)


def test_names_and_joined_words_are_left_alone() -> None:
    """The Red Cross has no colour, a two-thirds majority no two."""
    found = _changes(
        "The Paris Post met a two-thirds majority in London.", "en", "dos París Londres"
    )
    assert all(key.startswith("London") for key in found)


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("A dog ran.", "dog", "elephant", "An elephant ran."),
        ("It was an apple.", "apple", "pear", "It was a pear."),
        ("Two dogs ran.", "Two", "three", "Three dogs ran."),
        ("He is a Turkish man.", "Turkish", "European", "He is a European man."),
    ],
)
def test_articles_and_capitals_follow(text: str, old: str, new: str, expected: str) -> None:
    """An article before what sounds so, and a capital at the start."""
    start = text.index(old)
    assert replaced(text, start, start + len(old), new, "en") == expected
