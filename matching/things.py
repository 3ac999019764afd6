"""Which place and body names of a story mean one place or body."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from matching.name_keys import slip_distance
from matching.name_tokens import NAME_JOINTS, NAME_LINKS, phrase_key
from matching.organisations import BodyKey, body_key
from matching.places import PlaceKind, country_name, is_demonym, place_named
from matching.sightings import Sighting, introduced_forms

Thing = tuple[str, str | None, Sequence[Sighting]]
_LINKS = NAME_LINKS | NAME_JOINTS


def _most_used(members: Sequence[Sighting]) -> str:
    counts = Counter(sighting.mention.surface for sighting in members)

    def worth(surface: str) -> tuple[bool, bool, int, int, str]:
        # Neither a headline's capitals nor an acronym is the name to show.
        return (not surface.isupper(), " " in surface, counts[surface], len(surface), surface)

    return max(counts, key=worth)


def gather_places(sightings: Sequence[Sighting], language: str) -> dict[str, Thing]:
    """Return place id → (name, country, sightings); unknown places are told apart by key.

    A country is named as CLDR does in the story's main language, another place as the story
    writes it most.
    """
    grouped: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        place = place_named(sighting.mention.surface, sighting.language)
        identity = place.place_id if place else " ".join(phrase_key(sighting.mention.surface))
        grouped.setdefault(identity, []).append(sighting)
    things: dict[str, Thing] = {}
    for identity, members in sorted(grouped.items()):
        place = place_named(members[0].mention.surface, members[0].language)
        named = [s for s in members if not is_demonym(s.mention.surface)] or members
        name = _most_used(named)
        if place and place.kind is PlaceKind.COUNTRY and place.country:
            name = country_name(place.country, language) or name
        things[identity] = (name, place.country if place else None, members)
    return things


@dataclass(slots=True)
class _Body:
    key: BodyKey
    members: list[Sighting]


def gather_bodies(sightings: Sequence[Sighting]) -> dict[str, Thing]:
    """Return identity → (name, country, sightings) of the bodies of a story.

    One body is written in several ways: in another language, by its acronym, with or
    without its country. Without a country it is the only one of its kind in the story.
    """
    bodies: dict[BodyKey, _Body] = {}
    worded = _rival_wordings(sightings)
    for sighting in sightings:
        key = body_key(sighting.mention.surface, sighting.language)
        if key in worded:
            key = BodyKey(_wording(sighting), key.country)
        bodies.setdefault(key, _Body(key, [])).members.append(sighting)
    _join_introduced(bodies, introduced_forms(sightings))
    _join_acronyms(bodies)
    _join_countryless(bodies)
    _join_heads(bodies)
    return {
        f"{body.key.core}|{body.key.country}": (
            _most_used(body.members),
            body.key.country,
            body.members,
        )
        for body in sorted(bodies.values(), key=lambda item: repr(item.key))
    }


def _wording(sighting: Sighting) -> str:
    return " ".join(key for key in phrase_key(sighting.mention.surface) if key not in _LINKS)


def _rival_wordings(sightings: Sequence[Sighting]) -> frozenset[BodyKey]:
    """Return the countryless functions that one language words in two ways.

    "Ministerio de Relaciones Exteriores" beside "Ministerio de Asuntos Exteriores" are two
    countries' ministries as likely as one; "Fiscalía" and "Fiscalía General" are one.
    """
    wordings: dict[tuple[BodyKey, str], set[str]] = {}
    for sighting in sightings:
        key = body_key(sighting.mention.surface, sighting.language)
        if key.country is None:
            wordings.setdefault((key, sighting.language), set()).add(_wording(sighting))
    return frozenset(
        key
        for (key, _), written in wordings.items()
        if any(not (_is_part(a, b) or _is_part(b, a)) for a in written for b in written)
    )


def _is_part(short: str, full: str) -> bool:
    return set(short.split()) <= set(full.split())


def _join_heads(bodies: dict[BodyKey, _Body]) -> None:
    """Join a bare head word ("la Agencia") to the only longer name that has it as head."""
    for body in sorted(bodies.values(), key=lambda item: repr(item.key)):
        bare = {phrase_key(sighting.mention.surface) for sighting in body.members}
        if any(len(key) != 1 or _is_acronym(body) for key in bare):
            continue
        words = {key[0] for key in bare}
        homes = [
            other
            for other in bodies.values()
            if other is not body
            and any(
                len(key) > 1 and words & {key[0], key[-1]}
                for key in (phrase_key(s.mention.surface) for s in other.members)
            )
        ]
        if len(homes) == 1:
            homes[0].members.extend(body.members)
            del bodies[body.key]


def _is_acronym(body: "_Body") -> bool:
    """Tell whether a body is only ever written as an acronym."""
    return all(s.mention.surface.isupper() and len(s.mention.surface) < 7 for s in body.members)


def _initials(surface: str) -> str:
    return "".join(key[0] for key in phrase_key(surface) if key not in _LINKS)


def _join_introduced(
    bodies: dict[BodyKey, _Body], introduced: Sequence[tuple[Sighting, Sighting]]
) -> None:
    """Join a short form to the body after which a text gives it in brackets, if it is one's."""
    homes: dict[BodyKey, set[BodyKey]] = {}
    holders = {id(member): key for key, body in bodies.items() for member in body.members}
    for name, short in introduced:
        homes.setdefault(holders[id(short)], set()).add(holders[id(name)])
    for key, names in sorted(homes.items(), key=repr):
        (home, *others) = sorted(names, key=repr)
        if not others and home != key and key in bodies and home in bodies:
            bodies[home].members.extend(bodies[key].members)
            del bodies[key]


def _join_acronyms(bodies: dict[BodyKey, _Body]) -> None:
    """Join an acronym to the one body of the story whose initials it is."""
    for body in sorted(bodies.values(), key=lambda item: repr(item.key)):
        surface = body.members[0].mention.surface
        letters = re.sub(r"\W", "", surface)
        if not (letters.isupper() and 2 <= len(letters) <= 8 and " " not in surface):
            continue
        homes = [
            other
            for other in bodies.values()
            if other is not body
            and any(_initials(s.mention.surface) == letters.lower() for s in other.members)
        ]
        if len(homes) == 1:
            homes[0].members.extend(body.members)
            del bodies[body.key]


def _join_countryless(bodies: dict[BodyKey, _Body]) -> None:
    """Join a body named without its country, or misspelt once, to the only one it can be."""
    for body in sorted(bodies.values(), key=lambda item: (len(item.members), repr(item.key))):
        homes = [other for other in bodies.values() if other is not body and _is_same(body, other)]
        if len(homes) == 1:
            homes[0].members.extend(body.members)
            del bodies[body.key]


def _is_same(body: _Body, other: _Body) -> bool:
    if body.key.country and other.key.country and body.key.country != other.key.country:
        return False
    if body.key.core == other.key.core:
        return body.key.country is None
    words, others = body.key.core.split(), other.key.core.split()
    return (
        len(body.members) == 1 < len(other.members)
        and len(words) > 1
        and (slip_distance(words, others) == 1)
    )
