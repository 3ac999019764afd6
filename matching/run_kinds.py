"""What kind of name a run of capitals is: person, place, body, or unknown."""

from collections.abc import Sequence

from matching.name_page import Page
from matching.name_tokens import Word
from matching.organisations import company_forms, nouns_before
from matching.people_words import all_landforms, is_common_word, is_given, is_surname
from matching.slots import MentionKind

_ABSTRACT_ENDINGS = (
    *("cion", "sion", "dad", "miento", "mento", "ncia", "ismo", "tad", "cao", "sao", "dade"),
    *("tion", "ement", "ite", "al", "ales", "iva", "ivo", "esto", "ico", "ica", "aje"),
)


def is_all_common(page: Page, first: int, last: int) -> bool:
    """Tell whether the words [first, last) are all plain words of the language, none a name."""
    return all(
        is_common_word(page.words[k].text, page.lists.language)
        and not is_given(page.words[k].key)
        and not is_surname(page.words[k].key)
        for k in range(first, last)
    )


def is_body(page: Page, first: int, last: int) -> bool:
    """Tell whether the words [first, last) hold a word that makes them a body's name."""
    return any(page.is_head(k) for k in range(first, last)) or (
        page.words[last - 1].key in company_forms() and last - first > 1
    )


def run_kind(page: Page, first: int, last: int, titled: bool) -> tuple[MentionKind | None, bool]:
    """Return the kind of a run, and whether its words or surroundings make it sure."""
    words = page.words[first:last]
    if is_body(page, first, last) and not is_given(words[0].key):
        return MentionKind.ORGANISATION, True
    if titled:
        return MentionKind.PERSON, True
    if _after_body_noun(page, first) and not is_given(words[0].key):
        return MentionKind.ORGANISATION, True
    if len(words) == 1:
        return _single_kind(page, first)
    if words[0].key in page.lists.landforms:
        return MentionKind.PLACE, True
    if _opens_with_acronym(page, first):
        return MentionKind.ORGANISATION, True
    if is_given(words[0].key) or len(words[0].text) == 1:
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
    if _after_landform(page, at) or _before_landform(page, at):
        return MentionKind.PLACE, True
    if is_surname(word.key) and word.key != "real":
        return MentionKind.PERSON, False
    if _after_locative(page, at):
        return MentionKind.PLACE, True
    if is_given(word.key) or not is_common_word(word.text, page.lists.language):
        return MentionKind.PERSON, False
    return (MentionKind.PERSON if _is_odd_capital(page, at) else None), False


def _before_landform(page: Page, at: int) -> bool:
    """Tell whether a word for a kind of place follows in small letters: "Olmedal province"."""
    following = page.words[at + 1 : at + 2]
    return any(word.key in page.lists.landforms_after and word.text.islower() for word in following)


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


def _after_body_noun(page: Page, at: int) -> bool:
    previous = page.words[at - 1] if at else None
    if previous is None or previous.is_capitalised or page.words[at].gap not in (" ", " “", " «"):
        return False
    return previous.key in nouns_before(page.lists.language)


def _after_locative(page: Page, at: int) -> bool:
    previous = [word.key for word in page.words[max(0, at - 2) : at]]
    if not previous or not page.words[at].is_near:
        return False
    listed = page.lists.places_before
    return previous[-1] in listed or "".join(previous) in listed
