"""Capitalised runs: stretches of words that may be one name, and what kind of name."""

from dataclasses import dataclass

from matching.name_page import Page
from matching.name_tokens import NAME_JOINTS, NAME_LINKS
from matching.organisations import match_body
from matching.people_words import PARTICLES, all_titles, is_common_word, is_given, is_surname
from matching.places import match_demonym, match_place
from matching.run_kinds import is_all_common, is_body, run_kind
from matching.slots import MentionKind

_BODY_LINKS = NAME_LINKS | NAME_JOINTS | {"para", "en", "on"}
# A ministry's full name has some twenty words; a list in capitals without signs is no name.
_LONGEST = 32
_AND = frozenset({"y", "e", "and", "et"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words [first, last) that form one name, with its kind when the words tell it.

    `sure` tells that the kind rests on more than being unknown to the dictionary.
    """

    first: int
    last: int
    kind: MentionKind | None = None
    sure: bool = True


def _is_article_of_name(page: Page, at: int) -> bool:
    """Tell whether a capital article inside a sentence opens a name ("en Las Matas")."""
    word = page.words[at]
    if word.starts or page.plain[at] or word.key not in ("el", "la", "los", "las", "le", "les"):
        return False
    follows = at + 1 < len(page.words) and page.words[at + 1].is_near
    return word.is_capitalised and not word.is_glued and follows and page.may_name(at + 1)


def _is_initial(page: Page, at: int) -> bool:
    """Tell whether a single capital with a point opens a name ("J. Whitcombe")."""
    if len(page.words[at].text) != 1 or not page.words[at].is_capitalised:
        return False
    following = page.words[at + 1] if at + 1 < len(page.words) else None
    return following is not None and following.gap.startswith(".") and page.may_name(at + 1)


def _is_hyphenated(page: Page, at: int) -> bool:
    """Tell whether a small word is the second half of a name ("Jong-un", not "US-led")."""
    word = page.words[at]
    return word.gap in ("-", "‐", "‑") and word.key not in page.lists.combining


def _may_start(page: Page, at: int) -> bool:
    word = page.words[at]
    if _is_article_of_name(page, at) or _is_initial(page, at):
        return True
    if not page.may_name(at):
        return False
    if not (word.starts or page.plain[at]):
        return True
    if page.is_telling(at) or word.key in all_titles():
        return True
    following = at + 1 < len(page.words) and page.words[at + 1].is_near
    if page.plain[at] or not following:
        return False
    if page.is_head(at) or page.is_head(at + 1):
        return page.words[at + 1].is_capitalised or page.is_head(at)
    if not page.may_name(at + 1) or match_place(page.words, at + 1):
        return False
    # "Acción Popular anunció": a second capital that is no name of its own belongs to the
    # first, as does the opening word of a company's name ("Minera Cerro Alto S.A.").
    following_run = read_run(page, at + 1) if page.is_telling(at + 1) else None
    is_company = following_run is not None and following_run.kind is MentionKind.ORGANISATION
    return is_company or not page.is_telling(at + 1)


def _after_links(page: Page, at: int, links: frozenset[str]) -> int | None:
    """Return the index of the capital after one to three linking words at *at*, else None."""
    target = at
    while target < min(at + 3, len(page.words)) and page.words[target].key in links:
        if not page.words[target].is_near or page.words[target].is_capitalised:
            return None
        target += 1
    if target == at or target >= len(page.words) or not page.words[target].is_near:
        return None
    return target if page.may_name(target) else None


def _extend(page: Page, first: int, last: int) -> int | None:
    """Return the end of the run one name-word or linked word further, None at its end."""
    if last >= len(page.words):
        return None
    word = page.words[last]
    if _is_hyphenated(page, last):
        return last + 1
    has_head = is_body(page, first, last)
    if word.is_near and not word.starts and page.may_continue(last):
        place = match_place(page.words, last)
        if place and not is_given(page.words[last - 1].key) and not has_head:
            return None
        if page.plain[last] and not page.is_telling(last) and not has_head:
            return None
        return last + 1
    if has_head:
        return _linked_body(page, last)
    target = _after_links(page, last, PARTICLES)
    if target is None or match_place(page.words, target) or match_body(page.words, target):
        return None
    if word.key in _AND:
        return None
    if is_all_common(page, first, last) and not page.is_head(target) and not page.plain[target]:
        return target + 1
    key = page.words[target].key
    known = is_surname(key) or not is_common_word(page.words[target].text, page.lists.language)
    return target + 1 if known and not is_given(page.words[last].key) else None


def _linked_body(page: Page, last: int) -> int | None:
    target = _after_links(page, last, _BODY_LINKS)
    if target is None:
        return None
    key = page.words[target].key
    place = match_place(page.words, target)
    if page.words[last].key in _AND and (
        place
        or page.is_head(target)
        or is_given(key)
        or is_surname(key)
        or match_demonym(page.words, target, page.lists.language)
    ):
        return None
    return target + place[0] if place else target + 1


def read_run(page: Page, at: int) -> Run | None:
    """Return the run that starts at *at*, None when no name starts there."""
    if not _may_start(page, at):
        return None
    last = at + 1
    while last - at < _LONGEST and (longer := _extend(page, at, last)) is not None:
        last = longer
    first = at
    while first < last - 1 and page.words[first].key in all_titles():
        if page.is_head(first):
            break
        first += 1
    kind, is_sure = run_kind(page, first, last, titled=first > at)
    return Run(first, last, kind, is_sure)


def demonym_before_body(page: Page, at: int) -> bool:
    """Tell whether a demonym at *at* opens a body's name ("Polish Army")."""
    found = match_demonym(page.words, at, page.lists.language)
    if not found or at + found[0] >= len(page.words):
        return False
    following = at + found[0]
    return page.words[following].is_near and page.may_name(following) and page.is_head(following)
