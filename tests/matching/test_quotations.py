"""Attributions are found with the right spans, kinds and speakers, case by case."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from matching.attribution import Attribution
from matching.quotations import attribution_of, find_attributions
from matching.span import Span

CASES = Path(__file__).parent / "cases"


def load_cases(language: str) -> list[Any]:
    """Return the cases of one language as pytest parameters named by their case."""
    entries = yaml.safe_load((CASES / f"attribution_{language}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(language, entry, id=entry["name"]) for entry in entries]


def find_in_lines(text: str, language: str) -> tuple[Attribution, ...]:
    """Return the attributions of *text*, taking each line as a paragraph."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return find_attributions(text, language, spans)


def describe(text: str, found: Attribution, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of *found* that the case speaks of, as words."""
    parts: dict[str, Any] = {
        "kind": found.kind.value,
        "content": [span.quote(text) for span in found.content],
        "cue": found.cue.quote(text) if found.cue else None,
        "source": found.source.quote(text) if found.source else None,
        "speaker": found.speaker,
    }
    return {key: parts[key] for key in wanted}


ALL_CASES = [case for language in ("es",) for case in load_cases(language)]


@pytest.mark.parametrize(("language", "case"), ALL_CASES)
def test_finds_who_says_what(language: str, case: dict[str, Any]) -> None:
    """Every case gives exactly its attributions, in order, and no other."""
    text = case["text"]
    found = find_in_lines(text, language)
    wanted = case["attributions"]
    padding: list[dict[str, Any]] = [{"content": []}] * max(0, len(found) - len(wanted))
    shown = [describe(text, a, w) for a, w in zip(found, wanted + padding, strict=False)]
    assert shown == wanted


def test_innermost_attribution_covers_a_span() -> None:
    """A span inside a reported clause belongs to its speaker, one outside to nobody."""
    text = "La empresa informó que despedirá a 300 trabajadores. Hoy llueve."
    found = find_in_lines(text, "es")
    inside = text.index("300")
    assert attribution_of(Span(inside, inside + 3), found) == found[0]
    assert attribution_of(Span(text.index("Hoy"), len(text)), found) is None
