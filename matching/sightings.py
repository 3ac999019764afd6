"""Every mention of a story with its surroundings: sentence, role beside it, document."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from matching.apposition import pair_roles
from matching.name_keys import company_key, name_key
from matching.name_tokens import Word, fold, split_words
from matching.people_words import all_landforms, is_given
from matching.role_reader import find_roles
from matching.roles import Role, RolePhrase
from matching.slots import Mention, MentionKind


class NamedText(NamedTuple):
    """One text of a story with what `find_mentions` found in it."""

    document_id: str
    text: str
    language: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mention where it stands; `roles` are those in apposition or, for a role, itself.

    `is_bracketed` tells that it stands alone in brackets: "Ministerio de Salud (Minsa)".
    """

    document_id: str
    language: str
    mention: Mention
    sentence: tuple[str, int]
    roles: tuple[Role, ...] = ()
    is_bracketed: bool = False


@dataclass(slots=True)
class Form:
    """All sightings of one name key; filled while a roster is built, then only read."""

    words: tuple[str, ...]
    sightings: list[Sighting] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often the form is written in the story."""
        return len(self.sightings)

    @property
    def documents(self) -> frozenset[str]:
        """The documents it stands in."""
        return frozenset(sighting.document_id for sighting in self.sightings)

    @property
    def languages(self) -> frozenset[str]:
        """The languages of those documents."""
        return frozenset(sighting.language for sighting in self.sightings)

    @property
    def sentences(self) -> frozenset[tuple[str, int]]:
        """The sentences it stands in."""
        return frozenset(sighting.sentence for sighting in self.sightings)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles it stands beside."""
        return frozenset(role for sighting in self.sightings for role in sighting.roles)

    @property
    def surface(self) -> str:
        """Return its best spelling: not in capitals, with its accents, most used."""
        counts = Counter(sighting.mention.surface for sighting in self.sightings)

        def worth(surface: str) -> tuple[bool, int, str]:
            has_accents = not surface.isascii()
            return (
                not surface.isupper() or len(surface) < 4,
                counts[surface] + 2 * has_accents,
                surface,
            )

        return max(counts, key=worth)


def _sentence_numbers(words: Sequence[Word]) -> dict[int, int]:
    """Return for each word's start the number of its sentence in the text."""
    numbers: dict[int, int] = {}
    number = 0
    for word in words:
        if word.starts and any(sign in word.gap for sign in ".!?…\n\r"):
            number += 1
        numbers[word.span.start] = number
    return numbers


def _word_range(starts: Sequence[int], mention: Mention) -> tuple[int, int] | None:
    """Return the words [first, last) of a mention, given where each word starts."""
    first = bisect_left(starts, mention.span.start)
    last = bisect_left(starts, mention.span.end)
    return (first, last) if first < last else None


def _role_of(roles: Sequence[RolePhrase], mention: Mention) -> tuple[Role, ...]:
    return tuple(item.role for item in roles if item.span == mention.span)


def read_sightings(reading: NamedText) -> Iterator[Sighting]:
    """Yield one sighting for each mention of *reading*, in text order."""
    words = split_words(reading.text)
    roles = find_roles(words, reading.language)
    numbers = _sentence_numbers(words)
    starts = [word.span.start for word in words]
    ranges = {mention.span: _word_range(starts, mention) for mention in reading.mentions}
    people = [
        (mention, found)
        for mention in reading.mentions
        if mention.kind is MentionKind.PERSON and (found := ranges[mention.span])
    ]
    paired = pair_roles(words, roles, [found for _, found in people])
    beside: dict[object, list[Role]] = {}
    for number, index in paired.items():
        beside.setdefault(people[index][0].span, []).append(roles[number].role)
    for mention in reading.mentions:
        found = ranges[mention.span]
        sentence = numbers[words[found[0]].span.start] if found else -1
        own = beside.get(mention.span, ())
        held = _role_of(roles, mention) if mention.kind is MentionKind.ROLE else tuple(own)
        span, text = mention.span, reading.text
        alone = text[span.start - 1 : span.start] == "(" and text[span.end : span.end + 1] == ")"
        place = (reading.document_id, sentence)
        yield Sighting(reading.document_id, reading.language, mention, place, held, alone)


def group_forms(sightings: Sequence[Sighting]) -> dict[tuple[str, ...], Form]:
    """Return sightings grouped by the key of their name, keys sorted."""
    forms: dict[tuple[str, ...], Form] = {}
    for sighting in sightings:
        words = name_key(sighting.mention.surface).words
        forms.setdefault(words, Form(words)).sightings.append(sighting)
    return dict(sorted(forms.items()))


def introduced_forms(sightings: Sequence[Sighting]) -> list[tuple[Sighting, Sighting]]:
    """Return (body, short form) where a text introduces one: "Ministerio de Salud (Minsa)".

    The letters of the short form stand in the name in order; the name may be in the brackets.
    """
    ends = {(s.document_id, s.mention.span.end): s for s in sightings}
    found: list[tuple[Sighting, Sighting]] = []
    for inside in sightings:
        before = ends.get((inside.document_id, inside.mention.span.start - len(" (")))
        if not inside.is_bracketed or before is None:
            continue
        name, short = sorted((before, inside), key=lambda s: -len(s.mention.surface))
        if name.mention.kind is MentionKind.ORGANISATION and _is_short_form(name, short):
            found.append((name, short))
    return found


def _is_short_form(name: Sighting, short: Sighting) -> bool:
    if short.mention.kind in (MentionKind.PLACE, MentionKind.ROLE) or short.roles:
        return False
    letters = iter(fold(name.mention.surface))
    written = fold(short.mention.surface)
    return " " not in short.mention.surface and all(letter in letters for letter in written)


def settle_kinds(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Return the sightings with one kind for a name that its documents read differently.

    A role beside the name makes it a person everywhere; else a body wins over a place and
    a place over a person: an unknown name counts as a person until something else is seen.
    """
    short_forms = {(s.document_id, s.mention.span) for _, s in introduced_forms(sightings)}
    sightings = [
        replace(s, mention=replace(s.mention, kind=MentionKind.ORGANISATION))
        if (s.document_id, s.mention.span) in short_forms
        else s
        for s in sightings
    ]
    kinds: dict[tuple[str, ...], set[MentionKind]] = {}
    held: set[tuple[str, ...]] = set()
    for sighting in sightings:
        if sighting.mention.kind is not MentionKind.ROLE:
            key = company_key(sighting.mention.surface).words
            kinds.setdefault(key, set()).add(sighting.mention.kind)
            held |= {key} if sighting.roles else set()
    return [_settled(sighting, kinds, held) for sighting in sightings]


_BY_WEIGHT = (MentionKind.ORGANISATION, MentionKind.PLACE, MentionKind.PERSON, MentionKind.OTHER)


def _settled(
    sighting: Sighting,
    kinds: dict[tuple[str, ...], set[MentionKind]],
    held: set[tuple[str, ...]],
) -> Sighting:
    key = company_key(sighting.mention.surface).words
    if sighting.mention.kind is MentionKind.ROLE or len(kinds[key]) == 1:
        return sighting
    person = key in held or (len(key) > 1 and is_given(key[0]) and key[0] not in all_landforms())
    kind = next(kind for kind in _BY_WEIGHT if kind in kinds[key])
    kind = MentionKind.PERSON if person and MentionKind.PERSON in kinds[key] else kind
    return replace(sighting, mention=replace(sighting.mention, kind=kind))
