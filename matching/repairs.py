"""Surface forms that differ from the preferred name, each with why it is read so."""

from collections.abc import Iterator

from matching.finding import NameRepair, RepairKind
from matching.name_keys import fold_accents, name_key, name_similarity, slip_distance
from matching.phrase_repairs import find_phrase_repairs
from matching.places import is_demonym, place_named
from matching.roster import Entity, NamedText, Roster
from matching.slots import Mention, MentionKind


def find_repairs(roster: Roster) -> tuple[NameRepair, ...]:
    """Return every name of the story that is read as another, in text order.

    A form equal to the preferred name, differing from it in case alone, or a demonym needs
    no repair. Misspelt role and body phrases are repaired too ("ministro de a Defensa").
    """
    repairs = [
        repair
        for reading in roster.readings
        for repair in (*_name_repairs(roster, reading), *find_phrase_repairs(reading))
    ]
    distinct = {(item.document_id, item.span): item for item in reversed(repairs)}
    return tuple(sorted(distinct.values(), key=lambda item: (item.document_id, item.span)))


def _name_repairs(roster: Roster, reading: NamedText) -> Iterator[NameRepair]:
    for mention in reading.mentions:
        entity = roster.entity_of(mention, reading.document_id)
        if entity is None or mention.surface.casefold() == entity.name.casefold():
            continue
        if entity.kind is MentionKind.PLACE and is_demonym(mention.surface):
            continue
        kind, score, reason = _explain(mention, entity)
        yield NameRepair(
            reading.document_id, mention.span, mention.surface, entity.name, kind, score, reason
        )


def _explain(mention: Mention, entity: Entity) -> tuple[RepairKind, float, str]:
    """Return the kind of a repair, its score in [0, 1] and a sentence of its signals."""
    surface = mention.surface
    if mention.kind is MentionKind.ROLE:
        held = f"{entity.name} is the only person of the story with this role"
        return RepairKind.TITLE, 0.9, held
    words = name_key(surface).words
    if words in entity.slips:
        similarity = name_similarity(surface, entity.name)
        why = f"misspelling of {entity.name}: {entity.slips[words]}, similarity {similarity:.2f}"
        return RepairKind.TYPO, similarity, why
    if fold_accents(surface) == fold_accents(entity.name):
        return RepairKind.ACCENT, 1.0, f"differs from {entity.name} in accents alone"
    if entity.kind is MentionKind.PLACE and place_named(surface):
        return RepairKind.TRANSLATION, 1.0, f"another name of {entity.name}"
    own = name_key(entity.name).words
    if set(words) <= set(own):
        return RepairKind.ALIAS, 0.95, f"part of the name {entity.name}, which only one bears"
    if entity.kind is MentionKind.ORGANISATION and slip_distance(words, own) is not None:
        similarity = name_similarity(surface, entity.name)
        why = f"one edit from {entity.name}, which the story writes more often"
        return RepairKind.TYPO, similarity, why
    if entity.kind is MentionKind.ORGANISATION:
        return RepairKind.ALIAS, 0.9, f"another way to name {entity.name}"
    shared = " ".join(word for word in words if word in own)
    why = f"shares {shared}, and nobody else of the story does" if shared else "sounds the same"
    return RepairKind.ALIAS, 0.85, f"another way to write {entity.name}: {why}"
