"""Every threshold of grouping, each beside the example that justifies it."""

from dataclasses import dataclass

from matching.grouping.combine import weights_hash
from matching.ids import content_id


@dataclass(frozen=True, slots=True)
class GroupingThresholds:
    """When documents tell one event; log odds, days and numbers of documents.

    `join` is below 0 (even odds of a pair), because two documents of one story need not look
    alike when a third stands between them: the readout, the article, and the reaction to it.
    """

    join: float = -0.6
    """Least score at which two groups become one (cluster.py)."""
    join_stories: float = 0.5
    """The same for two stories that both had two documents before: who reads them knows them."""
    best_share: float = 0.25
    """How much the surest link of two groups counts beside the mean of all: a denial that
    answers one article of ten is of their story."""
    reopen: float = -2.0
    """Least odds of a new document with one of a story for that story to be weighed again: the
    third report of two market fires of one night tells which of the two each is of."""
    window_days: int = 7
    """Documents published further apart tell no one event: reports trickle in for six days."""
    longest_story_days: int = 14
    """How long after its first document a story takes in new ones: a war is no one story, though
    each day's fighting is like the day's before."""
    nearest: int = 12
    """Documents with the nearest sentences that are looked at."""
    sharing: int = 12
    """Documents that share the rarest names, amounts and days that are looked at."""
    rare: float = 0.35
    """Least rarity of a key that makes a candidate; that of one document in eight."""
    most_members: int = 12
    """Documents of a story that a new one is weighed against, those put into it last."""
    closing: float = -1.0
    """Least score of a story that takes in a document which stayed alone (closing.py): a column
    on a shipwreck names nobody, but it is not like anything else of the week."""
    closing_ahead: float = 1.0
    """How far ahead of the next story it has to be: a report on a market fire without the
    market's name may be of either of two."""
    closing_nearest: int = 2
    """Documents of the story that count then, the nearest: a denial is like the article that it
    answers, and like the wire's item which that repeats."""

    @property
    def thresholds_id(self) -> str:
        """Identifier of the thresholds and the combiner's weights together."""
        return content_id("thr", "grouping", repr(self), weights_hash())


GROUPING = GroupingThresholds()
