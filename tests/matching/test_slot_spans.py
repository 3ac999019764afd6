"""Typed slots in any text: exact quotations and no failure."""

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from matching.dates import find_dates
from matching.polarity import find_polarity
from matching.quantities import find_quantities
from matching.scope import find_scope
from matching.strength import find_strength

_PIECES = st.sampled_from(
    [
        *("12", "1.234,5", "dos mil", "half a", "million", "muertos", "killed", "más de", "entre"),
        *("y", "3-", "US$", "%", "lunes", "30 de", "octubre", "no", "que", ",", "\u200b", "🙂"),
        *("\r\n", "e\u0301", "שלום", "٣", "²", "½", "last", "ago", "all", "signed", "-", "2024"),
    ]
)
_TEXTS = st.lists(_PIECES | st.text(max_size=4), max_size=12).map(" ".join)
_LANGUAGES = st.sampled_from(["es", "en", "pt", "fr", "es-MX", "und"])


@settings(max_examples=150, deadline=None)
@given(_TEXTS, _LANGUAGES)
@example("30 de", "es")
def test_every_slot_quotes_the_text(text: str, language: str) -> None:
    """Whatever the text holds, a slot's surface is the text at its span."""
    slots = [
        *find_quantities(text, language),
        *find_dates(text, language, date(2025, 10, 30)),
        *find_dates(text, language, None),
        *find_scope(text, language),
    ]
    assert [one.surface for one in slots] == [one.span.quote(text) for one in slots]


@settings(max_examples=100, deadline=None)
@given(_TEXTS, _LANGUAGES)
def test_cues_lie_inside_the_text(text: str, language: str) -> None:
    """The words that deny or state an act are words of the text."""
    _, cue = find_polarity(text, language)
    strength = find_strength(text, language)
    for span in (cue, strength.span if strength else None):
        assert span is None or (span.quote(text).strip() and span.end <= len(text))
