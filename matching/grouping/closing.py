"""A closer look at a document that stayed alone, once all of its days' documents are known.

When it came, much of what tells what is usual was still to come, and so were the documents that
stand between it and its story. Now it need not be like all documents of a story: the reaction
is like the one article that it answers. But where two stories are nearly as near, as those of
two fires of one night are, it is left to people.
"""

from collections.abc import Iterable, Sequence

from matching.grouping.cluster import Group, Odds
from matching.grouping.thresholds import GROUPING, GroupingThresholds


def story_for(
    document_id: str,
    stories: Iterable[Group],
    odds: Odds,
    thresholds: GroupingThresholds = GROUPING,
) -> Group | None:
    """Return the story that a document alone is of, None where that is none, or not sure.

    `odds(document_id, member)` is asked for each document of *stories*, whose order is no matter.
    """
    scores = sorted(
        (-closing_score([odds(document_id, each) for each in story], thresholds), story)
        for story in stories
    )
    if not scores:
        return None
    (best, story), *others = scores
    if -best < thresholds.closing or (others and others[0][0] - best < thresholds.closing_ahead):
        return None
    return story


def closing_score(links: Sequence[float], thresholds: GroupingThresholds = GROUPING) -> float:
    """Return the score of a document's links with a story: the mean of the surest few."""
    surest = sorted(links, reverse=True)[: thresholds.closing_nearest]
    return round(sum(surest) / len(surest), 4)
