from typing import Any

import pytest

from matching.finding import NameRepair, RepairKind
from matching.repairs import find_repairs
from tests.matching.name_cases import cases, held_out, read_story

DEVELOPMENT = cases("repairs")


def _repairs(case: dict[str, Any]) -> tuple[NameRepair, ...]:
    return find_repairs(read_story([[case["lang"], case["text"]]]))


def _is_right(case: dict[str, Any]) -> bool:
    repairs = _repairs(case)
    typos = [repair for repair in repairs if repair.kind is RepairKind.TYPO]
    if case.get("none"):
        return not typos
    wanted = (case["surface"], case["canonical"], case["kind"])
    found = [(r.surface, r.canonical, r.kind.value) for r in repairs]
    return wanted in found and len(typos) == (case["kind"] == "typo")


@pytest.mark.parametrize("case", DEVELOPMENT, ids=[case["id"] for case in DEVELOPMENT])
def test_repairs_of_a_text(case: dict[str, Any]) -> None:
    """A misspelling is repaired to the right words, and nothing that is right is."""
    assert _is_right(case)


def test_held_out_repairs() -> None:
    """Of the repairs written before tuning at most one is wrong."""
    assert sum(not _is_right(case) for case in held_out("repairs")) <= 1


@pytest.mark.parametrize("case", DEVELOPMENT, ids=[case["id"] for case in DEVELOPMENT])
def test_a_repair_explains_itself(case: dict[str, Any]) -> None:
    """Every repair quotes its text exactly, scores in [0, 1] and gives a reason."""
    for repair in _repairs(case):
        assert repair.span.quote(case["text"]) == repair.surface
        assert 0 < repair.score <= 1
        assert repair.reason


def test_a_typo_names_its_signals() -> None:
    """The reason of a typo tells the edits, what is shared, and how often each is written."""
    text = "El juez Mauro Illanes viajó. Mauro Illanes volvió. El juez Mauro Ilanes calló."
    repairs = find_repairs(read_story([["es", text]]))
    (typo,) = [repair for repair in repairs if repair.kind is RepairKind.TYPO]
    for signal in ("1 edit", "mauro", "role", "once against 2 times", "similarity"):
        assert signal in typo.reason
