from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.mentions import find_mentions
from matching.slots import MentionKind
from matching.span import Span
from tests.matching.name_cases import KINDS, cases, held_out

DEVELOPMENT = cases("mentions")


def _found(case: dict[str, Any]) -> Counter[tuple[str, str]]:
    mentions = find_mentions(case["text"], case["lang"])
    return Counter(
        (item.surface, item.kind.value) for item in mentions if item.kind is not MentionKind.OTHER
    )


def _expected(case: dict[str, Any]) -> Counter[tuple[str, str]]:
    return Counter((surface, KINDS[key]) for key in KINDS for surface in case.get(key, ()))


@pytest.mark.parametrize("case", DEVELOPMENT, ids=[case["id"] for case in DEVELOPMENT])
def test_names_of_a_sentence(case: dict[str, Any]) -> None:
    """A sentence gives exactly the people, places, bodies and roles listed for it."""
    assert _found(case) == _expected(case)


def test_held_out_sentences() -> None:
    """Sentences written before tuning keep an F1 of 0.85 over kind and exact words."""
    pairs = [(_found(case), _expected(case)) for case in held_out("mentions")]
    hits = sum((found & expected).total() for found, expected in pairs)
    named = sum(found.total() + expected.total() for found, expected in pairs)
    assert 2 * hits / named >= 0.85


@settings(deadline=None)  # the first example loads the word lists
@given(st.text(max_size=80), st.sampled_from(["es", "en", "pt", "fr", "und"]))
def test_mentions_quote_any_text_exactly(noise: str, language: str) -> None:
    """Whatever stands around it, a mention quotes the text and overlaps no other."""
    text = f"{noise} La ministra Lorena Batlle viajó a Lima. {noise}"
    mentions = find_mentions(text, language)
    assert all(item.span.quote(text) == item.surface for item in mentions)
    neighbours = pairwise(item.span for item in mentions)
    assert all(left.end <= right.start for left, right in neighbours)


def test_span_limits_what_is_returned() -> None:
    """Only mentions inside the span come back, read with the rest of the text in view."""
    text = "Ana Paz habló. Paz se fue a Quito."
    (paz, quito) = find_mentions(text, "es", Span(15, len(text)))
    assert (paz.surface, paz.kind) == ("Paz", MentionKind.PERSON)
    assert quito.span.quote(text) == "Quito"
