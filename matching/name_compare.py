"""Whether two mentions mean one person or place, and how two claims' names relate."""

from matching.full_names import is_one_with_mark
from matching.name_tokens import phrase_key
from matching.names import compare_names
from matching.places import Place, PlaceKind, is_demonym, is_within, place_named
from matching.relation import RelatedPairs, Relating, Relation, relate_values
from matching.slots import Mention, MentionKind

_WIDE = (PlaceKind.COUNTRY, PlaceKind.AREA)


def same_entity(left: Mention, right: Mention) -> bool | None:
    """Tell whether two mentions mean one entity, None when that is not known.

    Entity ids decide where both are resolved by one roster; else listed places and names.
    """
    relating = compare_mentions(left, right)
    if relating.relation is Relation.SAME:
        return True
    return False if relating.relation is Relation.DIFFERENT else None


def compare_mentions(left: Mention, right: Mention) -> Relating:
    """Return how two mentions relate; of different kinds they are incomparable.

    A role counts as a person once a roster has found its holder.
    """
    if MentionKind.PLACE in (left.kind, right.kind):
        if left.kind is right.kind:
            return compare_places(left, right)
        return Relating(Relation.INCOMPARABLE, "only one is a place")
    return compare_people(left, right)


def compare_people(left: Mention, right: Mention) -> Relating:
    """Return whether two mentions name one person or body."""
    name, other = left.canonical or left.surface, right.canonical or right.surface
    if left.entity_id and right.entity_id and not is_one_with_mark(name, other):
        if left.entity_id == right.entity_id:
            return Relating(Relation.SAME, f"both mean {name}")
        return Relating(Relation.DIFFERENT, f"{name} and {other} are two")
    if MentionKind.ROLE in (left.kind, right.kind):
        return Relating(Relation.INCOMPARABLE, "it is not known who holds the role")
    decision = compare_names(name, other)
    relation = {
        "same": Relation.SAME,
        "unsure": Relation.INCOMPARABLE,
        "different": Relation.DIFFERENT,
    }[decision.decision]
    if relation is Relation.DIFFERENT and set(phrase_key(name)) & set(phrase_key(other)):
        relation = Relation.INCOMPARABLE
    return Relating(relation, f"{name} and {other}: {'; '.join(decision.reasons)}")


def compare_places(left: Mention, right: Mention) -> Relating:
    """Return whether two mentions name one place, or one that may hold the other.

    Lima and Peru are compatible. A place that is not listed may lie in any country, so it
    differs only from another town or region. A word for a people is no location: it differs
    only from another such word.
    """
    name, other = left.canonical or left.surface, right.canonical or right.surface
    if (left.entity_id and left.entity_id == right.entity_id) or phrase_key(name) == phrase_key(
        other
    ):
        return Relating(Relation.SAME, f"both mean {name}")
    place, its_other = place_named(left.surface), place_named(right.surface)
    relation = _relate_listed(place, its_other)
    if relation is Relation.DIFFERENT and is_demonym(left.surface) != is_demonym(right.surface):
        relation = Relation.INCOMPARABLE
    texts = {
        Relation.SAME: f"{name} and {other} are one place",
        Relation.COMPATIBLE: f"{name} and {other}: one may lie in the other",
        Relation.DIFFERENT: f"{name} and {other} are two places",
        Relation.INCOMPARABLE: f"{name} and {other}: it is not known whether one holds the other",
    }
    return Relating(relation, texts[relation])


def _relate_listed(left: Place | None, right: Place | None) -> Relation:
    if left and right:
        if left == right:
            return Relation.SAME
        nested = is_within(left, right) or is_within(right, left)
        return Relation.COMPATIBLE if nested else Relation.DIFFERENT
    listed = left or right
    if listed and listed.kind in _WIDE:
        return Relation.INCOMPARABLE
    return Relation.DIFFERENT


def relate_people(lefts: tuple[Mention, ...], rights: tuple[Mention, ...]) -> RelatedPairs[Mention]:
    """Pair the people of two claims: those that agree and those that differ.

    A person named on one side only is in neither list.
    """
    return relate_values(lefts, rights, compare_people, _distance)


def relate_places(lefts: tuple[Mention, ...], rights: tuple[Mention, ...]) -> RelatedPairs[Mention]:
    """Pair the places of two claims: those that agree and those that differ.

    A place in one that holds the other's agrees. A place named on one side only is in
    neither list.
    """
    return relate_values(lefts, rights, compare_places, _distance)


def _distance(left: Mention, right: Mention) -> float:
    """Order the pairs that differ: the more alike two names, the sooner they are paired."""
    return 1 - compare_names(left.surface, right.surface).score
