"""The whole flow: two documents in, a comparison out."""

from collections.abc import Sequence

from matching.comparison import Comparison, Reading
from matching.document import Document
from matching.embed import Encoder
from matching.finding import NameRepair
from matching.findings import collect_findings
from matching.pairing import pair_by_rules, pair_claims
from matching.reading import read_together
from matching.run_config import run_config
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
    """Compare two readings of one story: pair, then label.

    Sources inside one article are paired by rules alone: a writer quotes them for what each
    adds, and the odds are fitted on texts of their own.
    """
    share_a_text = left.document.text == right.document.text
    pair = pair_by_rules if share_a_text else pair_claims
    alignment, scored = pair(left.claims, right.claims, encoder, thresholds)
    return Comparison(
        left=left,
        right=right,
        findings=collect_findings((left, right), alignment, scored, thresholds),
        names=tuple(names),
        config=run_config(encoder, thresholds),
    )
