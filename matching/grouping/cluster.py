"""Documents into stories: agglomeration by the links between them, under people's decisions.

Two groups become one while the surest pair of groups scores enough. A score is the mean of all
links between two groups, and their surest link a little more than that: the mean keeps two
events apart that one article tells together, the surest link takes in what answers one article
only. What people decided stands before that: documents that belong together begin as one
group, and groups with documents that belong apart never meet.

The result does not depend on the order of anything. A group that is there to begin with is not
divided, unless what came last opens it again (`reopened`): two events of one day look like one
while they are three documents, and like two when they are six.

Source: average-link agglomeration (Sokal and Michener 1958) with must-link and cannot-link
constraints (Davidson and Ravi 2005).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from matching.grouping.thresholds import GROUPING, GroupingThresholds

Group = tuple[str, ...]
"""Identifiers of documents, in order of themselves."""

Odds = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people decided: pairs of documents of one event, and of two; each pair in order."""

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Beginning:
    """What grouping begins with: groups that are there, and pairs worth weighing.

    Every document stands in one group; one that is new is a group of its own.
    """

    groups: Sequence[Group]
    candidates: Iterable[tuple[str, str]]
    constraints: Constraints = field(default_factory=Constraints)


def cluster(
    beginning: Beginning, odds: Odds, thresholds: GroupingThresholds = GROUPING
) -> list[Group]:
    """Return the groups that documents come to, in order of their first identifiers.

    `odds(a, b)` is asked for the pairs of documents of groups that candidates connect.
    """
    work = _Work(_joined(beginning.groups, beginning.constraints.together), odds, thresholds)
    work.begun = {group for group in beginning.groups if len(group) > 1}
    work.keep_apart(beginning.constraints.apart)
    work.connect(beginning.candidates)
    while (best := work.best()) is not None:
        work.merge(*best)
    return sorted(work.groups)


def reopened(
    beginning: Beginning,
    odds: Odds,
    may_open: Callable[[Group], bool],
    thresholds: GroupingThresholds = GROUPING,
) -> Beginning:
    """Return *beginning* with those groups taken apart that a candidate pair comes near to.

    Only groups of two documents up to `most_members` are, and of these such as *may_open* lets.
    All pairs of their documents become candidates.
    """
    home = {document: group for group in beginning.groups for document in group}
    pairs = list(beginning.candidates)
    near = {
        home[each]
        for pair in pairs
        if odds(*pair) >= thresholds.reopen
        for each in pair
        if 1 < len(home[each]) <= thresholds.most_members
    }
    opened = {group for group in near if may_open(group)}
    alone = sorted(document for group in opened for document in group)
    kept = [group for group in beginning.groups if group not in opened]
    return replace(
        beginning,
        groups=[*kept, *((document,) for document in alone)],
        candidates=[*pairs, *combinations(alone, 2)],
    )


def joint_score(links: Sequence[float], thresholds: GroupingThresholds) -> float:
    """Return the score of all links between two groups: their mean, and the surest once more."""
    values, share = np.array(links), thresholds.best_share
    return float(share * values.max() + (1 - share) * values.mean())


def ordered(one: str, two: str) -> tuple[str, str]:
    """Return a pair in order."""
    return (one, two) if one <= two else (two, one)


def _joined(groups: Sequence[Group], together: Iterable[tuple[str, str]]) -> list[Group]:
    """Return *groups* with those united that hold documents which belong together."""
    home = {document: number for number, group in enumerate(groups) for document in group}
    united: dict[int, set[str]] = {number: set(group) for number, group in enumerate(groups)}
    for one, two in sorted(together):
        if one in home and two in home and home[one] != home[two]:
            kept, gone = sorted((home[one], home[two]))
            united[kept] |= united[gone]
            for document in united.pop(gone):
                home[document] = kept
    return [tuple(sorted(group)) for group in united.values()]


class _Work:
    """Groups under way, and the scores of those that are connected."""

    def __init__(self, groups: Iterable[Group], odds: Odds, thresholds: GroupingThresholds) -> None:
        self.groups = set(groups)
        self.begun: set[Group] = set()
        self._home = {document: group for group in self.groups for document in group}
        self._odds, self._thresholds = odds, thresholds
        self._scores: dict[Group, dict[Group, float]] = {group: {} for group in self.groups}
        self._apart: Mapping[str, set[str]] = {}

    def keep_apart(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Note which documents never share a group."""
        apart: dict[str, set[str]] = {}
        for one, two in pairs:
            apart.setdefault(one, set()).add(two)
            apart.setdefault(two, set()).add(one)
        self._apart = apart

    def connect(self, candidates: Iterable[tuple[str, str]]) -> None:
        """Score the groups of each pair of candidates."""
        for one, two in candidates:
            left, right = self._home.get(one), self._home.get(two)
            if left and right and left != right:
                self._score(left, right)

    def best(self) -> tuple[Group, Group] | None:
        """Return the surest two groups that may become one, None where there are none."""
        found = [
            (-score, left, right)
            for left, scores in self._scores.items()
            for right, score in scores.items()
            if left < right and score >= self._least(left, right)
        ]
        if not found:
            return None
        _, left, right = min(found)
        return left, right

    def merge(self, left: Group, right: Group) -> None:
        """Let two groups be one."""
        made = tuple(sorted((*left, *right)))
        near = (self._scores.pop(left).keys() | self._scores.pop(right).keys()) - {left, right}
        self.groups -= {left, right}
        self.groups.add(made)
        if self.begun & {left, right}:
            self.begun.add(made)
        self._home |= dict.fromkeys(made, made)
        self._scores[made] = {}
        for other in sorted(near):
            self._scores[other].pop(left, None)
            self._scores[other].pop(right, None)
            self._score(made, other)

    def _least(self, left: Group, right: Group) -> float:
        both = left in self.begun and right in self.begun
        return self._thresholds.join_stories if both else self._thresholds.join

    def _score(self, left: Group, right: Group) -> None:
        if right in self._scores[left] or self._may_not_meet(left, right):
            return
        links = [self._odds(one, two) for one in left for two in right]
        score = round(joint_score(links, self._thresholds), 4)
        self._scores[left][right] = self._scores[right][left] = score

    def _may_not_meet(self, left: Group, right: Group) -> bool:
        return any(not self._apart.get(document, set()).isdisjoint(right) for document in left)
