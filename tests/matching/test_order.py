"""The order of two events, against tests/matching/cases/order.yaml."""

import pytest
from hypothesis import given

from matching.embed import Encoder
from matching.finding import ReasonKind
from matching.order import find_order, reversed_orders
from matching.testing import HashingEncoder
from matching.thresholds import SIMILARITY
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK, read_claim
from tests.matching.slot_cases import row_id, rows

VOTE_FIRST = "The vote was held before the report was published."
REPORT_FIRST = "The vote was held after the report was published."


@pytest.mark.parametrize("row", rows("order"), ids=row_id)
def test_which_event_comes_first(row) -> None:
    """Two events are ordered by the words between them; names and years are no events."""
    order = find_order(row["text"], row["language"])
    found = (order.earlier, order.later) if order else (None, None)
    assert (row["earlier"], row["later"]) == found


@QUICK
@given(ODD_TEXTS, LANGUAGES)
def test_events_are_words_of_the_text(text: str, language: str) -> None:
    """Whatever the characters, both events are parts of the text."""
    order = find_order(f"The vote was held before {text}", language)
    if order is not None:
        assert order.earlier in f"The vote was held before {text}"
        assert order.later in f"The vote was held before {text}"


@pytest.mark.parametrize(
    ("left", "right"), [(VOTE_FIRST, REPORT_FIRST), (REPORT_FIRST, VOTE_FIRST)]
)
def test_opposite_orders_of_the_same_events_are_told(left: str, right: str) -> None:
    """A before B here and B before A there is a difference of order, on either side."""
    pair = (read_claim(left, "en"), read_claim(right, "en"))
    found = reversed_orders([pair], HashingEncoder(), SIMILARITY)
    assert found[0].kind is ReasonKind.ORDER


def test_opposite_orders_are_told_across_languages(encoder: Encoder) -> None:
    """The same two events are recognised in another language."""
    spanish = read_claim("La votación se celebró después de publicarse el informe.", "es")
    found = reversed_orders([(read_claim(VOTE_FIRST, "en"), spanish)], encoder, SIMILARITY)
    assert list(found) == [0]


@pytest.mark.parametrize(
    "other",
    [
        VOTE_FIRST,
        "The report was published after the vote was held.",
        "The trains stopped after the storm reached the valley.",
        "The vote was held in the capital.",
    ],
)
def test_equal_orders_and_other_events_are_no_difference(other: str) -> None:
    """The same order in other words, other events, or no order at all differ in nothing."""
    pair = (read_claim(VOTE_FIRST, "en"), read_claim(other, "en"))
    assert not reversed_orders([pair], HashingEncoder(), SIMILARITY)
