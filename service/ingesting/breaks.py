"""Findings that a revision breaks: words that they rest on no longer stand on the page.

A finding rests on the exact words of its claims, on the words that these inherit, and on those
that its reasons point to. It breaks with the revision that takes some of them away: they stood
in the text before it (white space apart) and stand nowhere in the new one. A finding of an
earlier text of the page that had outlived the revisions until now is looked at as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matching.claim import Claim
from matching.comparison import Comparison
from matching.document import Document
from matching.finding import Finding, Label, Side
from matching.span import Span
from service.store.unit import Store

# Comparisons of one document that are asked for at once.
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Broken:
    """A finding whose words went: they stand at *words* in the text of *document_id*."""

    comparison_id: str
    finding_id: str
    label: Label
    document_id: str
    words: tuple[tuple[Span, str], ...]


def find_broken(
    store: Store, earlier: Sequence[str], previous: Document, now: Document
) -> tuple[Broken, ...]:
    """Return what breaks when a page that showed *previous* shows *now*.

    *earlier* are the ids of all documents that the page has shown. In the order of comparisons
    and findings.
    """
    before, after = _Standing(previous.text), _Standing(now.text)
    found = {
        (each.comparison_id, each.finding_id, each.document_id): each
        for document_id in dict.fromkeys(earlier)
        if document_id != now.document_id
        for comparison in _comparisons(store, document_id)
        for each in _broken(comparison, document_id, before, after)
    }
    return tuple(found[key] for key in sorted(found))


def _comparisons(store: Store, document_id: str) -> Iterator[Comparison]:
    after = None
    while rows := store.comparisons.latest(_PAGE, after=after, document_id=document_id):
        for row in rows:
            loaded = store.comparisons.load(row.comparison_id)
            if loaded is not None:
                yield loaded[0]
        after = (rows[-1].created_at, rows[-1].comparison_id)


def _broken(
    comparison: Comparison, document_id: str, before: "_Standing", after: "_Standing"
) -> Iterator[Broken]:
    for side, reading in ((Side.LEFT, comparison.left), (Side.RIGHT, comparison.right)):
        if reading.document.document_id != document_id:
            continue
        text = reading.document.text
        for finding in comparison.findings:
            gone = [
                span
                for span in _rests_on(finding, side)
                if before.has(span.quote(text)) and not after.has(span.quote(text))
            ]
            if gone:
                yield Broken(
                    comparison.comparison_id,
                    finding.finding_id,
                    finding.label,
                    document_id,
                    tuple((span, span.quote(text)) for span in _outermost(gone)),
                )


def _rests_on(finding: Finding, side: Side) -> set[Span]:
    claims: tuple[Claim, ...] = finding.left if side is Side.LEFT else finding.right
    if not claims:
        return set()
    reasons = (reason.left if side is Side.LEFT else reason.right for reason in finding.reasons)
    spans = (span for claim in claims for span in (claim.span, claim.head))
    return {span for span in (*spans, *reasons) if span is not None and len(span)}


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """Return *spans* in order, without those that lie inside another one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept


class _Standing:
    """Tells which words stand in a text, as whole words and whatever white space is in them."""

    def __init__(self, text: str) -> None:
        self._text = " ".join(text.split())

    def has(self, words: str) -> bool:
        wanted = " ".join(words.split())
        at = self._text.find(wanted)
        while at >= 0:
            if self._is_whole(at, at + len(wanted)):
                return True
            at = self._text.find(wanted, at + 1)
        return False

    def _is_whole(self, start: int, end: int) -> bool:
        """Tell whether no word goes on over either end."""
        return not any(
            0 < at < len(self._text) and _WORD.match(self._text[at - 1 : at + 1])
            for at in (start, end)
        )


_WORD = re.compile(r"\w\w")
