"""B-cubed and pairwise scores."""

import pytest

from benchmarks.grouping.scores import b_cubed, pairwise

GOLD = dict(zip("abcde", [1, 1, 1, 2, 2], strict=True))


def test_a_perfect_grouping_scores_one() -> None:
    """Both measures, on the gold itself."""
    assert b_cubed(GOLD, GOLD).f1 == 1
    assert pairwise(GOLD, GOLD).f1 == 1


def test_documents_alone_are_precise_and_miss_their_stories() -> None:
    """Each finds itself alone: a third of a story of three, half of one of two."""
    alone = {each: each for each in GOLD}
    assert b_cubed(alone, GOLD).precision == 1
    assert b_cubed(alone, GOLD).recall == pytest.approx((3 * 1 / 3 + 2 * 1 / 2) / 5)
    assert pairwise(alone, GOLD).recall == 0


def test_one_group_of_all_finds_every_story_and_is_imprecise() -> None:
    """Three of five are right for each of three, two of five for each of two."""
    one = dict.fromkeys(GOLD, 0)
    assert b_cubed(one, GOLD).recall == 1
    assert b_cubed(one, GOLD).precision == pytest.approx((3 * 3 / 5 + 2 * 2 / 5) / 5)
    assert pairwise(one, GOLD).precision == pytest.approx(4 / 10)
