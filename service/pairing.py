"""Single pairs of claims, each labelled."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time

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
        published=[
            (
                _moment(line.published_at_a or line.published_at),
                _moment(line.published_at_b or line.published_at),
            )
            for line in lines
        ],
    )
    for line, finding in zip(lines, findings, strict=True):
        yield PairResult(
            id=line.id,
            label=finding.label,
            confidence=rounded(finding.confidence),
            reasons=tuple(reason_part(reason) for reason in finding.reasons),
        )


def _moment(published: date | None) -> datetime | None:
    """Return a day as its first moment in UTC; a moment stays as it is."""
    if published is None or isinstance(published, datetime):
        return published
    return datetime.combine(published, time.min, UTC)
