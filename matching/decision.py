"""How the label of a pair came about: what was measured, and what each part weighed.

    by rules   the first row of the table that applies, with the values it looked at
    by odds    a waterfall: the log odds of the label against the next likeliest one, signal
               by signal; the bars add up to the whole

Source: the waterfall of a match weight is Splink's; the model is `combine`'s.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.combine import Contribution, contributions
from matching.comparison import Reading
from matching.embed import Encoder
from matching.evidence import Odds, PairEvidence, PairJudgement
from matching.explanation import Explanation
from matching.finding import Finding, Label
from matching.label import deciding_rule
from matching.pairing import pair_by_rules, pair_claims
from matching.thresholds import DEFAULTS, Thresholds

_ODDS = ("agree", "conflict", "extra")
# A bar that moves the odds by less than a hundredth says nothing.
_LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Bar:
    """What one signal adds to the log odds; `value` is the signal's own."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Decision:
    """Why two claims have their label.

    `likeness` is that of their words, `similarity` what values made of it, `topic` how far one
    lies in the other's, all in [0, 1]. By rules, `odds` is None and there are no bars. By odds,
    `bars` go from the heaviest to the lightest, `rest` is what the unlisted ones add, and all
    of them together are the log odds of `likeliest` against `against`.
    """

    label: Label
    rule: Explanation
    likeness: float
    similarity: float
    topic: float
    judged: PairJudgement | None = None
    odds: Odds | None = None
    likeliest: str | None = None
    against: str | None = None
    bars: tuple[Bar, ...] = ()
    rest: float = 0.0

    @property
    def total(self) -> float:
        """The log odds that the bars add up to."""
        return math.fsum((*(bar.weight for bar in self.bars), self.rest))


def decide(evidence: PairEvidence, encoder: str, thresholds: Thresholds = DEFAULTS) -> Decision:
    """Return how *evidence* is decided; *encoder* is the model's name."""
    rule = deciding_rule(evidence, thresholds.label)
    bare = Decision(
        label=rule.label,
        rule=rule.text,
        likeness=evidence.likeness,
        similarity=evidence.similarity,
        topic=evidence.topic,
        judged=evidence.judged,
        odds=evidence.odds,
    )
    parts = contributions(evidence, encoder) if evidence.odds else None
    return _with_bars(bare, evidence.odds, parts) if evidence.odds and parts else bare


def explain_finding(
    finding: Finding,
    sides: tuple[Reading, Reading],
    encoder: Encoder,
    thresholds: Thresholds = DEFAULTS,
) -> tuple[Decision, ...]:
    """Return how each pair of a finding of two readings was decided, by pairing them anew.

    Equal readings, model and thresholds repeat the run exactly. A lone claim has no pair:
    its nearest candidate tells why it was left alone, if there was any.
    """
    left, right = sides[0].claims, sides[1].claims
    share_a_text = sides[0].document.text == sides[1].document.text
    pair = pair_by_rules if share_a_text else pair_claims
    _, scored = pair(left, right, encoder, thresholds)
    known = {place: one for each in scored for place, one in each.evidence.items()}
    ours = {claim.claim_id for claim in (*finding.left, *finding.right)}
    near = [one for one in known.values() if _touches(one, ours, finding)]
    if not (finding.left and finding.right):
        near = sorted(near, key=lambda one: -one.similarity)[:1]
    return tuple(decide(one, encoder.name, thresholds) for one in near)


def _touches(evidence: PairEvidence, ours: set[str], finding: Finding) -> bool:
    """Tell whether a pair lies in the finding, or has the claim that stands alone."""
    ids = (evidence.left.claim_id, evidence.right.claim_id)
    if finding.left and finding.right:
        return ids[0] in ours and ids[1] in ours
    return ids[0 if finding.left else 1] in ours


def _with_bars(bare: Decision, odds: Odds, parts: Sequence[Contribution]) -> Decision:
    ranked = sorted(_ODDS, key=lambda name: -float(getattr(odds, name)))
    first, second = (_ODDS.index(name) for name in ranked[:2])
    bars = [
        Bar(part.name, part.value, part.towards[first] - part.towards[second]) for part in parts
    ]
    shown = [bar for bar in bars if abs(bar.weight) >= _LEAST]
    rest = math.fsum(bar.weight for bar in bars if abs(bar.weight) < _LEAST)
    return replace(
        bare,
        likeliest=ranked[0],
        against=ranked[1],
        bars=tuple(sorted(shown, key=lambda bar: (-abs(bar.weight), bar.name))),
        rest=rest,
    )
