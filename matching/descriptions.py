"""Noun phrases beside a name that say who or what it is: office, age, kind."""

from functools import cache

from matching.language_tag import primary_language
from matching.lexicon import SHARED, load_lexicon
from matching.phrase import Phrase
from matching.verb_forms import clause_words
from matching.word_classes import WordClass

_C = WordClass
_MAX_AGE_DIGITS = 3


@cache
def role_words(language: str) -> frozenset[str]:
    """Return the first words of all offices and callings: "alcalde", "director"."""
    rows = load_lexicon(SHARED, "roles")["role"]
    names = [name for row in rows for name in row.get(language, ())]
    first = {name.split()[0].lower() for name in names}
    last = {name.split()[-1].lower() for name in names} if language == "en" else set()
    return frozenset(first | last | clause_words(language, "callings"))


def describes(phrase: Phrase, index: int, start: int, end: int) -> bool | None:
    """Tell whether [start, end), set off after the name that ends at *index*, describes it.

    True for an age or an office, which nothing else can be there; False for another noun
    phrase, which could be the next item of a list; None for what describes nothing.
    """
    if start >= end:
        return None
    if _is_age(phrase, start, end):
        return True
    first = start
    while phrase.is_in(first, "once") or phrase.is_class(first, _C.ADVERB):
        first += 1
    if first >= end or _is_name(phrase, first, end) or _is_day(phrase, start, end):
        return None
    if _is_office(phrase, first, end) or is_superlative(phrase, first):
        return True
    if not phrase.is_class(index - 1, _C.NAME) and phrase.sign(index - 1) != ")":
        is_article = phrase.is_in(first, "articles")
        return False if is_article and not _has_row(phrase, first, end) else None
    opens = phrase.is_in(first, "articles") or phrase.is_class(first, _C.OTHER)
    return False if opens and not _has_row(phrase, first, end) else None


def _is_age(phrase: Phrase, start: int, end: int) -> bool:
    """Tell "71", "de 58 años", "aged 40", "34 ans"."""
    if end - start == 1:
        return phrase.words[start].isdigit() and len(phrase.words[start]) <= _MAX_AGE_DIGITS
    opens = start + 1 if phrase.is_in(start, "age_openers") else start
    if not phrase.is_class(opens, _C.NUMBER) or phrase.is_in(end - 1, "not_ages"):
        return False
    if end - opens == 1:
        return opens > start and phrase.words[start] not in ("de", "of")
    ends = opens + 2 == end or phrase.is_class(opens + 2, _C.COORDINATOR) or end - opens < 5
    return phrase.is_in(opens + 1, "years") and ends


def is_superlative(phrase: Phrase, start: int) -> bool:
    """Tell "la cifra más baja desde 2006", "the worst in a decade"."""
    if not phrase.is_in(start, "definite"):
        return False
    near = range(start + 1, min(len(phrase), start + 4))
    return any(phrase.is_in(i, "superlatives") or _ends_in_est(phrase, i) for i in near)


def _ends_in_est(phrase: Phrase, index: int) -> bool:
    is_english = primary_language(phrase.language) == "en"
    return is_english and phrase.words[index].endswith("est") and len(phrase.words[index]) > 4


def _is_name(phrase: Phrase, start: int, end: int) -> bool:
    """Tell whether the words are a name alone: "su esposa, María,"."""
    words = [i for i in range(start, end) if phrase.tokens[i].is_word]
    return bool(words) and all(
        phrase.classes[i] in (_C.NAME, _C.NUMBER)
        or phrase.is_in(i, "noun_links")
        or phrase.is_in(i, "articles")
        or phrase.classes[i] is _C.COORDINATOR
        for i in words
    )


def _is_day(phrase: Phrase, start: int, end: int) -> bool:
    """Tell "el lunes", "on Monday", "3 de mayo" from a description."""
    return any(phrase.is_in(i, "calendar") for i in range(start, min(end, start + 4)))


def _is_office(phrase: Phrase, first: int, end: int) -> bool:
    """Tell whether the noun phrase from *first* on names an office or a calling."""
    known = role_words(primary_language(phrase.language))
    for i in range(first, min(end, first + 6)):
        word = phrase.words[i]
        if phrase.language == "en":
            is_own = phrase.is_class(i, _C.PREPOSITION, _C.COORDINATOR, _C.SIGN)
            if is_own:
                return False
        elif (i > first and not phrase.is_class(first, _C.DETERMINER, _C.ADVERB)) or i > first + 1:
            return False
        stem = word.removeprefix("ex-").removeprefix("vice-")
        if {word, stem, word.removeprefix("ex"), word.removeprefix("sub")} & known:
            return True
    return False


def _has_row(phrase: Phrase, start: int, end: int) -> bool:
    """Tell whether the phrase joins two things: it may be the end of a list."""
    return any(
        phrase.classes[i] is _C.COORDINATOR and not phrase.joins_names(i) for i in range(start, end)
    )
