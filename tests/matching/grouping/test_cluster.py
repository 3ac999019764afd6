"""Groups of documents: links, what is there already, and what people decided."""

import random
from itertools import combinations

import pytest

from matching.grouping.cluster import Beginning, Constraints, Group, cluster, ordered, reopened
from matching.grouping.thresholds import GROUPING

LINKS = {("a", "b"): 3.0, ("b", "c"): 2.0, ("a", "c"): -0.5, ("d", "e"): 4.0, ("c", "d"): 0.5}


def odds(one: str, two: str) -> float:
    """The links above; all others are sure to tell two events."""
    return LINKS.get(ordered(one, two), -8.0)


def grouped(
    groups: list[Group], constraints: Constraints | None = None, ids: str = "abcde"
) -> list[Group]:
    """Group with every pair a candidate."""
    pairs = combinations(ids, 2)
    return cluster(Beginning(groups, pairs, constraints or Constraints()), odds)


def alone(ids: str) -> list[Group]:
    """Groups of one document each."""
    return [(each,) for each in ids]


def test_a_third_document_joins_two_that_are_unlike_each_other() -> None:
    """Documents a and c are below even odds; b is sure of both."""
    assert grouped(alone("abcde")) == [("a", "b", "c"), ("d", "e")]


def test_the_order_of_groups_changes_nothing() -> None:
    """Ties are settled by identifiers, not by place."""
    turned = alone("abcde")
    random.Random(3).shuffle(turned)  # noqa: S311 - no secret
    assert grouped(turned) == grouped(alone("abcde"))


def test_pairs_that_are_no_candidates_stay_apart() -> None:
    """However sure their link would be."""
    assert cluster(Beginning(alone("ab"), []), odds) == [("a",), ("b",)]


def test_a_story_opens_again_for_a_document_that_comes_near() -> None:
    """Document b is near to a, which then has no more to do with x; d and e stay as they are."""
    beginning = Beginning([("a", "x"), ("d", "e"), ("b",)], [("b", "a"), ("b", "d")])
    opened = reopened(beginning, odds, lambda _: True)
    assert cluster(opened, odds) == [("a", "b"), ("d", "e"), ("x",)]
    assert ("d", "e") in opened.groups
    assert reopened(beginning, odds, lambda _: False).groups == beginning.groups


def test_a_large_story_never_opens_again() -> None:
    """Only as many documents as are weighed at all are weighed against each other."""
    many = tuple(f"a{number:02}" for number in range(GROUPING.most_members + 1))
    beginning = Beginning([many, ("b",)], [("b", many[0])])
    assert reopened(beginning, lambda _one, _two: 5.0, lambda _: True).groups == [many, ("b",)]


def test_a_story_that_is_there_is_not_divided_unless_it_is_opened() -> None:
    """Documents a and e have the worst link of all."""
    found = grouped([("a", "e"), ("b",), ("c",), ("d",)])
    assert any({"a", "e"} <= set(group) for group in found)


def test_what_belongs_together_begins_together_whatever_the_links_say() -> None:
    """A person said so of the worst pair of all."""
    found = grouped(alone("abcde"), Constraints(together=frozenset({("a", "e")})))
    assert any({"a", "e"} <= set(group) for group in found)


@pytest.mark.parametrize("pair", [("a", "b"), ("b", "c"), ("a", "c")])
def test_what_belongs_apart_never_shares_a_group(pair: tuple[str, str]) -> None:
    """Not even by way of a third document."""
    found = grouped(alone("abcde"), Constraints(apart=frozenset({pair})))
    assert not any(set(pair) <= set(group) for group in found)


def test_two_stories_that_are_known_need_more_to_become_one() -> None:
    """Odds at which two documents alone become one leave two stories two."""
    between = (GROUPING.join + GROUPING.join_stories) / 2
    groups: list[Group] = [("a", "b"), ("c", "d")]
    pairs = [("a", "c")]
    assert cluster(Beginning(groups, pairs), lambda *_: between) == groups
    assert len(cluster(Beginning(alone("ac"), pairs), lambda *_: between)) == 1
