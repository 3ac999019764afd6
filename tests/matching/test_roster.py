from itertools import permutations
from typing import Any

import pytest

from matching.roster import build_roster
from matching.slots import MentionKind
from tests.matching.name_cases import cases, held_out, mentions_of, read_story

DEVELOPMENT = cases("rosters")


def _wrong(case: dict[str, Any]) -> list[str]:
    """Return what a story's roster gets wrong, empty when all is right."""
    roster = read_story(case["texts"])
    wrong: list[str] = []
    for name, surfaces in case.get("same", {}).items():
        for surface in surfaces:
            entities = [roster.entity_of(m, d) for d, m in mentions_of(roster, surface)]
            if not entities or any(e is None or e.name != name for e in entities):
                wrong.append(f"{surface} is not {name}")
    for surface in case.get("unresolved", ()):
        for document_id, mention in mentions_of(roster, surface):
            if roster.entity_of(mention, document_id) or not roster.why_unresolved(
                mention, document_id
            ):
                wrong.append(f"{surface} is resolved, or has no reason")
    ids = {
        entity.entity_id
        for name in case.get("apart", ())
        for document_id, mention in mentions_of(roster, name)
        if (entity := roster.entity_of(mention, document_id))
    }
    return wrong if len(ids) == len(case.get("apart", ())) else [*wrong, "one for two people"]


@pytest.mark.parametrize("case", DEVELOPMENT, ids=[case["id"] for case in DEVELOPMENT])
def test_who_is_who_in_a_story(case: dict[str, Any]) -> None:
    """Each surface means the entity listed, and what fits two people stays open."""
    assert _wrong(case) == []


def test_held_out_stories() -> None:
    """Of the stories written before tuning at most one is read wrongly."""
    assert sum(bool(_wrong(case)) for case in held_out("rosters")) <= 1


def test_the_order_of_documents_changes_nothing() -> None:
    """A roster is equal for every order of its texts."""
    texts = next(case for case in DEVELOPMENT if case["id"] == "transliteration")["texts"]
    readings = read_story([*texts, ["en", "Minsk is cold, Vasilyev said."]]).readings
    rosters = [build_roster(order) for order in permutations(readings)]
    assert all(roster == rosters[0] for roster in rosters)


def test_resolve_fills_name_and_identifier() -> None:
    """A resolved mention carries its entity; an unknown one comes back unchanged."""
    roster = read_story([["es", "La jueza Inés Pardo votó. Pardo se fue."]])
    ((document_id, mention),) = mentions_of(roster, "Pardo")
    resolved = roster.resolve(mention, document_id)
    assert resolved.canonical == "Inés Pardo"
    assert roster.entity(resolved.entity_id or "").kind is MentionKind.PERSON  # type: ignore[union-attr]
    stranger = mentions_of(read_story([["es", "Habló Ana Ruiz Luna."]]), "Ana Ruiz Luna")[0][1]
    assert roster.resolve(stranger) == stranger


@pytest.mark.parametrize(
    ("often", "once"), [("Juan Olmaza", "Juana Olmaza"), ("Rafaela Tolmo", "Rafael Tolmo")]
)
def test_another_given_name_is_no_misspelling(often: str, once: str) -> None:
    """Two people whose given names are a letter apart stay two, whatever their role."""
    text = f"El juez {often} habló. {often} volvió. {often} calló. El juez {once} no vino."
    names = {entity.name for entity in read_story([["es", text]]).entities}
    assert {often, once} <= names
