"""The whole flow: two documents in, a comparison out."""

from collections.abc import Sequence

from matching.align import align
from matching.claim import Claim
from matching.comparison import Comparison, Reading
from matching.document import Document
from matching.embed import Encoder
from matching.finding import NameRepair
from matching.findings import collect_findings
from matching.reading import read_together
from matching.run_config import run_config
from matching.scoring import score_pairs
from matching.thresholds import DEFAULTS, Thresholds


def compare_documents(
    left: Document, right: Document, *, encoder: Encoder, thresholds: Thresholds = DEFAULTS
) -> Comparison:
    """Compare what two documents say; equal inputs give an equal Comparison.

    Swapping the documents swaps the sides of every finding and changes nothing else.
    """
    reader = read_together((left, right))
    return compare_readings(
        reader.readings[0],
        reader.readings[1],
        encoder=encoder,
        names=reader.names,
        thresholds=thresholds,
    )


def compare_readings(
    left: Reading,
    right: Reading,
    *,
    encoder: Encoder,
    names: Sequence[NameRepair] = (),
    thresholds: Thresholds = DEFAULTS,
) -> Comparison:
    """Compare two readings of one story: score, align, label."""
    evidence = score_pairs(left.claims, right.claims, encoder, thresholds)
    alignment = align(
        evidence.scores,
        left_keys=[_key(claim) for claim in left.claims],
        right_keys=[_key(claim) for claim in right.claims],
        thresholds=thresholds.alignment,
    )
    return Comparison(
        left=left,
        right=right,
        findings=collect_findings((left, right), alignment, evidence, thresholds),
        names=tuple(names),
        config=run_config(encoder, thresholds),
    )


def _key(claim: Claim) -> str:
    return f"{claim.attributed_to}\0{claim.rendering}\0{claim.text}"
