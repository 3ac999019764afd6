"""Who and what one story is about: entities with their names, over all its documents."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.ids import content_id
from matching.merges import MergeDecision, apply_decisions
from matching.name_clusters import Cluster
from matching.name_keys import name_key
from matching.people import gather_people
from matching.roles import Role, are_compatible, is_wide
from matching.sightings import NamedText, Sighting, group_forms, read_sightings, settle_kinds
from matching.slots import Mention, MentionKind
from matching.span import Span
from matching.things import gather_bodies, gather_places

__all__ = ["Entity", "NamedText", "Roster", "build_roster"]

Position = tuple[str, Span]


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, place or body of a story.

    `name` is the preferred name; `aliases` every other way it is written; `slips` maps the
    folded words of a misspelt form to why it is read so. `country` is an ISO 3166-1 alpha-2
    code or None. `count` is how often the story names it.
    """

    entity_id: str
    name: str
    kind: MentionKind
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    country: str | None
    count: int
    languages: tuple[str, ...]
    slips: Mapping[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Roster:
    """The entities of a story, and which mention names which.

    `unresolved` says for a mention that names nobody known for certain why it does not.
    """

    entities: tuple[Entity, ...]
    assigned: Mapping[Position, str]
    unresolved: Mapping[Position, str]
    readings: tuple[NamedText, ...]

    def entity(self, entity_id: str) -> Entity | None:
        """Return the entity with this identifier, None when the story has none."""
        return next((item for item in self.entities if item.entity_id == entity_id), None)

    def entity_of(self, mention: Mention, document_id: str | None = None) -> Entity | None:
        """Return the entity that *mention* names, None when that is not known.

        Without a document, the surface decides where the whole story gives it one meaning.
        """
        if document_id is not None and (document_id, mention.span) in self.assigned:
            return self.entity(self.assigned[document_id, mention.span])
        if document_id is not None and (document_id, mention.span) in self.unresolved:
            return None
        key = name_key(mention.surface)
        fitting = [
            item
            for item in self.entities
            if any(name_key(form) == key for form in (item.name, *item.aliases))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def resolve(self, mention: Mention, document_id: str | None = None) -> Mention:
        """Return *mention* with `canonical` and `entity_id` filled, unchanged when unknown."""
        entity = self.entity_of(mention, document_id)
        if entity is None:
            return mention
        kind = mention.kind if mention.kind is MentionKind.ROLE else entity.kind
        return replace(mention, kind=kind, canonical=entity.name, entity_id=entity.entity_id)

    def why_unresolved(self, mention: Mention, document_id: str) -> str | None:
        """Return why a mention was given no entity, None when it has one."""
        return self.unresolved.get((document_id, mention.span))


def build_roster(
    readings: Iterable[tuple[str, str, str, tuple[Mention, ...]]],
    decisions: Iterable[MergeDecision] = (),
) -> Roster:
    """Return the entities of one story from all its texts.

    Args:
        readings: (document id, text, language, mentions) of every text; their order does
            not change the result.
        decisions: which names a person keeps apart or joins, against what rules say.
    """
    texts = tuple(sorted((NamedText(*reading) for reading in readings), key=lambda r: r[:2]))
    sightings = [sighting for reading in texts for sighting in read_sightings(reading)]
    language = _main_language(sightings)
    sightings = settle_kinds(sightings)
    by_kind: dict[MentionKind, list[Sighting]] = {kind: [] for kind in MentionKind}
    for sighting in sightings:
        by_kind[sighting.mention.kind].append(sighting)
    people, unsure = _people(by_kind[MentionKind.PERSON], by_kind[MentionKind.OTHER])
    groups = [
        *people,
        *_things(gather_places(by_kind[MentionKind.PLACE], language), MentionKind.PLACE),
        *_things(gather_bodies(by_kind[MentionKind.ORGANISATION]), MentionKind.ORGANISATION),
        *_others(by_kind[MentionKind.OTHER], people),
    ]
    if made := tuple(decisions):
        open_forms = [s for s in sightings if (s.document_id, s.mention.span) in unsure]
        groups = _decided(groups, open_forms, made, unsure)
    assigned = {
        (sighting.document_id, sighting.mention.span): entity.entity_id
        for entity, members in groups
        for sighting in members
    }
    entities = [entity for entity, _ in groups]
    for sighting in by_kind[MentionKind.ROLE]:
        _assign_role(sighting, entities, assigned, unsure)
    ranked = sorted(entities, key=lambda item: (-item.count, item.entity_id))
    return Roster(tuple(ranked), assigned, unsure, texts)


Group = tuple[Entity, Sequence[Sighting]]


def _main_language(sightings: Sequence[Sighting]) -> str:
    counts = Counter(sighting.language for sighting in sightings)
    return max(counts, key=lambda language: (counts[language], language)) if counts else "en"


def _entity(kind: MentionKind, name: str, members: Sequence[Sighting], identity: object) -> Entity:
    surfaces = {sighting.mention.surface for sighting in members} - {name}
    roles = {role for sighting in members for role in sighting.roles}
    countries = {role.country for role in roles if role.country}
    return Entity(
        entity_id=content_id("ent", kind.value, identity),
        name=name,
        kind=kind,
        aliases=tuple(sorted(surfaces)),
        roles=tuple(sorted(roles, key=repr)),
        country=countries.pop() if len(countries) == 1 else None,
        count=len(members),
        languages=tuple(sorted({sighting.language for sighting in members})),
        slips={},
    )


def _people(
    named: Sequence[Sighting], others: Sequence[Sighting]
) -> tuple[list[Group], dict[Position, str]]:
    """Return the people with their sightings, and why some single names are nobody's.

    A name of unknown kind that a person bears counts as that person's.
    """
    keys = {word for s in named for word in name_key(s.mention.surface).words}
    adopted = [s for s in others if set(name_key(s.mention.surface).words) <= keys]
    gathered = gather_people(list(group_forms([*named, *adopted]).values()))
    groups: list[Group] = []
    unsure: dict[Position, str] = {}
    for cluster in gathered.clusters:
        members = [sighting for form in cluster.forms for sighting in form.sightings]
        reason = gathered.unresolved.get(cluster.forms[0].words)
        if reason and len(cluster.forms) == 1:
            unsure |= {(s.document_id, s.mention.span): reason for s in members}
            continue
        preferred = cluster.preferred
        entity = _entity(MentionKind.PERSON, preferred.surface, members, preferred.words)
        groups.append((replace(entity, slips=dict(cluster.slips)), members))
    return groups, unsure


def _decided(
    groups: Sequence[Group],
    open_forms: Sequence[Sighting],
    decisions: Sequence[MergeDecision],
    unsure: dict[Position, str],
) -> list[Group]:
    """Return the groups as a person's *decisions* have them; what they leave open is unsure.

    A form that fitted several people may be joined to one of them.
    """
    loose = [tuple(form.sightings) for form in group_forms(open_forms).values()]
    known = {_positions(members): entity for entity, members in groups}
    decided = apply_decisions([*(tuple(members) for _, members in groups), *loose], decisions)
    unsure |= decided.unresolved
    still_loose = {_positions(members) for members in loose}
    found: list[Group] = []
    for members in decided.groups:
        if (positions := _positions(members)) in still_loose:
            continue
        for position in positions & unsure.keys():
            del unsure[position]
        found.append((known.get(positions) or _rebuilt(members, groups), members))
    return found


def _positions(members: Iterable[Sighting]) -> frozenset[Position]:
    return frozenset((sighting.document_id, sighting.mention.span) for sighting in members)


def _rebuilt(members: Sequence[Sighting], groups: Sequence[Group]) -> Entity:
    """Return the entity of members that a decision brought together or parted."""
    forms = group_forms(members)
    here = _positions(members)
    sources = [entity for entity, theirs in groups if here & _positions(theirs)]
    slips = {words: why for entity in sources for words, why in entity.slips.items()}
    slips = {words: why for words, why in slips.items() if words in forms and len(forms) > 1}
    preferred = Cluster(list(forms.values()), slips).preferred
    slips.pop(preferred.words, None)
    kind = Counter(s.mention.kind for s in sorted(members, key=repr)).most_common(1)[0][0]
    return replace(_entity(kind, preferred.surface, members, preferred.words), slips=slips)


def _things(
    gathered: Mapping[str, tuple[str, str | None, Sequence[Sighting]]], kind: MentionKind
) -> list[Group]:
    return [
        (replace(_entity(kind, name, members, identity), country=country), members)
        for identity, (name, country, members) in gathered.items()
    ]


def _others(others: Sequence[Sighting], people: Sequence[Group]) -> list[Group]:
    taken = {(s.document_id, s.mention.span) for _, members in people for s in members}
    free = [s for s in others if (s.document_id, s.mention.span) not in taken]
    forms = group_forms(free).values()
    return [
        (_entity(MentionKind.OTHER, form.surface, form.sightings, form.words), form.sightings)
        for form in forms
    ]


def _assign_role(
    sighting: Sighting,
    entities: Sequence[Entity],
    assigned: dict[Position, str],
    unsure: dict[Position, str],
) -> None:
    """Give a standing role to the one person who holds it, else note why not."""
    position = (sighting.document_id, sighting.mention.span)
    holders = [
        entity
        for entity in entities
        if entity.kind is MentionKind.PERSON
        and any(are_compatible(role, held) for role in sighting.roles for held in entity.roles)
    ]
    chosen = _closest_holders(sighting.roles, holders)
    if len(chosen) == 1:
        assigned[position] = chosen[0].entity_id
    elif chosen:
        names = ", ".join(sorted(entity.name for entity in chosen))
        unsure[position] = f"{len(chosen)} people hold this role: {names}"
    else:
        unsure[position] = "nobody in the story is named with this role"


def _closest_holders(roles: Sequence[Role], holders: list[Entity]) -> list[Entity]:
    """Return those who hold the very role, in the country named if one is; else all."""
    same = [
        entity
        for entity in holders
        if any(role.concept == held.concept for role in roles for held in entity.roles)
    ]
    there = [
        entity
        for entity in same
        if any(
            role.concept == held.concept and role.country and role.country == held.country
            for role in roles
            for held in entity.roles
        )
    ]
    has_wide = any(is_wide(role.concept) for role in roles)
    return there or (holders if has_wide else same or holders)
