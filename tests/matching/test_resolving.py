from itertools import combinations
from typing import Any

import pytest

from matching.names import compare_names
from matching.resolving import resolve_name
from tests.matching.name_cases import cases

STORIES = cases("resolutions")
CASES = [
    (surface, expected, story["roster"])
    for story in STORIES
    for surface, expected in story["cases"].items()
]


@pytest.mark.parametrize(("surface", "expected", "roster"), CASES, ids=[c[0] for c in CASES])
def test_who_of_the_roster_is_meant(surface: str, expected: str | None, roster: list[str]) -> None:
    """The one member that is nearest is meant; a tie or another person is nobody's."""
    found = resolve_name(surface, roster)
    assert found.name == expected
    assert (found.outcome == "resolved") == (expected is not None)
    assert found.reason


@pytest.mark.parametrize(("surface", "expected", "roster"), CASES, ids=[c[0] for c in CASES])
def test_the_order_of_a_roster_does_not_matter(
    surface: str, expected: str | None, roster: list[str]
) -> None:
    """A roster is a set of names."""
    assert resolve_name(surface, roster[::-1]).name == expected


@pytest.mark.parametrize("story", STORIES, ids=lambda story: ", ".join(story["roster"][:1]))
def test_members_of_one_roster_are_never_merged(story: dict[str, Any]) -> None:
    """A member's own name means that member, and two members are never one."""
    roster = story["roster"]
    assert [resolve_name(name, roster).name for name in roster] == roster
    for left, right in combinations(roster, 2):
        assert compare_names(left, right, roster).decision == "different"


def test_what_fits_several_names_them() -> None:
    """An ambiguous name lists whom it may mean."""
    found = resolve_name("Salcedo", ["Andrés Salcedo", "Andrea Salcedo", "Mara Lunn"])
    assert found.outcome == "ambiguous"
    assert set(found.candidates) == {"Andrés Salcedo", "Andrea Salcedo"}


@pytest.mark.parametrize("odd", ["", "…", "de la", "Dr.", "👋 🌍", "a" * 300])
def test_odd_names_of_a_roster_are_no_error(odd: str) -> None:
    """What has no name in it means nobody, and hides nobody."""
    roster = [odd, "Mara Lunn"]
    assert resolve_name("Mara Lnun", roster).name == "Mara Lunn"
    assert resolve_name("ML", roster).name is None
    assert resolve_name(odd, ["Mara Lunn"]).name is None
