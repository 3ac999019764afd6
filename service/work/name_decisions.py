"""People's decisions on entities as a story reads its names by them."""

import unicodedata
from collections.abc import Mapping, Sequence

from matching.document import Document
from matching.merges import MergeDecision, join_names, keep_apart
from matching.name_keys import name_key
from service.store.decided import APART, MERGE, DecisionLike, decided
from service.store.unit import Store


def name_decisions(
    store: Store,
    documents: Sequence[Document],
    made: Sequence[DecisionLike] | None = None,
    new: Mapping[str, Sequence[str]] | None = None,
) -> tuple[MergeDecision, ...]:
    """Return the decisions in force that touch names which *documents* write, in a fixed order.

    A merge joins names of the two entities, a split and a word that both are two keep names
    apart. Only names that the texts write and that tell enough by themselves count, those of
    two words or more: a surname alone may be somebody else's here. *made* stands in for the
    decisions in force, *new* are names of entities that are not stored yet.
    """
    made = store.entity_decisions.in_force() if made is None else made
    if not made:
        return ()
    text = _folded("\n".join(document.text for document in documents))
    touched = sorted({each for one in made for each in (one.entity_id, one.into_id)})
    own = {**store.entity_directory.own_names(touched, decided(made))}
    for entity_id, found in (new or {}).items():
        own[entity_id] = sorted({*own.get(entity_id, ()), *found})
    names = {
        entity_id: [name for name in found if _is_telling(name) and _folded(name) in text]
        for entity_id, found in own.items()
    }
    decisions = {decision for each in made for decision in _of(each, names, text)}
    return tuple(sorted(decisions, key=lambda one: (one.kind.value, one.left, one.right)))


def _of(made: DecisionLike, names: Mapping[str, Sequence[str]], text: str) -> set[MergeDecision]:
    mine, theirs = names[made.entity_id], names[made.into_id]
    if made.kind == MERGE:
        return {join_names(one, other) for one in mine for other in theirs[:1]}
    if made.kind == APART:
        return {keep_apart(one, other) for one in mine for other in theirs}
    moved = [name for name in made.names if _folded(name) in text]
    apart = {keep_apart(one, other) for one in moved for other in mine}
    return apart | {join_names(one, other) for one in moved for other in theirs if one != other}


def _is_telling(name: str) -> bool:
    return len(name_key(name).words) > 1


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).casefold()
