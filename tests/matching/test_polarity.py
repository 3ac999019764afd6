"""Denials, against tests/matching/cases/polarity.yaml."""

import pytest

from matching.polarity import find_polarity
from matching.slots import Polarity
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("polarity"), ids=row_id)
def test_polarity_of_a_sentence(row) -> None:
    """A sentence is affirmed or denied as the table says."""
    polarity, cue = find_polarity(row["text"], row["language"])
    assert row["polarity"] == polarity
    if "cue" in row:
        assert cue is not None
        assert row["cue"] == cue.quote(row["text"])


def test_language_without_a_lexicon_is_affirmed() -> None:
    """Where no word lists exist nothing is taken for a denial."""
    assert find_polarity("no no no", "und") == (Polarity.AFFIRMED, None)
