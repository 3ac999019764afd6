"""People, places, bodies and roles in a text, by rules and word lists alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.apposition import pair_roles
from matching.name_tokens import Word, split_words
from matching.organisations import match_body, match_platform, without_company_form
from matching.people_words import is_common_word, is_given, is_surname, name_words
from matching.places import Place, PlaceKind, match_demonym, match_place
from matching.roles import RolePhrase, find_roles
from matching.runs import Page, demonym_before_body, read_run
from matching.slots import Mention, MentionKind
from matching.span import Span

_LINE = re.compile(r"[^\r\n]+")
_LINKS = frozenset(
    (
        "de",
        "del",
        "la",
        "los",
        "las",
        "of",
        "the",
        "for",
        "do",
        "da",
        "du",
        "d",
        "l",
        "des",
    )
)


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    kind: MentionKind | None
    sure: bool = True


def find_mentions(text: str, language: str, span: Span | None = None) -> tuple[Mention, ...]:
    """Return what *text* names inside *span*, in order, none overlapping another.

    Kinds: people, places (with demonyms: "Peruvian"), organisations, roles that stand for
    somebody ("el mandatario"), and other names. A role beside the name it belongs to is no
    mention of its own. `canonical` and `entity_id` stay None: a roster fills them.

    Args:
        text: the stored text; offsets are code points of it.
        language: BCP 47 tag; a language without word lists is read with the English ones.
        span: the part to read; words outside still tell which capitals mean a name.
    """
    words = split_words(text)
    roles = find_roles(words, language)
    page = _page(text, words, language, roles)
    named = _names(page, roles)
    standing = _standing_roles(words, roles, named)
    covered = {at for item in standing for at in range(item.first, item.last)}
    outside = [item for item in named if item.first not in covered]
    found = sorted([*outside, *standing], key=lambda item: item.first)
    mentions = (_mention(text, words, item) for item in found)
    return tuple(item for item in mentions if span is None or span.contains(item.span))


def _mention(text: str, words: Sequence[Word], found: _Found) -> Mention:
    start, end = words[found.first].span.start, words[found.last - 1].span.end
    # "EE. UU." is abbreviated to its end, as its first half is.
    if any(word.gap.startswith(".") for word in words[found.first + 1 : found.last]):
        end += text.startswith(".", end) and len(words[found.last - 1].key) < 3
    span = Span(start, end)
    return Mention(span, span.quote(text), found.kind or MentionKind.OTHER)


def _page(text: str, words: Sequence[Word], language: str, roles: Sequence[RolePhrase]) -> Page:
    lists = name_words(language)
    plain = _headline_words(text, words, language)
    taken = [False] * len(words)
    for role in roles:
        if not _is_part_of_name(words, role):
            for at in range(role.first, role.own_last):
                taken[at] = True
    names = frozenset(
        word.key
        for word, is_plain in zip(words, plain, strict=True)
        if word.is_capitalised
        and not word.starts
        and not is_plain
        and word.key not in lists.not_names
        and not word.is_glued
    )
    return Page(words, lists, taken, plain, names)


def _is_part_of_name(words: Sequence[Word], role: RolePhrase) -> bool:
    """Tell a surname from a role: "Florentino Rey", "Sarah King said"."""
    if role.last - role.first > 1 or not words[role.first].is_capitalised or not role.first:
        return False
    before = words[role.first - 1]
    return words[role.first].gap == " " and before.is_capitalised and is_given(before.key)


def _headline_words(text: str, words: Sequence[Word], language: str) -> list[bool]:
    """Mark the words of lines in capitals, and of English lines with a capital on every word."""
    plain = [False] * len(words)
    at = 0
    for line in _LINE.finditer(text):
        first = at
        while at < len(words) and words[at].span.start < line.end():
            at += 1
        if at - first >= 4 and _is_headline(line.group(), words[first:at], language):
            plain[first:at] = [True] * (at - first)
    return plain


def _is_headline(line: str, words: Sequence[Word], language: str) -> bool:
    long_words = [word for word in words if len(word.key) > 3 and word.text.isalpha()]
    if len(long_words) < 3:
        return False
    if sum(word.text.isupper() for word in long_words) >= 0.8 * len(long_words):
        return True
    capitals = sum(word.is_capitalised for word in long_words)
    is_sentence = line.rstrip().endswith((".", "!", "?", "”", '"'))
    return language.startswith("en") and not is_sentence and capitals >= 0.8 * len(long_words)


def _names(page: Page, roles: Sequence[RolePhrase]) -> list[_Found]:
    found: list[_Found] = []
    inside = {at for role in roles for at in range(role.first, role.last)}
    at = 0
    while at < len(page.words):
        item = _name_at(page, at, inside)
        if item is None:
            at += 1
            continue
        found.append(item)
        at = item.last
    return _settle(page, found)


def _name_at(page: Page, at: int, inside: set[int]) -> _Found | None:
    words = page.words
    if words[at].is_glued:
        return None
    platform = match_platform(words, at)
    if platform:
        return _Found(at, at + platform, MentionKind.OTHER)
    body = match_body(words, at)
    if (
        body
        and not (at in inside and page.taken[at])
        and not _only_opens_sentence(page, at, body[0])
    ):
        return _Found(at, _with_country(page, at + body[0]), MentionKind.ORGANISATION)
    if demonym_before_body(page, at):
        run = read_run(page, at)
        if run:
            return _Found(run.first, run.last, MentionKind.ORGANISATION)
    place = match_place(words, at)
    if place and not _is_persons(page, at, *place) and not _plain_acronym(page, at):
        return _place_or_body(page, at, place[0])
    demonym = match_demonym(words, at, page.lists.language)
    if demonym and not _is_language_name(page, at, demonym[0]):
        return _Found(at, at + demonym[0], MentionKind.PLACE)
    run = read_run(page, at)
    return _Found(run.first, run.last, run.kind, run.sure) if run else None


def _only_opens_sentence(page: Page, at: int, length: int) -> bool:
    """Tell whether a one-word body may be a plain noun that begins a sentence."""
    word = page.words[at]
    if length > 1 or not (word.starts or page.plain[at]) or word.is_acronym:
        return False
    return is_common_word(word.text, page.lists.language) and word.key not in page.names


def _plain_acronym(page: Page, at: int) -> bool:
    return page.plain[at] and len(page.words[at].key) <= 3 and "." not in page.words[at].text


def _is_persons(page: Page, at: int, length: int, place: Place) -> bool:
    """Tell whether a place's name is part of a person's: "Santiago Peña", "Juan Lima"."""
    words = page.words
    after = at + length
    if at and words[at].gap == " " and is_given(words[at - 1].key) and page.may_name(at - 1):
        return True
    follows = after < len(words) and words[after].gap == " " and page.may_name(after)
    if not follows or length > 1 or page.is_head(after) or page.plain[at]:
        return False
    # "Orlando Pitti": a town's name before a word that can only be a surname.
    key = words[after].key
    is_name = not is_common_word(words[after].text, page.lists.language) or is_surname(key)
    is_town = (
        place.kind in (PlaceKind.CITY, PlaceKind.REGION)
        and is_name
        and not match_place(words, after)
    )
    return is_given(words[at].key) or is_town


def _place_or_body(page: Page, at: int, length: int) -> _Found:
    """Return a place, or the body whose name it opens ("Kenya Airways", "US State Department")."""
    after = at + length
    if after < len(page.words) and page.words[after].is_near and page.may_name(after):
        body = match_body(page.words, after)
        if body:
            return _Found(at, after + body[0], MentionKind.ORGANISATION)
        run = read_run(page, after)
        if run and run.kind is MentionKind.ORGANISATION:
            return _Found(at, run.last, MentionKind.ORGANISATION)
    return _Found(at, after, MentionKind.PLACE)


def _with_country(page: Page, last: int) -> int:
    """Return the end of a body's name with the country it is linked to, if one follows."""
    at = last
    while at < min(last + 3, len(page.words)) and page.words[at].key in _LINKS:
        if not page.words[at].is_near:
            return last
        at += 1
    if at >= len(page.words) or not page.words[at].is_near:
        return last
    place = match_place(page.words, at) if at > last else None
    demonym = match_demonym(page.words, at, page.lists.language) if at == last else None
    found = place or demonym
    return at + found[0] if found else last


