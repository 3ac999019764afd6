"""What a decision on names would change, before it is made: names, findings, rows of stories.

Names are read again with and without the decision, as a story reads them, without the model;
labels are not made again. So a finding listed here holds a name that would be read otherwise:
its label may change when the story's matrix is made anew, and no other label does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matching.comparison import Reading
from matching.merge_changes import NameChange, list_changes, touched_claims
from matching.merges import MergeDecision
from matching.roster import Roster, build_roster
from service.store.decided import DecisionLike
from service.store.matrices import matrix_id
from service.store.unit import Store
from service.work.name_decisions import name_decisions

# A preview answers at once: more documents than this are counted, not read again.
MOST_DOCUMENTS = 60


@dataclass(frozen=True, slots=True)
class FindingEffect:
    """A finding that holds a name that would be read otherwise."""

    comparison_id: str
    finding_id: str
    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryEffect:
    """What would change in a story; without a matrix (`is_made`) no findings are known yet."""

    story_id: str
    title: str
    names: tuple[NameChange, ...]
    claims: int
    rows: tuple[str, ...]
    findings: tuple[FindingEffect, ...]
    is_made: bool


@dataclass(frozen=True, slots=True)
class Effects:
    """What a decision would change; `left_out` stories were not looked at, being too many."""

    stories: tuple[StoryEffect, ...]
    left_out: int
    documents: int


def effects(
    store: Store,
    model: str,
    entity_ids: Sequence[str],
    after: Sequence[DecisionLike],
    new: Mapping[str, Sequence[str]] | None = None,
) -> Effects:
    """Return what changes once *after* are the decisions in force.

    *entity_ids* are those decided on, *new* the names of those not stored yet, *model* the
    setting.
    """
    known = store.entity_directory.decisions
    members = {one for each in entity_ids for one in known.members(known.resolve(each))}
    naming = frozenset().union(*store.naming.documents(members).values())
    stories = sorted({one for each in naming for one in store.stories.of_document(each)})
    found: list[StoryEffect] = []
    seen = left_out = 0
    for story_id in stories:
        seen += len(store.stories.document_ids(story_id))
        if found and seen > MOST_DOCUMENTS:
            left_out += 1
            continue
        effect = _of_story(store, model, story_id, after, new)
        if effect:
            found.append(effect)
    return Effects(tuple(found), left_out, len(naming))


def _of_story(
    store: Store,
    model: str,
    story_id: str,
    after: Sequence[DecisionLike],
    new: Mapping[str, Sequence[str]] | None,
) -> StoryEffect | None:
    documents = store.stories.documents(story_id)
    old, made = name_decisions(store, documents), name_decisions(store, documents, after, new)
    if old == made:
        return None
    ids = [document.document_id for document in documents]
    readings = [reading for each in ids if (reading := store.readings.latest(each))]
    changes = list_changes(_roster(readings, old), _roster(readings, made))
    names = (*changes.names, *changes.regrouped)
    if not names:
        return None
    claims = [claim for reading in readings for claim in reading.claims]
    touched = {claim.claim_id for claim in touched_claims(changes, claims)}
    body = store.matrices.get(matrix_id(ids, old, model))
    return StoryEffect(
        story_id,
        store.stories.title(story_id) or "",
        changes.names or changes.regrouped,
        len(touched),
        tuple(_rows(body, touched)) if body else (),
        tuple(_findings(body, touched)) if body else (),
        body is not None,
    )


def _roster(readings: Sequence[Reading], decisions: Sequence[MergeDecision]) -> Roster:
    return build_roster(
        [
            (each.document.document_id, each.document.text, each.language, each.mentions)
            for each in readings
        ],
        decisions,
    )


def _findings(body: Mapping[str, Any], touched: set[str]) -> Iterator[FindingEffect]:
    said = {claim["claim_id"]: claim["text"] for claim in body["claims"]}
    for comparison in body["comparisons"]:
        for finding in comparison["findings"]:
            if touched.isdisjoint((*finding["left"], *finding["right"])):
                continue
            yield FindingEffect(
                comparison["comparison_id"],
                finding["finding_id"],
                finding["label"],
                tuple(said.get(each, "") for each in finding["left"]),
                tuple(said.get(each, "") for each in finding["right"]),
            )


def _rows(body: Mapping[str, Any], touched: set[str]) -> Iterator[str]:
    """Yield the text of each row that holds a touched claim, or one that agrees with it."""
    with_them = set(touched)
    for comparison in body["comparisons"]:
        for finding in comparison["findings"]:
            claims = (*finding["left"], *finding["right"])
            if not touched.isdisjoint(claims):
                with_them.update(claims)
    texts = {claim["rendering"] for claim in body["claims"] if claim["claim_id"] in with_them}
    yield from (row["text"] for row in body["matrix"]["rows"] if row["text"] in texts)
