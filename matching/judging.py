"""Pairs of claims put before the entailment head, by their self-contained renderings."""

from collections.abc import Sequence

from matching.claim import Claim
from matching.embed import Encoder
from matching.evidence import PairJudgement

_DECIMALS = 4


def judge_claims(
    pairs: Sequence[tuple[Claim, Claim]], encoder: Encoder
) -> list[PairJudgement | None]:
    """Return what the encoder's head says of each pair, None throughout without a head."""
    judged = encoder.judge([(left.rendering, right.rendering) for left, right in pairs])
    if judged is None:
        return [None] * len(pairs)
    return [
        PairJudgement(
            agree=_rounded(relation[0]),
            conflict=_rounded(relation[1]),
            extra=_rounded(relation[2]),
            entailed=_rounded(max(forward[0], backward[0])),
            contradicted=_rounded((forward[2] + backward[2]) / 2),
        )
        for forward, backward, relation in zip(
            judged.forward, judged.backward, judged.relation, strict=True
        )
    ]


def _rounded(value: float) -> float:
    return round(float(value), _DECIMALS)
