"""A document's text with its claims and names marked, and the edits of its pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matching.claim import Claim
from matching.comparison import Reading
from matching.document import Document
from matching.span import Span
from service.diff.segments import Cut, Layer, cut_text
from service.diff.text import UNKNOWN_LANGUAGE, text_direction
from service.store.inconsistencies import Edit
from service.store.pages import PageRevision
from service.store.unit import Store
from service.web.source_edits import ShownEdit, shown_edit

# What covers words: a claim with its number, or nothing but a name.
_Mark = tuple[int, Claim] | None


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """A stretch of text: `number` of the claim that begins here, whether one covers it."""

    text: str
    start: int
    number: int | None
    is_claim: bool
    is_even: bool
    is_sought: bool


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The text in parts; joined, they are the text."""

    language: str
    direction: str
    parts: Sequence[MarkedPart]


def marked_text(
    document: Document, reading: Reading | None, sought: Span | None = None
) -> MarkedText:
    """Return the text of *document* with what its last reading found in it.

    *sought* are the words that a reader was led to; what reaches beyond the text is left out.
    """
    inside = Span(0, len(document.text))
    sought = sought if sought and inside.contains(sought) else None
    language = reading.language if reading else document.language or UNKNOWN_LANGUAGE
    layers: list[Layer[_Mark]] = []
    if reading:
        layers += [
            Layer(claim.span, (number, claim)) for number, claim in enumerate(reading.claims, 1)
        ]
        layers += [Layer(mention.span, None) for mention in reading.mentions]
    if sought:
        layers.append(Layer(sought, None))
    parts = [_part(cut, sought) for cut in cut_text(document.text, layers)]
    return MarkedText(language, text_direction(language), parts)


def _part(cut: Cut[_Mark], sought: Span | None) -> MarkedPart:
    claims = [layer for layer in cut.layers if layer.value is not None]
    inner = min(claims, key=lambda layer: len(layer.span), default=None)
    numbers = [
        layer.value[0] for layer in claims if layer.value and layer.span.start == cut.span.start
    ]
    return MarkedPart(
        cut.text,
        cut.span.start,
        min(numbers, default=None),
        inner is not None,
        inner is not None and inner.value is not None and inner.value[0] % 2 == 0,
        sought is not None and sought.contains(cut.span),
    )


def document_edits(
    store: Store, revisions: Sequence[PageRevision], source: str
) -> Sequence[ShownEdit]:
    """Return how the pages that have shown a document changed, in their order."""
    found: list[ShownEdit] = []
    for earlier, later in pairwise(revisions):
        if earlier.page_id != later.page_id:
            continue
        one = later.revision
        edit = Edit(
            later.page_id,
            one.number,
            one.seen_at,
            source,
            one.document_id,
            earlier.revision.document_id,
        )
        if shown := shown_edit(store, edit):
            found.append(shown)
    return found
