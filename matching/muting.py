"""The words of a claim whose values are compared apart from its topic."""

from matching.claim import Claim
from matching.scope import find_scope
from matching.span import Span
from matching.tokens import tokenize


def place_words(claim: Claim) -> frozenset[str]:
    """Return the lower-case words of the place names in *claim* and what it inherits."""
    surfaces = (place.surface for place in claim.slots.places)
    return frozenset(t.text.lower() for surface in surfaces for t in tokenize(surface))


def muted_words(claim: Claim) -> frozenset[str]:
    """Return the lower-case words of dates, scope and denial in *claim*.

    Digits are muted where topics are measured; number words and the counted noun
    ("12 [dead]") are heard.
    """
    words = claim.own_text
    spans = [
        *(Span(value.span.start, value.span.end) for value in claim.slots.dates),
        *(value.span.shift(claim.span.start) for value in find_scope(words, claim.language)),
    ]
    if claim.slots.polarity_cue is not None:
        spans.append(claim.slots.polarity_cue)
    inside = [span.shift_to(claim.span.start) for span in spans if claim.span.contains(span)]
    return frozenset(token.text.lower() for span in inside for token in tokenize(words, span))
