"""Statements come apart into the clauses that a reader would check one by one."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from matching.clauses import split_clauses
from matching.span import Span

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "clauses.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_clauses_are_the_checkable_statements(case: dict[str, Any]) -> None:
    """Each claim's own words are exactly the words that state it."""
    text = case["text"]
    found = split_clauses(text, case["language"], Span(0, len(text)))
    assert [clause.span.quote(text) for clause in found] == case["claims"]


def test_list_items_inherit_their_head() -> None:
    """Coordinated objects share the words that govern them, as a span of the text."""
    text = "Ratificaron la voluntad de limpiar el río y plantar árboles."
    first, second = split_clauses(text, "es", Span(0, len(text)))
    assert first.head is not None
    assert first.head == second.head
    assert first.head.quote(text) == "Ratificaron la voluntad de"
    assert second.render(text) == "Ratificaron la voluntad de plantar árboles"


def test_a_second_predicate_inherits_the_subject() -> None:
    """In "X did A and did B", B is credited to X."""
    text = "The mayor opened the bridge and closed the ferry."
    _, second = split_clauses(text, "en", Span(0, len(text)))
    assert second.subject is not None
    assert second.render(text) == "The mayor closed the ferry"


@given(st.text(max_size=200), st.sampled_from(["es", "en", "pt", "fr", "und"]))
def test_clauses_stay_in_bounds_and_apart(text: str, language: str) -> None:
    """Whatever the characters, clauses lie inside the text, in order and without overlap."""
    clauses = split_clauses(text, language, Span(0, len(text)))
    spans = [clause.span for clause in clauses]
    assert all(span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
