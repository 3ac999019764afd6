"""The order of the review queue: what a person's answer would tell, not how high a score is.

A score near 1 says that there is nothing to ask, and thousands of findings share it; ordering
by it spends people's time where it teaches least (nomenklatura #334). So a finding stands where
the expected information of an answer puts it:

    worth = importance(label) x entropy(confidence) x reach(repeats)

The machine's confidence is taken for a probability (how well calibrated: docs/benchmarks.md),
so entropy is how many bits an answer is expected to bring; it is highest at the bound where the
label would turn. Importance is what a wrong label of that kind costs a reader. Reach counts for
how many other findings an answer helps: those with the same names or values.

Source: Shannon (1948), section 6; uncertainty sampling: Settles (2009), Active Learning
Literature Survey, sections 3.1 and 3.6 (information density).
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.finding import Label

IMPORTANCE: Mapping[Label, float] = {
    Label.CONFLICT: 1.0,
    Label.UNDECIDED: 0.8,
    Label.AGREE: 0.5,
    Label.EXTRA: 0.3,
}
"""How much a wrong label of each kind costs: a false alarm or a missed agreement the most."""

# Agree, conflict, extra: what a pair can be. "Undecided" is a machine's word.
_OUTCOMES = 3
# A name that stands in ten findings more doubles nothing: reach grows with their logarithm.
_REACH_PER_DOUBLING = 0.1
_MOST_REACH = 2.0

Key = tuple[str, str]
"""A finding of a comparison: both identifiers."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding that may be asked about; `shared` are the names and values in its claims.

    `confidence` is in [0, 1]: the probability that `label` is right.
    """

    key: Key
    label: Label
    confidence: float
    shared: frozenset[str] = frozenset()


def entropy(confidence: float) -> float:
    """Return the expected information of an answer in bits, in [0, log2(3)].

    Of the distributions over agree, conflict and extra that give the likeliest outcome the
    probability *confidence*, the one that assumes nothing more: the rest is spread evenly. The
    likeliest of three has a third at least, so what is below counts as a third.
    """
    share = min(1.0, max(confidence, 1 / _OUTCOMES))
    rest = (1 - share) / (_OUTCOMES - 1)
    return -sum(p * math.log2(p) for p in (share, rest, rest) if p > 0)


def reach(repeats: int) -> float:
    """Return the factor for *repeats* other findings with the same names or values, in [1, 2]."""
    return min(_MOST_REACH, 1 + _REACH_PER_DOUBLING * math.log2(1 + repeats))


def worth(label: Label, confidence: float, repeats: int = 0) -> float:
    """Return how much an answer would tell, from 0; without a unit, for ordering."""
    return IMPORTANCE[label] * entropy(confidence) * reach(repeats)


def count_repeats(candidates: Collection[Candidate]) -> dict[Key, int]:
    """Return for each candidate how many others share its most widespread name or value."""
    bearers = Counter(name for each in candidates for name in each.shared)
    return {
        each.key: max((bearers[name] - 1 for name in each.shared), default=0) for each in candidates
    }


def order_queue(candidates: Iterable[Candidate]) -> Sequence[Candidate]:
    """Return *candidates*, those that tell most first, whatever order they came in.

    Equal ones go by what more rests on them, then by identifier.
    """
    found = list(candidates)
    repeats = count_repeats(found)

    def place(each: Candidate) -> tuple[float, int, Key]:
        number = repeats[each.key]
        return -worth(each.label, each.confidence, number), -number, each.key

    return sorted(found, key=place)
