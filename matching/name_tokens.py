"""Words of a text as names are made of them, and fast look-up of listed phrases.

`tokens.py` serves grammar; names need more: hyphens and elisions split ("Moscow-based",
"d'Ivoire"), possessives cut off ("Kenya's"), marks and zero-width signs kept inside a word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, TypeVar

from anyascii import anyascii

from matching.span import Span, indices_inside

NAME_LINKS = frozenset("de del la las los of the for do da du d l des".split())
"""Folded words that link the parts of one name: "Ministerio de la Mujer"."""

NAME_JOINTS = frozenset({"y", "and", "e", "et"})
"""Folded words that join two parts of one name: "Ciencia y Tecnología"."""


Value = TypeVar("Value")

_INVISIBLE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = rf"[^\W_][{_INVISIBLE}]*"
_WORD = re.compile(
    rf"(?:{_LETTER}\.){{2,}}"  # U.S.  J.R.
    rf"|(?:(?:{_LETTER}){{2}}\.){{2,}}"  # EE.UU.
    rf"|(?:{_LETTER})+(?:['’](?:{_LETTER})+)*"  # O'Brien
)
_APOSTROPHES = "'’"
_ELISION = re.compile(r"(?:[dljnsmtc]|qu|lorsqu|puisqu)['’]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’»')\]]*\s|[\n\r¿¡:;•|]|[\"“«‘—–]\s*$|[.!?…]$")
_PLAIN_GAP = re.compile(r"[ \t\u00a0\u202f]?[-‐‑]?|\.?[ \u00a0\u202f]?|[ ]?['’]")
_ABBREVIATIONS = frozenset(
    (
        "dr",
        "dra",
        "sr",
        "sra",
        "srta",
        "lic",
        "ing",
        "gen",
        "gral",
        "col",
        "cnel",
        "cap",
        "capt",
        "lt",
        "tte",
        "mr",
        "mrs",
        "ms",
        "st",
        "sta",
        "sto",
        "prof",
        "sen",
        "rep",
        "gov",
        "pres",
        "hon",
        "rev",
        "jr",
        "sgt",
        "adm",
        "arq",
        "mons",
        "mgr",
        "mme",
        "mlle",
        "m",
        "me",
        "pr",
        "d",
        "dna",
        "no",
        "num",
        "art",
    )
)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return *text* in plain lower-case letters and digits: no accents, points or spaces."""
    if text.isascii() and text.isalnum():
        return text.lower()
    return "".join(letter for letter in anyascii(text).lower() if letter.isalnum())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: where it is, its folded key, and what stands before it.

    `gap` is the text since the previous word ("" between the parts of "Jean-Luc" is "-");
    `starts` tells that a capital here may be the sentence's, not the name's.
    """

    span: Span
    text: str
    key: str
    gap: str
    starts: bool

    @property
    def is_capitalised(self) -> bool:
        """Tell whether the word has a capital at its start ("iPhone" counts, "d'ici" not)."""
        return self.text[0].isupper() or (len(self.text) > 2 and self.text[1].isupper())

    @property
    def is_acronym(self) -> bool:
        """Tell whether all letters are capitals and there are at least two."""
        return self.text.isupper() and len(self.key) > 1

    @property
    def is_near(self) -> bool:
        """Tell whether only a space, hyphen or abbreviation point parts it from the last word."""
        plain = bool(self.gap) and _PLAIN_GAP.fullmatch(self.gap) is not None
        return plain and not (self.starts and "." in self.gap)

    @property
    def is_glued(self) -> bool:
        """Tell whether the word is part of a handle, hashtag or address."""
        return self.gap.endswith(("@", "#", "/", "://", "_")) or self.gap in (".", "=", "?")


def _pieces(match: re.Match[str]) -> Iterable[tuple[int, int]]:
    """Yield the ends of the words inside one match: elided article apart, possessive dropped."""
    start, end = match.span()
    if not any(mark in match.group() for mark in _APOSTROPHES):
        yield start, end
        return
    elided = _ELISION.match(match.string, start, end)
    # "D'Angelo" stays whole; "d'Ivoire" and "D'après" are two words.
    if (
        elided
        and match.string[elided.end()].isalpha()
        and not (match.string[start] == "D" and match.string[elided.end()].isupper())
    ):
        yield start, elided.end() - 1
        start = elided.end()
    possessive = _POSSESSIVE.search(match.string[start:end])
    yield start, start + possessive.start() if possessive else end


def _starts_sentence(gap: str, previous: str) -> bool:
    if gap == " " or not _SENTENCE_END.search(gap):
        return False
    # "EE. UU.", "FF. AA.": a doubled letter abbreviates a plural.
    is_plural = len(previous) == 2 and previous.isupper() and previous[0] == previous[1]
    may_be_short = len(previous) == 1 or is_plural or fold(previous) in _ABBREVIATIONS
    return not (gap.strip() == "." and may_be_short)


def split_words(text: str, span: Span | None = None) -> tuple[Word, ...]:
    """Return the words of *text* inside *span* (all of it by default), in order.

    Offsets are code points of *text* itself; numbers count as words.
    """
    words, spans, starts = _all_words(text)
    if span is None:
        return words
    inside = indices_inside(spans, starts, span)
    if inside is None:
        return _scan(text, span.start, span.end)
    found = words[inside]
    if not found:
        return ()
    gap = text[span.start : found[0].span.start]
    return (replace(found[0], gap=gap, starts=True), *found[1:])


@lru_cache(maxsize=64)
def _all_words(text: str) -> tuple[tuple[Word, ...], list[Span], list[int]]:
    """Return the words of a whole text with their places; parts of it are read often."""
    words = _scan(text, 0, len(text))
    spans = [word.span for word in words]
    return words, spans, [span.start for span in spans]


def _scan(text: str, first: int, last: int) -> tuple[Word, ...]:
    words: list[Word] = []
    for match in _WORD.finditer(text, first, last):
        for start, end in _pieces(match):
            before = words[-1].span.end if words else first
            gap, surface = text[before:start], text[start:end]
            previous = words[-1].text if words else ""
            starts = not words or _starts_sentence(gap, previous)
            words.append(Word(Span(start, end), surface, fold(surface), gap, starts))
    return tuple(words)


@lru_cache(maxsize=65536)
def phrase_key(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a phrase, as a text holding it would be split."""
    return tuple(key for part in phrase.split() for key, _ in part_words(part) if key)


