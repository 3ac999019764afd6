"""Links of documents that stand in one window, each weighed once however often it is asked for."""

from collections.abc import Mapping

from matching.grouping.candidates import is_in_reach
from matching.grouping.cluster import ordered
from matching.grouping.combine import LEAST, Link, link
from matching.grouping.signals import Placed
from matching.grouping.thresholds import GROUPING, GroupingThresholds
from matching.grouping.window import Window


class Links:
    """The links of *placed* documents by identifier; `known` are those weighed so far, by pair."""

    def __init__(
        self,
        placed: Mapping[str, Placed],
        window: Window,
        thresholds: GroupingThresholds = GROUPING,
    ) -> None:
        """Weigh nothing yet; documents may be added to *placed* before they are asked for."""
        self.known: dict[tuple[str, str], Link] = {}
        self._placed, self._window, self._thresholds = placed, window, thresholds

    def odds(self, one: str, two: str) -> float:
        """Return the log odds that two documents tell one event; `LEAST` for those out of reach."""
        pair = ordered(one, two)
        left, right = (self._placed[each] for each in pair)
        if not is_in_reach(left.profile, right.profile, self._thresholds):
            return LEAST
        if pair not in self.known:
            self.known[pair] = link(left, right, self._window)
        return self.known[pair].odds
