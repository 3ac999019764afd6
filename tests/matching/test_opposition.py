"""Opposites and denials together, against tests/matching/cases/stance.yaml."""

import pytest

from matching.opposition import find_oppositions, relate_stance
from matching.stance import Stance
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("stance"), ids=row_id)
def test_stance_of_two_claims(row) -> None:
    """Two claims agree or oppose one another as the table says, from either side."""
    (left_lang, left), (right_lang, right) = row["left"], row["right"]
    found = relate_stance(left, left_lang, right, right_lang)
    turned = relate_stance(right, right_lang, left, left_lang)
    assert found.stance == turned.stance == row["stance"]
    assert (found.left, found.right) == (turned.right, turned.left)


@pytest.mark.parametrize(
    "row", [row for row in rows("stance") if row["stance"] == "opposed"], ids=row_id
)
def test_what_opposes_two_claims_is_shown(row) -> None:
    """Words of a side show it; two opposites do on both sides, and the reason quotes them."""
    (left_lang, left), (right_lang, right) = row["left"], row["right"]
    found = relate_stance(left, left_lang, right, right_lang)
    assert found.left or found.right
    if found.by_opposites:
        assert found.left is not None
        assert found.right is not None
        words = found.left.quote(left), found.right.quote(right)
        assert found.explanation == "“{}” and “{}” are opposites".format(*words)


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ("The firm did not approve the plan.", "The firm rejected the plan.", "and one is denied"),
        (
            "The firm did not approve the plan.",
            "It did not reject the plan.",
            "and both are denied",
        ),
    ],
)
def test_denied_opposites_are_told_as_such(left: str, right: str, told: str) -> None:
    """The reason quotes both words, and says how many are denied; none of them opposes."""
    found = relate_stance(left, "en", right, "en")
    assert found.explanation.startswith("“approve” and “reject")
    assert found.explanation.endswith(f"are opposites, {told}")
    assert not found.by_opposites


def test_opposites_are_told_from_denials() -> None:
    """What opposes two claims is an opposite word, or that one denies what the other says."""
    yes, no = "The board approved the plan.", "The board did not approve the plan."
    assert relate_stance(yes, "en", "The board rejected the plan.", "en").by_opposites
    assert not relate_stance(yes, "en", no, "en").by_opposites


def test_opposition_gives_the_words_of_both_sides() -> None:
    """The two words that exclude one another are returned with their places."""
    left, right = "El Congreso aprobó la ley", "Congress rejected the bill"
    (found,) = find_oppositions(left, "es", right, "en")
    assert (found.left.quote(left), found.right.quote(right)) == ("aprobó", "rejected")


def test_two_oppositions_cancel_out() -> None:
    """Who rejects the rise may approve the cut: neither is the words of a conflict."""
    left, right = "Congress approved a cut", "Congress rejected a rise"
    assert len(find_oppositions(left, "en", right, "en")) == 2
    assert relate_stance(left, "en", right, "en").stance is Stance.UNKNOWN
    assert relate_stance(left, "en", "Congress rejected a cut", "en").stance is Stance.OPPOSED


def test_deeds_that_may_be_two_are_no_opposition() -> None:
    """One sells and the other buys: both may be so."""
    two = ("Chile sold copper", "en", "China bought copper", "en")
    assert [one.settled for one in find_oppositions(*two)] == [False]
    assert relate_stance(*two).stance is Stance.UNKNOWN