def _is_language_name(page: Page, at: int, length: int) -> bool:
    """Tell whether a demonym names a language: "en inglés", "in English"."""
    previous = page.words[at - 1].key if at else ""
    after = at + length
    ends = (
        after == len(page.words)
        or not page.words[after].is_near
        or (page.words[after].key in page.lists.not_names)
    )
    return previous in ("en", "in", "idioma", "al", "into", "em") and ends


def _settle(page: Page, found: list[_Found]) -> list[_Found]:
    """Give names of unsure kind the kind that the rest of the text gives them.

    The same words elsewhere decide ("Ducto Norte" by "Ducto Norte S.A."), and a single
    word takes the kind of the person whose name it is part of.
    """
    sure: dict[tuple[str, ...], MentionKind] = {}
    for item in found:
        if item.sure and item.kind is not None:
            sure.setdefault(_settling_key(page, item), item.kind)
    bearers = {
        page.words[at].key
        for item in found
        if item.kind is MentionKind.PERSON and item.last - item.first > 1
        for at in range(item.first, item.last)
        if page.words[at].is_capitalised
    }

    def settled(item: _Found) -> _Found:
        key = _settling_key(page, item)
        if len(key) == 1 and key[0] in bearers and _may_be_person(page, item):
            return replace(item, kind=MentionKind.PERSON)
        if item.sure:
            return item
        return replace(item, kind=sure.get(key, item.kind))

    return [settled(item) for item in found]


def _settling_key(page: Page, item: _Found) -> tuple[str, ...]:
    words = without_company_form(page.words[item.first : item.last])
    return tuple(word.key for word in words)


def _may_be_person(page: Page, item: _Found) -> bool:
    """Tell whether a single word that some person bears means that person here."""
    if item.kind is MentionKind.ORGANISATION:
        return False
    if item.kind is not MentionKind.PLACE:
        return True
    previous = page.words[item.first - 1].key if item.first else ""
    is_located = previous in page.lists.places_before or previous in ("a", "to", "de", "of")
    return is_surname(page.words[item.first].key) and not is_located


def _shown_last(words: Sequence[Word], role: RolePhrase) -> int:
    """Return the end of a role's words without a person or unlisted body it is linked to."""
    last = role.last
    while words[last - 1].span.end > role.span.end:
        last -= 1
    return last


def _standing_roles(
    words: Sequence[Word], roles: Sequence[RolePhrase], named: Sequence[_Found]
) -> list[_Found]:
    """Return the definite roles that stand beside no name and are no body's name."""
    people = [(item.first, item.last) for item in named if item.kind is MentionKind.PERSON]
    paired = pair_roles(words, roles, people)
    bodies = {
        at
        for item in named
        if item.kind is not MentionKind.PLACE
        for at in range(item.first, item.last)
    }
    return [
        _Found(role.first, _shown_last(words, role), MentionKind.ROLE)
        for number, role in enumerate(roles)
        if role.definite and number not in paired and role.first not in bodies
    ]
