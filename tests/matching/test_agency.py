"""Who does what to whom, and two claims that exchange it: tests/matching/cases/swapped.yaml."""

from dataclasses import replace

import pytest
from hypothesis import given

from matching.agency import find_deeds
from matching.agency_compare import find_swapped
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK, read_claim
from tests.matching.slot_cases import rows


def _name(row) -> str:
    return f"{row['left'][1]} | {row['right'][1]}"


def _sides(row):
    return (read_claim(text, language) for language, text in (row["left"], row["right"]))


@pytest.mark.parametrize("row", rows("swapped"), ids=_name)
def test_exchanged_roles(row) -> None:
    """One deed told with its sides exchanged is found, in either order of the claims."""
    left, right = _sides(row)
    assert (find_swapped(left, right) is not None) == row["swapped"]
    assert (find_swapped(right, left) is not None) == row["swapped"]


@pytest.mark.parametrize("row", [row for row in rows("swapped") if row["swapped"]], ids=_name)
def test_exchanging_the_claims_exchanges_the_words(row) -> None:
    """The words shown are those of each side."""
    left, right = _sides(row)
    found, turned = find_swapped(left, right), find_swapped(right, left)
    assert found is not None
    assert turned is not None
    assert (found.left, found.right) == (turned.right, turned.left)


def test_exchanged_roles_are_told_with_the_words_of_both_sides() -> None:
    """Who does it to whom, left and right."""
    found = find_swapped(
        read_claim("Ghana defeated Kenya.", "en"), read_claim("Kenia venció a Ghana.", "es")
    )
    assert found is not None
    assert found.text == (
        "The roles are exchanged: “Ghana” does it to “Kenya” on the left, "
        "“Kenia” does it to “Ghana” on the right."
    )


def test_whom_the_roster_knows_under_another_name_is_one() -> None:
    """Entities tell that Lucho is Luis, where words do not."""
    left = read_claim("Ana Paz accused Luis Ríos.", "en")
    right = read_claim("Lucho accused Ana Paz.", "en")
    assert find_swapped(left, right) is None
    luis = next(one for one in left.slots.people if one.surface == "Luis Ríos")
    lucho = next(one for one in right.slots.people if one.surface == "Lucho")
    known = replace(lucho, entity_id=luis.entity_id)
    others = tuple(one for one in right.slots.people if one != lucho)
    told = replace(right, slots=replace(right.slots, people=(known, *others)))
    assert find_swapped(left, told) is not None


@given(text=ODD_TEXTS, language=LANGUAGES)
@QUICK
def test_deeds_lie_in_any_text(text: str, language: str) -> None:
    """Whatever the text, the words of a deed lie inside it and its sides are two."""
    for deed in find_deeds(text, language):
        assert max(deed.doer.span.end, deed.target.span.end, deed.span.end) <= len(text)
        assert deed.doer.span != deed.target.span
