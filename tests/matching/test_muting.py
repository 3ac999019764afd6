"""Words whose values are compared apart from the topic."""

import pytest
from hypothesis import given

from matching.muting import muted_words, place_words
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK, read_claim, read_claims


@pytest.mark.parametrize(
    ("language", "text", "muted", "heard"),
    [
        ("es", "El lunes no murieron personas en Salta.", {"lunes", "no"}, {"murieron", "salta"}),
        ("en", "All 12 crew members were rescued on 4 May 2026.", {"all", "may"}, {"rescued"}),
        ("en", "The plant never leaked.", {"never"}, {"plant", "leaked"}),
        ("fr", "Aucun blessé le 4 mai.", {"aucun", "mai"}, {"blessé"}),
        ("es", "La ministra visitó el hospital.", set(), {"ministra", "visitó", "hospital"}),
    ],
)
def test_values_are_muted_and_the_topic_is_heard(
    language: str, text: str, muted: set[str], heard: set[str]
) -> None:
    """Days, scope and denial are compared by rules, so the model need not hear them."""
    found = muted_words(read_claim(text, language))
    assert muted <= found
    assert not heard & found


def test_words_of_places_are_told_apart() -> None:
    """In lower case, each word of a place."""
    claim = read_claim("El tren volvió a Buenos Aires.", "es")
    assert place_words(claim) == {"buenos", "aires"}


@QUICK
@given(ODD_TEXTS, LANGUAGES)
def test_muted_words_stand_in_the_claim(text: str, language: str) -> None:
    """Nothing is muted that the claim does not say."""
    for claim in read_claims(text, language):
        assert all(word in claim.text.lower() for word in muted_words(claim))
