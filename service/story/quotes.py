"""Quotations of a story as a page shows them: what became of each word."""

from collections.abc import Iterator, Sequence

from matching.fidelity_align import Change, ChangeKind
from matching.span import Span, cover
from matching.story_voices import QuotedFrom, StoryVoices
from service.convert import rounded
from service.diff.segments import Layer, cut_text
from service.story.sheet import QuoteChange, QuotePiece, SheetQuote

# Words left out at the ends are shown up to the length of a sentence.
_MOST_LEFT_OUT = 240
# Why a found quotation needs a second look, as a word of the interface.
_WARNINGS = {
    "its parts stand in another order in the primary source": "order",
    "a denial stands just before the words quoted": "denial",
}


def sheet_quotes(read: StoryVoices) -> Iterator[SheetQuote]:
    """Yield what became of each quotation that stands in another document, worst first."""
    found = [_quote(each, read) for each in read.quotations]
    order = ("altered", "trimmed", "verbatim")
    yield from sorted(
        found,
        key=lambda one: (order.index(one.verdict), not one.warning, not one.is_own, one.similarity),
    )


def _quote(found: QuotedFrom, read: StoryVoices) -> SheetQuote:
    article, primary = read.voices[found.article], read.voices[found.primary]
    voice, fidelity = article.voices[found.voice], found.fidelity
    text, original = article.document.text, primary.document.text
    return SheetQuote(
        document_id=article.document.document_id,
        primary_id=primary.document.document_id,
        chain=tuple(article.voices[at].speaker for at in voice.chain),
        verdict=fidelity.verdict.value,
        is_own=found.is_own,
        similarity=rounded(fidelity.similarity),
        language=primary.language,
        quoted=_pieces(text, voice.quoted, [(c.kind, c.quoted) for c in fidelity.changes]),
        original=_original(original, fidelity.primary, fidelity.changes),
        changes=tuple(_changes(fidelity.changes, text, original)),
        warning=_WARNINGS.get(fidelity.reason or ""),
    )


def _original(
    text: str, spans: Sequence[Span], changes: Sequence[Change]
) -> tuple[QuotePiece, ...]:
    """Return the original's words where the quotation stands, with what was left out around."""
    if not spans:
        return ()
    places = [(change.kind, change.primary) for change in changes]
    near = [
        span
        for kind, span in places
        if span and not (kind is ChangeKind.LEFT_OUT and len(span) > _MOST_LEFT_OUT)
    ]
    return _pieces(text, [cover([*spans, *near])], places)


def _pieces(
    text: str, spans: Sequence[Span], changed: Sequence[tuple[ChangeKind, Span | None]]
) -> tuple[QuotePiece, ...]:
    layers = [Layer(span, kind.value) for kind, span in changed if span]
    found: list[QuotePiece] = []
    for span in spans:
        if found:
            found.append(QuotePiece(" […] ", None))
        found += [
            QuotePiece(cut.text, cut.layers[0].value if cut.layers else None)
            for cut in cut_text(text, layers, within=span)
            if cut.text
        ]
    return tuple(found)


def _changes(changes: Sequence[Change], text: str, original: str) -> Iterator[QuoteChange]:
    """Yield what changed the words; what is only left out at the ends is no change of them."""
    for change in changes:
        if change.kind is not ChangeKind.LEFT_OUT:
            quoted = change.quoted.quote(text) if change.quoted else None
            primary = change.primary.quote(original) if change.primary else None
            yield QuoteChange(change.kind.value, quoted, primary)
