"""Single pairs of claims, each labelled."""

from collections.abc import Iterator, Sequence

from matching.embed import Encoder
from matching.pairs import compare_pairs
from service.contract import PairLine, PairResult
from service.convert import reason_part, rounded


def label_pairs(lines: Sequence[PairLine], encoder: Encoder) -> Iterator[PairResult]:
    """Yield the label of each pair of claims, in order."""
    findings = compare_pairs(
        [(line.a, line.b) for line in lines],
        encoder=encoder,
        languages=[(line.lang_a, line.lang_b) for line in lines],
    )
    for line, finding in zip(lines, findings, strict=True):
        yield PairResult(
            id=line.id,
            label=finding.label,
            confidence=rounded(finding.confidence),
            reasons=tuple(reason_part(reason) for reason in finding.reasons),
        )
