"""Numbers in a text that are no amounts: dates, addresses, names, years, times of day."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Any

from matching.dates import find_dates, named_after_dates
from matching.glued_numbers import is_dotted, is_glued_after, is_glued_before, is_lettered
from matching.lexicon import load_lexicon
from matching.named_numbers import (
    bears_number,
    follows_siglum,
    heads,
    is_code,
    is_quoted,
    is_shouted_name,
    is_title,
    is_word_named,
)
from matching.not_prose import signs_in
from matching.number_parts import Numeral, touches
from matching.set_phrases import is_set_phrase
from matching.span import Span
from matching.units import leading_phrases, unit_phrases
from matching.word_table import Word


def blocked_spans(text: str, language: str, span: Span | None) -> tuple[Span, ...]:
    """Return the spans of dates, addresses, telephone numbers, times and list numbers."""
    start, end = (span.start, span.end) if span is not None else (0, len(text))
    dates = [value.span for value in find_dates(text, language, None, span)]
    return (*signs_in(text, start, end), *dates, *named_after_dates(text, language, start, end))


def blocked_places(words: tuple[Word, ...], blocked: tuple[Span, ...]) -> frozenset[int]:
    """Return the places among *words* of those that lie in one of the blocked spans."""
    found: set[int] = set()
    for span in blocked:
        first = bisect_right(words, span.start, key=lambda word: word.span.end)
        last = bisect_left(words, span.end, key=lambda word: word.span.start)
        found.update(range(first, last))
    return frozenset(found)


def is_name(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell whether the number is part of a name or a time: "Article 5", "G-20", "10 a.m."."""
    names = load_lexicon(language, "numbers").get("names", {})
    first = numeral.first
    if leading_phrases(language).before(words, first) is not None:
        return is_lettered(words, numeral)  # "nivel 2B"
    if is_set_phrase(words, numeral, language) or _is_feast(words, numeral):
        return True
    named = heads(language)
    if first and (words[first - 1].form in named or words[first - 1].form in "º°"):
        return words[first - 1].form != "no" or words[first - 1].token.text[0] == "N"
    # "Art. 5", "Covid - 19", "4º.3".
    if first > 1 and words[first - 1].form in ".-–" and words[first - 2].form in (*named, *"º°"):
        return True
    if _is_borne(words, numeral, language):
        return True
    glued = first and words[first - 1].form in "-/–" and is_glued_before(words, first)
    if (glued and words[first - 2].form[-1:].isalpha()) or is_dotted(words, first):
        return True
    if _is_in_row(words, numeral, language) or is_title(words, numeral):
        return True
    if _follows_capital(words, numeral, language) or _is_adjective(words, numeral, language):
        return True
    if (
        _is_citation(words, numeral)
        or _is_surname(words, numeral)
        or _is_label(words, numeral, language)
    ):
        return True
    return numeral.plain and (
        _is_day_name(words, numeral)
        or is_glued_after(words, numeral, language)
        or _is_clock(words, numeral, names)
        or _is_address(words, numeral, names)
        or _is_hotline(words, numeral, language)
    )


