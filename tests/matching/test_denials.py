"""What negations are about, against tests/matching/cases/denials.yaml."""

import pytest

from matching.denials import find_denials
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("denials"), ids=row_id)
def test_words_that_a_sentence_denies(row) -> None:
    """A negation is about the word it negates, and about nothing else of its sentence."""
    text = row["text"]
    found = find_denials(text, row["language"])
    assert [head.quote(text) for one in found for head in one.heads] == row["denied"]


def test_the_negation_itself_has_a_place() -> None:
    """Where the denying words stand is known, for the reason to show."""
    text = "No habrá huelga."
    (found,) = find_denials(text, "es")
    assert found.cue.quote(text) == "No"


def test_nothing_is_denied_in_an_empty_text() -> None:
    """A text without words denies nothing."""
    assert find_denials(" ", "es") == ()
