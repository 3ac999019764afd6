"""People, places, bodies and roles in a text, by rules and word lists alone."""

from collections.abc import Sequence

from matching.apposition import pair_roles
from matching.name_page import Page, read_page
from matching.name_tokens import NAME_LINKS, Word, split_words
from matching.organisations import match_body, match_platform
from matching.people_words import is_common_word, is_given, is_surname
from matching.places import Place, PlaceKind, match_demonym, match_place
from matching.role_reader import find_roles
from matching.roles import RolePhrase
from matching.runs import Run, demonym_before_body, read_run
from matching.settling import settle_kinds
from matching.slots import Mention, MentionKind
from matching.span import Span


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
    page = read_page(text, words, language, roles)
    named = _names(page, roles)
    standing = _standing_roles(words, roles, named)
    covered = {at for item in standing for at in range(item.first, item.last)}
    outside = [item for item in named if item.first not in covered]
    found = sorted([*outside, *standing], key=lambda item: item.first)
    mentions = (_mention(text, words, item) for item in found)
    return tuple(item for item in mentions if span is None or span.contains(item.span))


def _mention(text: str, words: Sequence[Word], found: Run) -> Mention:
    start, end = words[found.first].span.start, words[found.last - 1].span.end
    # "EE. UU." is abbreviated to its end, as its first half is.
    if any(word.gap.startswith(".") for word in words[found.first + 1 : found.last]):
        end += text.startswith(".", end) and len(words[found.last - 1].key) < 3
    span = Span(start, end)
    return Mention(span, span.quote(text), found.kind or MentionKind.OTHER)


def _names(page: Page, roles: Sequence[RolePhrase]) -> list[Run]:
    found: list[Run] = []
    inside = {at for role in roles for at in range(role.first, role.last)}
    at = 0
    while at < len(page.words):
        item = _name_at(page, at, inside)
        if item is None:
            at += 1
            continue
        found.append(item)
        at = item.last
    return settle_kinds(page, found)


def _name_at(page: Page, at: int, inside: set[int]) -> Run | None:
    words = page.words
    if words[at].is_glued:
        return None
    platform = match_platform(words, at)
    if platform:
        return Run(at, at + platform, MentionKind.OTHER)
    body = match_body(words, at)
    if (
        body
        and not (at in inside and page.taken[at])
        and not _only_opens_sentence(page, at, body[0])
    ):
        return Run(at, _body_end(page, at, body[0]), MentionKind.ORGANISATION)
    if demonym_before_body(page, at):
        run = read_run(page, at)
        if run:
            return Run(run.first, run.last, MentionKind.ORGANISATION)
    place = match_place(words, at)
    if place and not _is_persons(page, at, *place) and not _plain_acronym(page, at):
        return _place_or_body(page, at, place[0])
    demonym = match_demonym(words, at, page.lists.language)
    if demonym and not _is_language_name(page, at, demonym[0]):
        return Run(at, at + demonym[0], MentionKind.PLACE)
    run = read_run(page, at)
    return Run(run.first, run.last, run.kind, run.sure) if run else None


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


def _place_or_body(page: Page, at: int, length: int) -> Run:
    """Return a place, or the body whose name it opens ("Kenya Airways", "US State Department")."""
    after = at + length
    if after < len(page.words) and page.words[after].is_near and page.may_name(after):
        if page.words[after].key in page.lists.landforms_after:
            return Run(at, after + 1, MentionKind.PLACE)
        body = match_body(page.words, after)
        if body:
            return Run(at, after + body[0], MentionKind.ORGANISATION)
        run = read_run(page, after)
        if run and run.kind is MentionKind.ORGANISATION:
            return Run(at, run.last, MentionKind.ORGANISATION)
    return Run(at, after, MentionKind.PLACE)


def _body_end(page: Page, at: int, length: int) -> int:
    """Return the end of a listed body's name: with its country, or a capital that goes on."""
    run = read_run(page, at) if _goes_on(page, at + length) else None
    if run and run.kind is MentionKind.ORGANISATION and run.first == at:
        return max(run.last, at + length)
    return _with_country(page, at + length)


def _goes_on(page: Page, at: int) -> bool:
    """Tell whether a capital follows that is neither a place nor a name ("Metropolitana")."""
    if at >= len(page.words) or not page.words[at].is_near or not page.may_name(at):
        return False
    return not match_place(page.words, at) and not is_given(page.words[at].key)


def _with_country(page: Page, last: int) -> int:
    """Return the end of a body's name with the country it is linked to, if one follows."""
    at = last
    while at < min(last + 3, len(page.words)) and page.words[at].key in NAME_LINKS:
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


def _shown_last(words: Sequence[Word], role: RolePhrase) -> int:
    """Return the end of a role's words without a person or unlisted body it is linked to."""
    last = role.last
    while words[last - 1].span.end > role.span.end:
        last -= 1
    return last


def _standing_roles(
    words: Sequence[Word], roles: Sequence[RolePhrase], named: Sequence[Run]
) -> list[Run]:
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
        Run(role.first, _shown_last(words, role), MentionKind.ROLE)
        for number, role in enumerate(roles)
        if role.definite and number not in paired and role.first not in bodies
    ]
