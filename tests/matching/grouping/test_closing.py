"""A document that stayed alone, and the stories as they are at the end of the night."""

from itertools import permutations

import pytest

from matching.grouping.closing import closing_score, story_for
from matching.grouping.cluster import Group
from matching.grouping.thresholds import GROUPING

STORIES: list[Group] = [("a", "b", "c"), ("d", "e"), ("f", "g")]


def story(odds: dict[str, float], stories: list[Group] = STORIES) -> Group | None:
    """Return the story of the document x by its odds with others, -8 where none are given."""
    return story_for("x", stories, lambda _, other: odds.get(other, -8.0))


def test_two_near_documents_of_a_larger_story_are_enough() -> None:
    """The mean with all three would never reach any threshold."""
    assert story({"a": -0.5, "b": -0.5}) == ("a", "b", "c")


def test_one_near_document_is_not_enough() -> None:
    """A sentence on another event comes near to what tells of that."""
    assert story({"a": 0.5}) is None


def test_of_two_stories_as_near_it_is_of_neither() -> None:
    """Only one that is well ahead takes it in, however sure both are."""
    sure = {"a": 2.0, "b": 2.0}
    nearly = 2.0 - GROUPING.closing_ahead / 2
    assert story(sure | {"d": nearly, "e": nearly}) is None
    assert story(sure | {"d": 2.0 - GROUPING.closing_ahead, "e": 0.9}) == ("a", "b", "c")


@pytest.mark.parametrize("order", list(permutations(STORIES)))
def test_the_order_of_stories_changes_nothing(order: tuple[Group, ...]) -> None:
    """Whichever comes first."""
    assert story({"d": 0.0, "e": -1.0, "a": -2.0}, list(order)) == ("d", "e")


def test_without_stories_it_stays_alone() -> None:
    """And where the threshold is not reached; it is inclusive."""
    assert story({}, []) is None
    assert story({"d": GROUPING.closing, "e": GROUPING.closing}) == ("d", "e")
    assert story({"d": GROUPING.closing, "e": GROUPING.closing - 0.01}) is None


def test_the_score_is_the_mean_of_the_nearest() -> None:
    """Of as many as there are, where a story has fewer of them that are weighed."""
    assert closing_score([-3.0, 1.0, -8.0, 0.0]) == 0.5
    assert closing_score([1.5]) == 1.5
