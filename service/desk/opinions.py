"""What each reviewer thinks of a finding, out of all that was judged on it.

Judgements are appended. A withdrawal takes back what its own author judged before, and nothing
that others said. What stands last holds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from matching.finding import Label

# Fewer opinions are nothing to settle.
_SECOND = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One judgement on a finding: the label is None where it withdraws.

    `number` counts those on the finding from 1. `blind` tells whether the author saw neither the
    machine's label nor what others said; None where nobody noted it.
    """

    number: int
    label: Label | None
    author: str
    reason: str
    judged_at: datetime
    blind: bool | None = None


def standing(steps: Iterable[Step]) -> Mapping[str, Step]:
    """Return each author's opinion as it stands now, those who judged last at the end."""
    found: dict[str, Step] = {}
    for step in sorted(steps, key=lambda each: each.number):
        found.pop(step.author, None)
        if step.label is not None:
            found[step.author] = step
    return found


def first_opinions(steps: Iterable[Step]) -> Mapping[str, Step]:
    """Return what each author thought first, since they last took something back.

    What somebody judges later may follow from talking to the others, so that agreement between
    people is measured on these.
    """
    found: dict[str, Step] = {}
    for step in sorted(steps, key=lambda each: each.number):
        if step.label is None:
            found.pop(step.author, None)
        else:
            found.setdefault(step.author, step)
    return found


def holding(steps: Iterable[Step]) -> Step | None:
    """Return the judgement in force, None without one."""
    return next(reversed(list(standing(steps).values())), None)


def is_disputed(opinions: Sequence[Label]) -> bool:
    """Tell whether people differ and none of the labels has more than half of them."""
    if len(opinions) < _SECOND:
        return False
    most = max(Counter(opinions).values())
    return 2 * most <= len(opinions)
