"""Words that exclude one another, against tests/matching/cases/antonyms.yaml."""

import pytest

from matching.antonyms import are_antonyms, denies_by_prefix, negative_bases
from matching.word_table import words_of
from tests.matching.slot_cases import rows


@pytest.mark.parametrize("row", rows("antonyms"), ids=lambda r: f"{r['left'][1]} {r['right'][1]}")
def test_words_that_exclude_one_another(row) -> None:
    """Lists and prefixes tell antonyms, across languages and from either side."""
    (left_language, left), (right_language, right) = row["left"], row["right"]
    (one,), (two,) = words_of(left, left_language), words_of(right, right_language)
    assert are_antonyms(one, left_language, two, right_language) is row["excludes"]
    assert are_antonyms(two, right_language, one, left_language) is row["excludes"]


def test_a_prefix_needs_a_known_word_behind_it() -> None:
    """The word "unlawful" denies "lawful", "uncle" nothing."""
    assert "lawful" in negative_bases("unlawful", "en")
    assert negative_bases("uncle", "en") == frozenset()


@pytest.mark.parametrize(
    ("word", "language", "other", "denies"),
    [
        ("unvaccinated", "en", "vacunados", True),
        ("unarmed", "en", "armado", True),
        ("unveiled", "en", "presentó", False),
        ("inconstitucional", "es", "constitutional", True),
        ("vaccinated", "en", "vacunados", False),
        ("inauguró", "es", "inaugurated", False),
        ("unvaccinated", "en", "unvaccinated", False),
    ],
)
def test_a_prefix_denies_what_is_spelled_like_its_base(
    word: str, language: str, other: str, denies: bool
) -> None:
    """A word that only looks negative is spelled like its counterpart as a whole."""
    (one,), (two,) = words_of(word, language), words_of(other, "en")
    assert denies_by_prefix(one, language, two) is denies
