"""Names that may be one: what a person should look at, most telling first; nothing is merged.

A proposal is of one of two kinds. A *form* is a name that comparisons already read as another
one ("Mauro Ilanes" as Mauro Illanes): to accept it confirms that, to reject it gives the form
to somebody of its own. A *pair* are two entities whose names are near: to accept it merges
them, to reject it keeps them apart. Whatever is decided is not proposed again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import lru_cache

from matching.finding import RepairKind
from matching.ids import content_id
from matching.name_keys import name_key
from matching.names import compare_names
from matching.near_names import Named, NearPair, find_near
from matching.slots import MentionKind
from service.store.decided import Decided
from service.store.entities import StoredEntity
from service.store.naming import NameUse, RepairUse
from service.store.unit import Store


class ProposalKind(StrEnum):
    """What is proposed: a form that is read as another name, or two entities as one."""

    FORM = "form"
    PAIR = "pair"


class Nearness(IntEnum):
    """How the documents of two names meet, the most telling first."""

    TOGETHER = 0
    """In two documents of one story or comparison: one event, told with two names."""
    ELSEWHERE = 1
    """In documents that nobody put together."""
    BESIDE = 2
    """In one document as well, which seldom writes one name in two ways."""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a proposal: an entity by now, the name in question, and how often it stands.

    `known_as` is the entity's preferred name, which may be another one of its names.
    """

    entity_id: str
    name: str
    known_as: str
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two names that may be one: *left* would become *right*'s. Score in [0, 1]."""

    kind: ProposalKind
    entity_kind: str
    left: Party
    right: Party
    nearness: Nearness
    score: float
    reasons: tuple[str, ...]
    repair: RepairKind | None = None


_near = lru_cache(maxsize=2)(find_near)
_TELLING_REPAIRS = frozenset({RepairKind.TYPO, RepairKind.ALIAS})


def propose(store: Store, entity_kind: str | None = None) -> tuple[Proposal, ...]:
    """Return what a person should look at now, most telling first; those decided are left out.

    *entity_kind* keeps one kind of entity. The nearest pairs are found once for the same names.
    """
    known = store.entity_directory.decisions
    uses = _Uses(store.naming.uses(), store.naming.entities(), known)
    forms = [*_forms(store.naming.repairs(), known, uses)]
    named = {_sides(each) for each in forms}
    pairs = [each for each in _pairs(uses, known) if _sides(each) not in named]
    found = _placed(store, known, [*forms, *pairs])
    return tuple(
        sorted(
            (each for each in found if entity_kind in (None, each.entity_kind)), key=_most_telling
        )
    )


def written_in(
    store: Store, proposals: Sequence[Proposal], comparison_id: str
) -> tuple[Proposal, ...]:
    """Return those of *proposals* in which a name stands that the two documents compared write."""
    names = store.naming.written_in(comparison_id)
    return tuple(each for each in proposals if each.left.name in names or each.right.name in names)


def form_id(entity_kind: str, name: str) -> str:
    """Return the identifier that a name has as an entity of its own."""
    return content_id("ent", entity_kind, list(name_key(name).words) or name)


class _Uses:
    """How often each entity by now writes each of its names."""

    def __init__(
        self, uses: Sequence[NameUse], entities: Mapping[str, StoredEntity], known: Decided
    ) -> None:
        self.entities = entities
        self.of: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        for each in uses:
            names = self.of[known.owner(each.entity_id, each.name)]
            mentions, documents = names.get(each.name, (0, 0))
            names[each.name] = (mentions + each.mentions, documents + each.documents)

    def party(self, entity_id: str, name: str) -> Party:
        """Return the entity with *name* in question, counts of all its names together."""
        counts = self.of[entity_id].values()
        return Party(
            entity_id,
            name,
            self.entities[entity_id].name,
            sum(mentions for mentions, _ in counts),
            sum(documents for _, documents in counts),
        )

    def named(self) -> Mapping[str, Sequence[Named]]:
        """Return everybody by kind, with the names that tell enough by themselves."""
        found: dict[str, list[Named]] = defaultdict(list)
        for entity_id in sorted(self.of):
            entity = self.entities[entity_id]
            telling = sorted(name for name in self.of[entity_id] if _tells(name))
            if entity.kind != MentionKind.ROLE:
                found[entity.kind].append(Named(entity_id, (entity.name, *telling)))
        return found


