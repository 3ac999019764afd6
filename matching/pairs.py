"""Pairs of single claims, each labelled without the documents around them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from matching.claim import Claim
from matching.claims import Context, whole_claim
from matching.document import Document
from matching.embed import Encoder
from matching.finding import Finding
from matching.findings import extra_finding, pair_finding
from matching.reading import draft_document
from matching.roster import build_roster
from matching.scoring import score_side_by_side
from matching.thresholds import DEFAULTS, Thresholds

# Pairs encoded together: large enough to fill a batch, small enough that scoring every
# text of a batch with every other costs nothing.
_BATCH = 16

Published = tuple[datetime | None, datetime | None]
"""When the texts of a pair were published: the left, the right; None where nobody knows."""


def compare_pairs(
    pairs: Sequence[tuple[str, str]],
    *,
    encoder: Encoder,
    languages: Sequence[tuple[str | None, str | None]] | None = None,
    published: Sequence[Published] | None = None,
    thresholds: Thresholds = DEFAULTS,
) -> Iterator[Finding]:
    """Yield one finding for each pair of claims, in order; each pair is a story of its own.

    Label `extra` means that the two claims are about different facts. A language that is
    None is detected. *published* tells on which day "today" or "next Monday" was written.
    """
    known = languages or [(None, None)] * len(pairs)
    days = published or [(None, None)] * len(pairs)
    rows = list(zip(pairs, known, days, strict=True))
    for start in range(0, len(rows), _BATCH):
        claims = [read_pair(*row) for row in rows[start : start + _BATCH]]
        encoder.encode([claim.own_text for both in claims for claim in both])
        encoder.judge([(left.rendering, right.rendering) for left, right in claims])
        for left, right in claims:
            yield _finding(left, right, encoder, thresholds)


def read_pair(
    texts: tuple[str, str],
    languages: tuple[str | None, str | None],
    published: Published = (None, None),
) -> tuple[Claim, Claim]:
    """Return two texts as one claim each, read as a story of their own."""
    sides = zip(texts, ("left", "right"), languages, published, strict=True)
    documents = [Document(text, side, language, at) for text, side, language, at in sides]
    drafts = [draft_document(document) for document in documents]
    roster = build_roster(
        (d.document.document_id, d.document.prose, d.language, d.mentions) for d in drafts
    )
    left, right = (
        whole_claim(
            draft.document,
            draft.language,
            Context(
                tuple(roster.resolve(m, draft.document.document_id) for m in draft.mentions),
                draft.document.published_at.date() if draft.document.published_at else None,
            ),
        )
        for draft in drafts
    )
    return left, right


def _finding(left: Claim, right: Claim, encoder: Encoder, thresholds: Thresholds) -> Finding:
    found = score_side_by_side(left, right, encoder, thresholds)
    if found.similarity < thresholds.alignment.counterpart:
        return extra_finding((left,), (right,), found.similarity, found.odds)
    return pair_finding(found, thresholds)
