"""Single pairs: two claims to a label, two names to a decision."""

from collections.abc import Iterator, Sequence

from matching.compare import compare_pairs
from matching.embed import Encoder
from matching.names import compare_names
from service.contract import NameLine, NameResult, PairLine, PairResult
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


def decide_names(line: NameLine) -> NameResult:
    """Return whether the two names of *line* mean one person, body or place."""
    found = compare_names(line.a, line.b, roster=line.roster)
    return NameResult(
        id=line.id,
        decision=found.decision,
        score=rounded(found.score),
        reasons=tuple(found.reasons),
    )
