"""What the pages on names show: proposals with their context, entities, decisions, previews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from service.store.entity_decisions import EntityDecision
from service.store.name_places import NamePlace
from service.store.unit import Store
from service.web.differences import Pieces, mark_letters
from service.work.deciding_names import Said, Verdict, suppose
from service.work.name_effects import Effects, effects
from service.work.name_proposals import Proposal, ProposalKind

_PLACES_SHOWN = 2
_DECISIONS = 50


@dataclass(frozen=True, slots=True)
class Side:
    """A name of a proposal: its letters, marked where the other's differ, and where it stands."""

    entity_id: str
    letters: Pieces
    places: Sequence[NamePlace]


@dataclass(frozen=True, slots=True)
class ProposalItem:
    """A proposal with its context; the queries are those of the previews of either verdict."""

    proposal: Proposal
    left: Side
    right: Side
    same: str
    different: str


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """A decision with the names of the entities that it is on."""

    decision: EntityDecision
    name: str
    into: str


@dataclass(frozen=True, slots=True)
class NameLine:
    """One name of an entity, and how often it stands."""

    name: str
    mentions: int


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity as its page shows it; `next` goes on with its mentions."""

    entity_id: str
    kind: str
    name: str
    merged_into: tuple[str, str] | None
    names: Sequence[NameLine]
    documents: int
    places: Sequence[NamePlace]
    next: str | None
    decisions: Sequence[DecidedLine]


@dataclass(frozen=True, slots=True)
class Preview:
    """A verdict, the names that it is about, and what would change."""

    said: Said
    left: str
    right: str
    undone: DecidedLine | None
    effects: Effects

    @property
    def fields(self) -> Sequence[tuple[str, str]]:
        """Names and values of the form that decides."""
        return [*_fields(self.said), *(("names", each) for each in self.said.names)]


def proposal_items(store: Store, proposals: Sequence[Proposal]) -> Sequence[ProposalItem]:
    """Return *proposals* with the words around their names."""
    known = store.entity_directory.decisions
    wanted = {
        (one, party.name)
        for each in proposals
        for party in (each.left, each.right)
        for one in _holders(
            each, known.members(party.entity_id), known.members(each.right.entity_id)
        )
    }
    places = store.name_places.written(wanted, _PLACES_SHOWN)
    by_name: dict[str, list[NamePlace]] = {}
    for (_, name), found in places.items():
        by_name.setdefault(name, []).extend(found)
    return [_item(each, by_name) for each in proposals]


def _holders(each: Proposal, own: Sequence[str], rights: Sequence[str]) -> Sequence[str]:
    # A form stands with the entity that it is read as.
    return [*own, *rights] if each.kind is ProposalKind.FORM else own


def _item(each: Proposal, places: Mapping[str, Sequence[NamePlace]]) -> ProposalItem:
    left, right = mark_letters(each.left.name, each.right.name)
    is_form = each.kind is ProposalKind.FORM
    said = [
        Said(
            verdict,
            each.left.entity_id,
            each.right.entity_id,
            each.left.name if is_form else "",
        )
        for verdict in (Verdict.SAME, Verdict.DIFFERENT)
    ]
    same, different = (urlencode(_fields(one)) for one in said)
    return ProposalItem(
        each,
        # A form may have no page of its own yet.
        Side(
            (each.right if is_form else each.left).entity_id,
            left,
            places.get(each.left.name, ())[:_PLACES_SHOWN],
        ),
        Side(each.right.entity_id, right, places.get(each.right.name, ())[:_PLACES_SHOWN]),
        same,
        different,
    )


def _fields(said: Said) -> Sequence[tuple[str, str]]:
    found = (
        ("verdict", said.verdict.value),
        ("entity_id", said.entity_id),
        ("into_id", said.into_id),
        ("name", said.name),
        ("decision_id", said.decision_id),
    )
    return [(key, value) for key, value in found if value]


def decided_lines(store: Store, decisions: Sequence[EntityDecision]) -> Sequence[DecidedLine]:
    """Return *decisions* with the names of their entities."""
    names = {
        one: found.name if (found := store.entities.get(one)) else one
        for one in {one for each in decisions for one in (each.entity_id, each.into_id)}
    }
    return [DecidedLine(each, names[each.entity_id], names[each.into_id]) for each in decisions]


def entity_view(
    store: Store, entity_id: str, after: tuple[str, int] | None, limit: int
) -> EntityView:
    """Return what is known of a stored entity, its mentions from *after* on."""
    stored = store.entities.get(entity_id)
    assert stored is not None
    known = store.entity_directory.decisions
    root = known.resolve(entity_id)
    into = store.entities.get(root) if root != entity_id else None
    rows = store.name_places.places(known, entity_id, limit + 1, after=after)
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    counts = store.name_places.counts(known, entity_id)
    return EntityView(
        entity_id=entity_id,
        kind=stored.kind,
        name=stored.name,
        merged_into=(root, into.name) if into else None,
        names=[
            NameLine(name, counts.get(name, 0))
            for name in store.entity_directory.aliases(entity_id)
        ],
        documents=store.entity_directory.count_documents(entity_id),
        places=[place for _, place in shown],
        next=f"{last[1].document_id}.{last[0]}" if last else None,
        decisions=decided_lines(
            store, store.entity_decisions.latest(_DECISIONS, entity_id=entity_id)
        ),
    )


def preview(store: Store, said: Said, model: str) -> Preview:
    """Return what *said* would change; *model* is the setting.

    Raises:
        NotFoundError, ConflictError, InputError: As `suppose` says.
    """
    supposed, after = suppose(store, said)
    undone = store.entity_decisions.get(said.decision_id) if supposed is None else None
    touched = supposed or undone
    assert touched is not None
    ids = (touched.entity_id, touched.into_id)
    new = supposed.new if supposed else {}
    sides = (said.entity_id, said.into_id or touched.into_id) if supposed else ids
    left, right = (_name(store, one, new) for one in sides)
    return Preview(
        said,
        said.name if said.name and said.verdict is not Verdict.SPLIT else left,
        right,
        decided_lines(store, [undone])[0] if undone else None,
        effects(store, model, ids, after, new),
    )


def _name(store: Store, entity_id: str, new: Mapping[str, Sequence[str]]) -> str:
    found = store.entities.get(entity_id)
    return found.name if found else new[entity_id][0]
