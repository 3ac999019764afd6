"""Names of a night: those that were read as others, and those that a person should look at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from matching.name_keys import name_key
from matching.near_names import Named, NearPair, find_near
from matching.slots import MentionKind
from service.convert import rounded
from service.nightly_contract import MergeItem, RepairItem, Told
from service.store.decided import Decided
from service.store.explained import explanation_body
from service.store.nights import RepairRow

# Entity, kind, preferred name, and how a document writes it.
NamedRow = tuple[str, str, str, str]

MOST_REPAIRS = 200
MOST_MERGES = 50


def repairs(rows: Iterable[RepairRow]) -> tuple[RepairItem, ...]:
    """Return each name that was read as another one, with its places; most places first."""
    found: dict[tuple[str, str, str], list[RepairRow]] = defaultdict(list)
    for row in rows:
        found[row.surface, row.canonical, row.kind].append(row)
    items = [
        RepairItem(
            surface=surface,
            canonical=canonical,
            kind=kind,
            score=rounded(max(row.score for row in group)),
            reason=Told(kind=kind, text=group[0].reason, made=group[0].made),
            places=len(group),
            document_ids=tuple(sorted({row.document_id for row in group})),
        )
        for (surface, canonical, kind), group in found.items()
    ]
    ordered = sorted(items, key=lambda each: (-each.places, each.surface, each.canonical))
    return tuple(ordered[:MOST_REPAIRS])


def merges(stories: Iterable[Sequence[NamedRow]], known: Decided) -> tuple[MergeItem, ...]:
    """Return the pairs of entities whose names may be one, most alike first.

    *stories* have entity, kind, name and form of whatever the documents of each name: names
    of different events are seldom one. What people decided, *known*, is not asked again.
    """
    found: dict[tuple[str, str], MergeItem] = {}
    for named in stories:
        for item in _merges(named, known):
            best = found.setdefault((item.left_id, item.right_id), item)
            if item.score > best.score:
                found[item.left_id, item.right_id] = item
    ordered = sorted(found.values(), key=lambda one: (-one.score, one.left, one.right, one.left_id))
    return tuple(ordered[:MOST_MERGES])


def _merges(named: Sequence[NamedRow], known: Decided) -> Iterator[MergeItem]:
    names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    preferred: dict[str, str] = {}
    for entity_id, kind, name, form in named:
        owner = known.owner(entity_id, form)
        if kind == MentionKind.ROLE:
            continue
        if owner == entity_id:
            preferred[owner] = name
        preferred.setdefault(owner, name)
        # Surnames alone tell too little.
        names[kind][owner] |= {each for each in (name, form) if len(name_key(each).words) > 1}
    for kind, owners in sorted(names.items()):
        for pair in find_near(_items(owners, preferred)):
            if not known.are_apart(pair.left, pair.right):
                yield _merge(kind, pair)


def _merge(kind: str, pair: NearPair) -> MergeItem:
    return MergeItem(
        entity_kind=kind,
        left_id=pair.left,
        left=pair.left_name,
        right_id=pair.right,
        right=pair.right_name,
        score=rounded(pair.found.score),
        reasons=tuple(
            Told(kind="name", text=str(each), made=explanation_body(each))
            for each in pair.found.reasons
        ),
    )


def _items(owners: dict[str, set[str]], preferred: dict[str, str]) -> list[Named]:
    return [
        Named(owner, tuple(dict.fromkeys((preferred[owner], *sorted(forms)))))
        for owner, forms in sorted(owners.items())
        if forms
    ]
