"""Attributions are found with the right spans, kinds and speakers, case by case."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.attribution import Attribution
from matching.quotations import attribution_chain, attribution_of, find_attributions
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
        "confidence": found.confidence,
    }
    return {key: parts[key] for key in wanted}


ALL_CASES = [case for language in ("es", "en", "pt", "fr") for case in load_cases(language)]


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


WORDS = st.sampled_from(
    [
        "El ministro",
        "dijo",
        "que",
        '"',
        "“",
        "”",
        "—",
        ",",
        ".",
        ":",
        "según",
        "X",
        "\n",
        "🇵🇪",
        "e\u0301l",
        "\u200b",
        "\r\n",
        "مرحبا",
        "said",
        "y",
        "lo",
        "(",
        ")",
        "se lee en",
        "así",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join), st.sampled_from(["es", "en", "pt", "fr", "de"]))
def test_spans_quote_the_text_whatever_it_holds(text: str, language: str) -> None:
    """No text breaks the reader, and every span lies inside the text it is taken from."""
    for found in find_in_lines(text, language):
        spans = [*found.content, *filter(None, (found.source, found.cue))]
        assert found.content
        assert all(len(span) > 0 and span.end <= len(text) for span in spans)
        assert 0.0 <= found.confidence <= 1.0


def test_unknown_language_still_finds_quotations() -> None:
    """Without a lexicon a quotation after a colon is found and nothing else is guessed."""
    text = "Minister: „Wir sind bereit zu handeln“. Er sagte nichts mehr."
    found = find_in_lines(text, "de")
    assert [[span.quote(text) for span in a.content] for a in found] == [
        ["Wir sind bereit zu handeln"]
    ]


def test_chain_runs_from_the_outermost_speaker_inwards() -> None:
    """A statement inside a statement names both speakers, the one quoted first."""
    text = "A spokesman said the minister had confirmed that the plan was dropped."
    found = find_in_lines(text, "en")
    at = text.index("plan")
    chain = attribution_chain(Span(at, at + 4), found)
    assert [a.speaker for a in chain] == ["spokesman", "minister"]


def test_language_may_change_with_the_passage() -> None:
    """Each passage is read with the words of its own language."""
    text = "La ministra dijo que lloverá.\nThe mayor said it would rain."
    cut = text.index("\n")
    spans = [Span(0, cut), Span(cut + 1, len(text))]
    found = find_attributions(text, "es", spans, ["es", "en"])
    assert [a.speaker for a in found] == ["ministra", "mayor"]
