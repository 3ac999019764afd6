"""Other orders of the same words, with another meaning or with the same."""

import pytest

from benchmarks.training.reorder import exchanged, reordered

NAMES = frozenset({"Rome", "Paris", "Ana Rey", "John Smith", "Security", "Roma", "París", "Lima"})


@pytest.mark.parametrize(
    ("text", "language", "kind", "expected"),
    [
        ("Rome beat Paris in 1990.", "en", "names", "Paris beat Rome in 1990."),
        ("He flew from Rome to see Paris.", "en", "names", "He flew from Paris to see Rome."),
        ("Ana Rey venció a John Smith.", "es", "names", "John Smith venció a Ana Rey."),
        ("It ran from 1990 until 1995.", "en", "years", "It ran from 1995 until 1990."),
        ("He won 19 of all 29 matches.", "en", "numbers", "He won 29 of all 19 matches."),
        ("A black dog bit a white one.", "en", "words", "A white dog bit a black one."),
        (
            "La madre llamó a la hija ayer.",
            "es",
            "words",
            "La hija llamó a la madre ayer.",
        ),
    ],
)
def test_an_exchange_says_another_thing(text: str, language: str, kind: str, expected: str) -> None:
    """Two of a kind, in each other's place."""
    assert (kind, expected) in list(exchanged(text, language, NAMES))


@pytest.mark.parametrize(
    "text",
    [
        "He went to Rome and Paris.",
        "He saw Rome, Paris and Lima.",
        "Rome met Paris in the final.",
        "The match between Rome and Paris was long.",
        "He lives in Rome, Paris.",
        "Rome is Paris.",
        "It grew by 12 percent in 1990.",
        "A red and blue flag.",
        "The Security for Paris was tight.",
    ],
)
def test_equals_and_other_kinds_are_not_exchanged(text: str) -> None:
    """Members of a list, mutual deeds, appositions, a share and a year, parts of one name."""
    assert list(exchanged(text, "en", NAMES)) == []


@pytest.mark.parametrize(
    ("text", "language", "kind", "expected"),
    [
        ("He saw Rome and Paris.", "en", "members", "He saw Paris and Rome."),
        ("Ella vio Roma y París.", "es", "members", "Ella vio París y Roma."),
        ("A lion and an elephant ran.", "en", "members", "An elephant and a lion ran."),
        ("A fund for schools and farms.", "en", "members", "A fund for farms and schools."),
        ("He left the city in 2005.", "en", "adjunct", "In 2005, he left the city."),
        ("In 2005, he left the city.", "en", "adjunct", "He left the city in 2005."),
        ("Ana Rey left it in May 2005.", "en", "adjunct", "In May 2005, Ana Rey left it."),
        ("Ella dejó la ciudad en 2005.", "es", "adjunct", "En 2005, ella dejó la ciudad."),
        ("He slept well while it was hot.", "en", "adjunct", "While it was hot, he slept well."),
        ("When the rain came, the men left.", "en", "adjunct", "The men left when the rain came."),
        ("According to Rome, he was there.", "en", "adjunct", "He was there, according to Rome."),
        ("El hombre huyó, según ella.", "es", "adjunct", "Según ella, el hombre huyó."),
    ],
)  # fmt: skip
def test_a_move_says_the_same(text: str, language: str, kind: str, expected: str) -> None:
    """Coordinated members, adjuncts, clauses and sources of a report."""
    assert (kind, expected) in list(reordered(text, language, NAMES))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He said that she left the city in 2005.", "en"),
        ("Construction began again in 2005.", "en"),
        ("It came two weeks after the man was there.", "en"),
        ("Rose between 5 and 10 points.", "en"),
        ("Ella vio Roma y Italia.", "es"),
        ("He was stopped by Ana Rey and John Smith scored.", "en"),
        ("The exhaustion in his face while he was riding.", "en"),
    ],
)
def test_what_might_say_another_thing_is_not_moved(text: str, language: str) -> None:
    """A clause of another, a capital of unknown kind, a measure, a range, no sentence."""
    assert list(reordered(text, language, NAMES)) == []