def _is_borne(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell a number that a noun, a siglum or quotation marks make a name."""
    return (
        is_code(words, numeral)
        or bears_number(words, numeral, language)
        or follows_siglum(words, numeral, language)
        or is_quoted(words, numeral, language)
        or is_shouted_name(words, numeral)
        or is_word_named(words, numeral, language)
    )


def _is_in_row(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell the 6 and 7 of "los artículos 5, 6 y 7", the 5 of "foto 2 de 5", from what counts."""
    at, last = numeral.first, numeral.last
    if not numeral.plain or at < 2 or words[at - 1].form not in _ROW_LINKS:
        return False
    while at > 1 and words[at - 1].form in _ROW_LINKS and words[at - 2].form.isdecimal():
        at -= 2
    at -= at > 0 and words[at - 1].form == "."  # "pp. 12-15"
    if at == numeral.first or not at or words[at - 1].form not in heads(language):
        return False
    return last >= len(words) or not (
        words[last].form.endswith("s") or unit_phrases(language).at(words, last)
    )


_ROW_LINKS = frozenset(
    {",", "y", "e", "o", "and", "or", "et", "ou", "a", "al", "to", "à", "-", "de", "of", "/"}
)


def _is_feast(words: tuple[Word, ...], numeral: Numeral) -> bool:
    """Tell "una Semana Santa", a name, from "una semana" and from a title in capitals."""
    named = words[numeral.last : numeral.last + 2]
    return (
        numeral.article
        and words[numeral.first].token.text.islower()
        and len(named) > 1
        and all(word.token.text.istitle() for word in named)
    )


def _follows_capital(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell "Windows 11", "France 24", "La 2", "Las mil y una noches" from what is counted.

    A capital inside a sentence names something, and a bare number right after it belongs
    to the name, unless it counts a listed noun or a plural: "In Lima 30 neighbours".
    """
    first, last = numeral.first, numeral.last
    if first <= 1 or not _is_capital(words[first - 1]) or _opens(words, first - 2):
        return False
    if words[first - 1].form.endswith("'s"):  # "Tuesday's 112-104 win"
        return False
    names = load_lexicon(language, "numbers").get("names", {})
    if not numeral.plain and not _is_numbered(words, numeral):
        return words[first - 1].form in names.get("articles", ())
    if last >= len(words):
        return True
    after = words[last]
    # A plural has its noun's beginning: "years", but not "is" or "has".
    plural = after.form.endswith("s") and after.form != after.lemma and _is_kin(after)
    unit = unit_phrases(language).at(words, last)
    # "Madrid 3-1" is a score, "un Peugeot 407-" is none.
    linked = after.form in "-–" and last + 1 < len(words) and words[last + 1].form[0].isdigit()
    return not (plural or unit is not None or linked or after.form in ("%", ":", "a", "to", "x"))


def _opens(words: tuple[Word, ...], at: int) -> bool:
    """Tell whether a sentence begins after word *at*: not after "Av." before a street."""
    if words[at].form not in _OPENING or words[at].form == "(":
        return False
    return words[at].form != "." or not at or words[at - 1].form not in _ABBREVIATED


_ABBREVIATED = frozenset({"av", "avda", "ave", "blvd", "c", "gral", "pte", "st", "r", "pça", "bd"})


def _is_numbered(words: tuple[Word, ...], numeral: Numeral) -> bool:
    """Tell "4.3", which may be a section's or a version's number, from "27.444"."""
    head, _, tail = words[numeral.first].form.partition(".")
    plain = head.isdecimal() and tail.isdecimal() and numeral.last == numeral.first + 1
    return plain and len(head) <= _LONGEST_SIGLUM and len(tail) <= _LONGEST_SIGLUM


def _is_kin(word: Word) -> bool:
    return word.form[0].isalpha() and len(word.form) > 3 and word.form[:2] == word.lemma[:2]


def _is_citation(words: tuple[Word, ...], numeral: Numeral) -> bool:
    """Tell "… mascarillas (3)", a note, from an age beside a name: "Ana Gil (42)"."""
    first, last = numeral.first, numeral.last
    if first <= 1 or last >= len(words) or numeral.value >= _LONGEST_NOTES:
        return False
    inside = words[first - 1].form == "(" and words[last].form == ")"
    return inside and numeral.plain and not words[first - 2].token.is_capitalised


_LONGEST_NOTES = 100


def _is_label(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell "la 46", which names one of several, from what is counted."""
    singular = load_lexicon(language, "numbers").get("names", {}).get("singular", ())
    first, last = numeral.first, numeral.last
    if not numeral.plain or not first or words[first - 1].form not in singular:
        return False
    return last >= len(words) or (
        not words[last].form[0].isalpha() and words[last].form not in _SIGNS
    )


_SIGNS = frozenset({"%", "$", "€", "£", "°", "º"})


def _is_surname(words: tuple[Word, ...], numeral: Numeral) -> bool:
    """Tell "Mark Millar" and "Doce Apóstoles" from number words of a sentence.

    A capital inside a sentence names, but for a title in capitals all along.
    """
    first, last = numeral.first, numeral.last
    word = words[first].token
    if not word.text.istitle() or first == 0 or words[first - 1].form in (*_OPENING, "'", "‘"):
        return False
    titled = words[first - 1].token.is_capitalised and last < len(words)
    return not (titled and words[last].token.is_capitalised)


_OPENING = frozenset('.:;!?¿¡"“«(—–-')
_LONGEST_SIGLUM = 2


def _is_capital(word: Word) -> bool:
    """Tell a capitalised word from one in a text of capitals."""
    text = word.token.text
    if text[0].islower():
        return text.isalpha() and text != text.lower()  # "iOS 14"
    return text[0].isupper() and (not text.isupper() or len(text) <= _LONGEST_SIGLUM)


def _is_adjective(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell "le pont neuf", the new bridge, from nine bridges."""
    names = load_lexicon(language, "numbers").get("names", {})
    if words[numeral.first].form not in names.get("adjectives", ()):
        return False
    last = numeral.last
    return last >= len(words) or not words[last].form.endswith(("s", "x"))


def _is_day_name(words: tuple[Word, ...], numeral: Numeral) -> bool:
    """Tell "29-O", "23-F", "11-S": a day that is known by its number and month."""
    last = numeral.last
    if last + 1 >= len(words) or words[last].form != "-" or not touches(words, last + 1):
        return False
    letter = words[last + 1].token.text
    return touches(words, last) and len(letter) == 1 and letter.isupper()


def _is_address(words: tuple[Word, ...], numeral: Numeral, names: Mapping[str, Any]) -> bool:
    """Tell "10 Downing Street" from what is counted."""
    after = words[numeral.last : numeral.last + 3]
    streets = names.get("streets", ())
    capital = bool(after) and (after[0].token.is_capitalised or after[0].form in streets)
    return capital and any(word.form in streets for word in after)


def _is_hotline(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell the telephone number "911" from what is counted."""
    if words[numeral.first].form not in _HOTLINES:
        return False
    last = numeral.last
    if last >= len(words):
        return True
    # "A 112-104 win" is a score.
    return words[last].form != "-" and unit_phrases(language).at(words, last) is None


# Numbers for emergencies and complaints of the Americas and Europe. Own list.
_HOTLINES = frozenset({"911", "112", "999", "016", "017", "061", "091", "066", "089"})


def _is_clock(words: tuple[Word, ...], numeral: Numeral, names: Mapping[str, Any]) -> bool:
    """Tell whether the number is a time of day: "a las 10", "10 a.m."."""
    if numeral.value > 24:
        return False
    after = words[numeral.last].form if numeral.last < len(words) else ""
    hours = after in names.get("clock_after", ())
    before = " ".join(word.form for word in words[max(0, numeral.first - 2) : numeral.first])
    marked = any(
        before == cue or before.endswith(" " + cue) for cue in names.get("clock_before", ())
    )
    if marked and before.endswith("las"):
        return hours or not after.isalpha() or after in ("de", "del", "y", "en")
    return hours and (marked or after not in ("horas", "heures", "h"))
