"""The data of contrasts: how much there is, and that it is whole."""

from collections import Counter

from benchmarks.training.contrast_words import Change, index, read_classes, unsure_forms
from benchmarks.training.inflections import read_pairs
from benchmarks.training.values import LANGUAGES


def _entries(section: str) -> list[str]:
    return [
        entry
        for lines in read_pairs()[section].values()
        for line in lines
        for entry in line.split(", ")
    ]


def _changes(form: str, language: str) -> list[Change]:
    return [change for change, _ in index(language)[form]]


def test_there_are_many_classes_and_pairs() -> None:
    """What the head is to learn is contrast, not a few words."""
    assert len(read_classes()) >= 120
    assert sum(len(row["words"].split(", ")) for row in read_classes().values()) > 1600
    assert len(_entries("antonyms")) >= 500
    assert len(_entries("synonyms")) + len(_entries("hypernyms")) >= 600


def test_every_entry_has_its_sides() -> None:
    """A member is english=spanish; a pair has two poles (or four English forms) or none."""
    for name, row in read_classes().items():
        words = row["words"].split(", ")
        assert len(words) > 1, name
        assert all(len([side for side in word.split("=") if side]) == 2 for word in words), name
        assert max(Counter(words).values()) == 1, name
    for section in ("antonyms", "synonyms", "hypernyms"):
        for entry in _entries(section):
            english, spanish = entry.split("=")
            assert len(english.split("/")) in ((2, 4) if english else (1,)), entry
            assert len(spanish.split("/")) in ((2,) if spanish else (1,)) or ":" in spanish, entry
            assert english or spanish, entry


def test_a_form_of_two_classes_is_unsure() -> None:
    """A turkey is a pet and a meat."""
    assert "turkey" in unsure_forms("en")
    assert "cow" not in unsure_forms("en")
    assert {change.group for change in _changes("turkey", "en")} == {"pets", "meats"}


def test_replacements_fit_the_form() -> None:
    """A plural for a plural, a feminine for a feminine."""
    colours = {
        form for change, slots in index("es")["rojas"] for form in change.fitting(slots, "es")
    }
    assert {"negras", "azules"} <= colours
    assert not {"negros", "negro"} & colours
    animals = {
        form
        for change, slots in index("en")["cows"]
        if change.change == "excludes"
        for form in change.fitting(slots, "en")
    }
    assert {"dogs", "geese"} <= animals
    assert not {"dog", "cows"} & animals


def test_one_word_in_the_other_language_does_not_exclude() -> None:
    """A couch and a sofa are both a "sofá"."""
    found = {
        change.change: change.fitting(slots, "en")
        for change, slots in index("en")["sofa"]
        if change.group == "furniture"
    }
    assert "couch" not in found["excludes"]
    assert found["same"] == ["couch"]


def test_changes_of_every_kind_are_known_in_both_languages() -> None:
    """No language lacks a kind."""
    for language in LANGUAGES:
        kinds = {change.change for rows in index(language).values() for change, _ in rows}
        assert kinds == {"excludes", "same", "broader", "narrower"}