@lru_cache(maxsize=16384)
def part_words(part: str) -> tuple[tuple[str, str], ...]:
    """Return (folded, as it stands) of each word in *part*, which holds no space.

    No word crosses a space, so a phrase's words are those of its parts; lists of phrases are
    made of few different parts.
    """
    return tuple((word.key, word.text) for word in _scan(part, 0, len(part)))


class PhraseTable(Generic[Value]):
    """Listed phrases and what they stand for; the longest phrase at a place wins.

    Of two entries with the same words the first is kept. Accents, case and points do not
    count: callers check capitals where a language needs them.
    """

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._values: dict[tuple[str, ...], Value] = {}
        self._longest: dict[str, int] = {}
        for phrase, value in entries:
            key = phrase_key(phrase)
            if not key:
                continue
            self._values.setdefault(key, value)
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def get(self, key: tuple[str, ...]) -> Value | None:
        """Return what exactly these folded words stand for, None when they are not listed."""
        return self._values.get(key)

    def phrases(self) -> Iterable[tuple[str, ...]]:
        """Return the folded words of every listed phrase."""
        return self._values.keys()

    def match(self, words: Sequence[Word], at: int) -> tuple[int, Value] | None:
        """Return (number of words, value) of the longest phrase at *at*, None without one."""
        longest = self._longest.get(words[at].key)
        if longest is None:
            return None
        for length in range(min(longest, len(words) - at), 0, -1):
            found = words[at : at + length]
            value = self._values.get(tuple([word.key for word in found]))
            if value is not None and all(word.is_near or word.gap == ", " for word in found[1:]):
                return length, value
        return None
