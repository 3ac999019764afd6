"""Capitalised runs: stretches of words that may be one name, and what kind of name."""

from collections.abc import Sequence
from dataclasses import dataclass

from matching.name_tokens import Word
from matching.organisations import company_forms, heads, match_body
from matching.people_words import (
    PARTICLES,
    NameWords,
    all_landforms,
    all_titles,
    is_common_word,
    is_given,
    is_surname,
)
from matching.places import match_demonym, match_place
from matching.slots import MentionKind

_BODY_LINKS = frozenset(
    (
        "de",
        "del",
        "la",
        "las",
        "los",
        "of",
        "the",
        "for",
        "y",
        "and",
        "e",
        "para",
        "do",
        "da",
        "du",
        "des",
        "en",
        "on",
        "et",
        "d",
        "l",
    )
)
_ABSTRACT_ENDINGS = (
    *("cion", "sion", "dad", "miento", "mento", "ncia", "ismo", "tad", "cao", "sao", "dade"),
    *("tion", "ement", "ite", "al", "ales", "iva", "ivo", "esto", "ico", "ica", "aje"),
)
_AND = frozenset({"y", "e", "and", "et"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words [first, last) that form one name, with its kind when the words tell it.

    `sure` tells that the kind rests on more than being unknown to the dictionary.
    """

    first: int
    last: int
    kind: MentionKind | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What run building knows about a text: its words and which capitals mean something.

    `taken[i]` marks words already read as part of a role; `plain[i]` marks words in a line
    whose capitals are a headline's; `names` holds the keys capitalised inside sentences.
    """

    words: Sequence[Word]
    lists: NameWords
    taken: Sequence[bool]
    plain: Sequence[bool]
    names: frozenset[str]

    def is_telling(self, at: int) -> bool:
        """Tell whether the word at *at* is a name for another reason than its capital."""
        word = self.words[at]
        if word.key in self.names:
            return True
        if is_given(word.key) or is_surname(word.key):
            return not self._is_plain_noun(at)
        return not is_common_word(word.text, self.lists.language) and len(word.key) > 2

    def _is_plain_noun(self, at: int) -> bool:
        """Tell whether a listed name may be a noun that opens a sentence: "Fuentes de…"."""
        word = self.words[at]
        is_noun = is_common_word(word.text, self.lists.language) and not is_given(word.key)
        if not word.starts or not is_noun:
            return False
        if at + 1 == len(self.words) or not self.words[at + 1].is_near:
            return False
        following = self.words[at + 1]
        if self.lists.language == "en":
            return not following.is_capitalised and len(word.key) > 3
        return following.key in ("de", "del", "que", "como", "en", "d", "du", "da", "do")

    def may_name(self, at: int) -> bool:
        """Tell whether the word at *at* has a capital and is not excluded."""
        word = self.words[at]
        if not word.is_capitalised or word.is_glued or self.taken[at]:
            return False
        if word.key in self.lists.calendar:
            return is_given(word.key) and self._continues(at)
        return word.key not in self.lists.not_names

    def _continues(self, at: int) -> bool:
        """Tell whether a capital follows right after: "Jan Nowak", but "Jan 4"."""
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        return following is not None and following.gap == " " and following.text[0].isupper()

    def may_continue(self, at: int) -> bool:
        """Tell whether the word at *at* may be a later word of a name: "Nacional", "La"."""
        word = self.words[at]
        if not word.is_capitalised or word.is_glued or self.taken[at]:
            return False
        return word.key not in self.lists.not_names or not self.plain[at]

    def is_head(self, at: int) -> bool:
        """Tell whether the word at *at* makes a run a body."""
        return self.words[at].key in heads(self.lists.language)


def _is_article_of_name(page: Page, at: int) -> bool:
    """Tell whether a capital article inside a sentence opens a name ("en Las Matas")."""
    word = page.words[at]
    if word.starts or page.plain[at] or word.key not in ("el", "la", "los", "las", "le", "les"):
        return False
    follows = at + 1 < len(page.words) and page.words[at + 1].is_near
    return word.is_capitalised and not word.is_glued and follows and page.may_name(at + 1)


def _may_start(page: Page, at: int) -> bool:
    word = page.words[at]
    if _is_article_of_name(page, at):
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


def _is_all_common(page: Page, first: int, last: int) -> bool:
    return all(
        is_common_word(page.words[k].text, page.lists.language)
        and not is_given(page.words[k].key)
        and not is_surname(page.words[k].key)
        for k in range(first, last)
    )


def _is_body(page: Page, first: int, last: int) -> bool:
    return any(page.is_head(k) for k in range(first, last)) or (
        page.words[last - 1].key in company_forms() and last - first > 1
    )


def _extend(page: Page, first: int, last: int) -> int | None:
    """Return the end of the run one name-word or linked word further, None at its end."""
    if last >= len(page.words):
        return None
    word = page.words[last]
    is_body = _is_body(page, first, last)
    if word.is_near and not word.starts and page.may_continue(last):
        place = match_place(page.words, last)
        if place and not is_given(page.words[last - 1].key) and not is_body:
            return None
        if page.plain[last] and not page.is_telling(last) and not is_body:
            return None
        return last + 1
    if is_body:
        return _linked_body(page, last)
    target = _after_links(page, last, PARTICLES)
    if target is None or match_place(page.words, target) or match_body(page.words, target):
        return None
    if word.key in _AND:
        return None
    if _is_all_common(page, first, last) and not page.is_head(target) and not page.plain[target]:
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
    while (longer := _extend(page, at, last)) is not None:
        last = longer
    first = at
    while first < last - 1 and page.words[first].key in all_titles():
        if page.is_head(first):
            break
        first += 1
    kind, is_sure = _kind(page, first, last, titled=first > at)
    return Run(first, last, kind, is_sure)


def _kind(page: Page, first: int, last: int, titled: bool) -> tuple[MentionKind | None, bool]:
    """Return the kind of a run, and whether its words or surroundings make it sure."""
    words = page.words[first:last]
    if _is_body(page, first, last) and not is_given(words[0].key):
        return MentionKind.ORGANISATION, True
    if titled:
        return MentionKind.PERSON, True
    if len(words) == 1:
        return _single_kind(page, first)
    if words[0].key in page.lists.landforms:
        return MentionKind.PLACE, True
    if _opens_with_acronym(page, first):
        return MentionKind.ORGANISATION, True
    if is_given(words[0].key):
        return MentionKind.PERSON, True
    if _names_landform(page, words) or _after_locative(page, first):
        return MentionKind.PLACE, True
    if any(is_given(word.key) for word in words) or is_surname(words[-1].key):
        return MentionKind.PERSON, False
    # A given name is seldom a word of the dictionary: "Ducto Norte", "Torre Ejecutiva".
    is_surname_pair = is_surname(words[0].key) and not _is_common(page, words[-1])
    if _is_common(page, words[0]) and not is_surname_pair:
        return MentionKind.OTHER, False
    return MentionKind.PERSON, False


def _is_common(page: Page, word: Word) -> bool:
    return is_common_word(word.text, page.lists.language)


def _opens_with_acronym(page: Page, first: int) -> bool:
    """Tell "SUT Alborán" from a place line in capitals ("PORT TAMAR")."""
    word, following = page.words[first], page.words[first + 1]
    return word.is_acronym and not following.is_acronym and not page.plain[first]


def _names_landform(page: Page, words: Sequence[Word]) -> bool:
    """Tell whether a run names a place by its own words: "Puerto X", "X River"."""
    if words[0].key in all_landforms() or words[-1].key in page.lists.landforms_after:
        return True
    return words[0].key in page.lists.articles and len(words) == 2


def _single_kind(page: Page, at: int) -> tuple[MentionKind | None, bool]:
    word = page.words[at]
    if word.is_acronym and len(word.key) <= 6 and not page.plain[at]:
        return MentionKind.ORGANISATION, True
    if _after_landform(page, at):
        return MentionKind.PLACE, True
    if is_surname(word.key) and word.key != "real":
        return MentionKind.PERSON, False
    if _after_locative(page, at):
        return MentionKind.PLACE, True
    if is_given(word.key) or not is_common_word(word.text, page.lists.language):
        return MentionKind.PERSON, False
    return (MentionKind.PERSON if _is_odd_capital(page, at) else None), False


def _is_odd_capital(page: Page, at: int) -> bool:
    """Tell whether a dictionary word can only have its capital as a person's name.

    Outside English a capital inside a sentence is a name's; people's names take no article
    and are no abstract nouns ("y Comunicación").
    """
    word = page.words[at]
    if page.lists.language == "en" or word.starts or page.plain[at]:
        return False
    is_linked = at > 0 and page.words[at - 1].key in ("de", "y", "e", "et", "da", "do", "des", "d")
    is_abstract = word.key.endswith(_ABSTRACT_ENDINGS)
    return not (is_linked or is_abstract or _after_article(page, at))


def _after_article(page: Page, at: int) -> bool:
    return at > 0 and page.words[at - 1].key in page.lists.articles


def _after_landform(page: Page, at: int) -> bool:
    """Tell whether a plain word for a landform stands before: "el río Blanco"."""
    previous = page.words[at - 1] if at else None
    if previous is None or previous.is_capitalised or not page.words[at].is_near:
        return False
    return previous.key in page.lists.landforms - {"san", "santa", "santo", "new", "nuevo", "nueva"}


def _after_locative(page: Page, at: int) -> bool:
    previous = [word.key for word in page.words[max(0, at - 2) : at]]
    if not previous or not page.words[at].is_near:
        return False
    listed = page.lists.places_before
    return previous[-1] in listed or "".join(previous) in listed


def demonym_before_body(page: Page, at: int) -> bool:
    """Tell whether a demonym at *at* opens a body's name ("Polish Army")."""
    found = match_demonym(page.words, at, page.lists.language)
    if not found or at + found[0] >= len(page.words):
        return False
    following = at + found[0]
    return page.words[following].is_near and page.may_name(following) and page.is_head(following)
