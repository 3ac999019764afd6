"""Surface forms that differ from the preferred name, each with why it is read so."""

from collections.abc import Iterator

from matching.explanation import Explanation
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


def _explain(mention: Mention, entity: Entity) -> tuple[RepairKind, float, Explanation]:
    """Return the kind of a repair, its score in [0, 1] and a sentence of its signals."""
    surface = mention.surface
    if mention.kind is MentionKind.ROLE:
        held = Explanation(
            "{name} is the only person of the story with this role", name=entity.name
        )
        return RepairKind.TITLE, 0.9, held
    words = name_key(surface).words
    if words in entity.slips:
        similarity = name_similarity(surface, entity.name)
        why = Explanation(
            "misspelling of {name}: {slip}, similarity {near}",
            name=entity.name,
            slip=entity.slips[words],
            near=f"{similarity:.2f}",
        )
        return RepairKind.TYPO, similarity, why
    if fold_accents(surface) == fold_accents(entity.name):
        why = Explanation("differs from {name} in accents alone", name=entity.name)
        return RepairKind.ACCENT, 1.0, why
    if entity.kind is MentionKind.PLACE and place_named(surface):
        why = Explanation("another name of {name}", name=entity.name)
        return RepairKind.TRANSLATION, 1.0, why
    own = name_key(entity.name).words
    if set(words) <= set(own):
        why = Explanation("part of the name {name}, which only one bears", name=entity.name)
        return RepairKind.ALIAS, 0.95, why
    if entity.kind is MentionKind.ORGANISATION and slip_distance(words, own) is not None:
        similarity = name_similarity(surface, entity.name)
        why = Explanation(
            "one edit from {name}, which the story writes more often", name=entity.name
        )
        return RepairKind.TYPO, similarity, why
    if entity.kind is MentionKind.ORGANISATION:
        why = Explanation("another way to name {name}", name=entity.name)
        return RepairKind.ALIAS, 0.9, why
    shared = " ".join(word for word in words if word in own)
    why = (
        Explanation("shares {words}, and nobody else of the story does", words=shared)
        if shared
        else Explanation("sounds the same")
    )
    told = Explanation("another way to write {name}: {why}", name=entity.name, why=why)
    return RepairKind.ALIAS, 0.85, told