def _tells(name: str) -> bool:
    # A surname alone, or "the ministry", may be somebody else's elsewhere.
    return len(name_key(name).words) > 1


def _sides(each: Proposal) -> frozenset[str]:
    return frozenset({each.left.entity_id, each.right.entity_id})


def _forms(repairs: Sequence[RepairUse], known: Decided, uses: _Uses) -> Iterator[Proposal]:
    for each in repairs:
        own = form_id(each.entity_kind, each.surface)
        into = known.resolve(each.entity_id)
        is_decided = (
            own in known.into
            or (each.entity_id, each.surface) in known.moved
            or known.are_apart(own, into)
        )
        if is_decided or own == into or not _is_telling(each):
            continue
        mentions, documents = uses.of[into].get(each.surface, (0, 0))
        others = uses.party(into, each.canonical)
        yield Proposal(
            ProposalKind.FORM,
            each.entity_kind,
            Party(own, each.surface, each.surface, mentions or each.places, documents or 1),
            replace(
                others,
                mentions=others.mentions - mentions,
                documents=max(others.documents - documents, 0),
            ),
            Nearness.TOGETHER,
            each.score,
            (each.reason,),
            each.kind,
        )


def _is_telling(repair: RepairUse) -> bool:
    """Tell whether a repair could be wrong about who is meant.

    A surname alone, a title and a translation stand for somebody by the rest of the text;
    accents alone make no other name, and names of the lists are known to be one.
    """
    surface, canonical = (name_key(each).words for each in (repair.surface, repair.canonical))
    if repair.kind not in _TELLING_REPAIRS or len(surface) < 2 or set(surface) <= set(canonical):
        return False
    is_listed = compare_names(repair.surface, repair.canonical).score == 1.0
    return not is_listed and repair.entity_kind != MentionKind.ROLE


def _pairs(uses: _Uses, known: Decided) -> Iterator[Proposal]:
    for kind, named in sorted(uses.named().items()):
        for pair in _near(tuple(named)):
            found = _pair(pair, kind, uses)
            is_written = found.left.mentions and found.right.mentions
            if is_written and not known.are_apart(pair.left, pair.right):
                yield found


def _pair(pair: NearPair, kind: str, uses: _Uses) -> Proposal:
    sides = [uses.party(pair.left, pair.left_name), uses.party(pair.right, pair.right_name)]
    # The name that is written more often stays.
    left, right = sorted(sides, key=lambda side: (side.mentions, side.entity_id))
    # The last reason is a number that the score says already.
    reasons = pair.found.reasons[:-1] or pair.found.reasons
    return Proposal(
        ProposalKind.PAIR, kind, left, right, Nearness.ELSEWHERE, pair.found.score, reasons
    )


def _placed(store: Store, known: Decided, proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """Yield *proposals* with how their documents meet."""
    pairs = [each for each in proposals if each.kind is ProposalKind.PAIR]
    roots = {party.entity_id for each in pairs for party in (each.left, each.right)}
    members = {root: known.members(root) for root in roots}
    named = store.naming.documents(one for each in members.values() for one in each)
    documents = {
        root: frozenset().union(*(named.get(one, frozenset()) for one in each))
        for root, each in members.items()
    }
    meetings = store.naming.meetings() if pairs else {}
    for each in proposals:
        if each.kind is ProposalKind.FORM:
            yield each
            continue
        sides = documents[each.left.entity_id], documents[each.right.entity_id]
        yield replace(each, nearness=_nearness(*sides, meetings))


def _nearness(
    left: frozenset[str], right: frozenset[str], meetings: Mapping[str, frozenset[str]]
) -> Nearness:
    if left & right:
        return Nearness.BESIDE
    mine, theirs = (
        {one for each in side for one in meetings.get(each, ())} for side in (left, right)
    )
    return Nearness.ELSEWHERE if mine.isdisjoint(theirs) else Nearness.TOGETHER


def _most_telling(each: Proposal) -> tuple[object, ...]:
    # A decision on names that are written often touches most; then what is nearest.
    weight = min(each.left.mentions, each.right.mentions)
    return (
        each.nearness,
        -weight,
        -each.score,
        each.right.name,
        each.left.name,
        each.left.entity_id,
    )
