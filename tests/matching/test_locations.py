"""Where events are put, against tests/matching/cases/locations.yaml."""

import pytest
from hypothesis import given

from matching.locations import locations_of
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK, read_claim, read_claims
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("locations"), ids=row_id)
def test_where_an_event_is_put(row) -> None:
    """Only a place that a locative preposition governs says where."""
    claim = read_claim(row["text"], row["language"])
    assert row["located"] == [mention.surface for mention in locations_of(claim)]


@QUICK
@given(ODD_TEXTS, LANGUAGES)
def test_locations_are_places_of_the_claim(text: str, language: str) -> None:
    """A location is one of the claim's places and stands in its own words."""
    for claim in read_claims(f"El fuego comenzó en Lima {text} in Paris", language):
        for mention in locations_of(claim):
            assert mention in claim.slots.places
            assert claim.span.contains(mention.span)
