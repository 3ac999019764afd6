"""Words of a text with exact offsets, and their dictionary forms."""

import re
from dataclasses import dataclass
from functools import lru_cache

import simplemma

from matching.language_tag import primary_language
from matching.span import Span, indices_inside

# A word may hold apostrophes, hyphens, points between letters or digits, and a final
# point when it is an abbreviation of single letters ("EE.UU.", "U.S.", "1.234,5").
_WORD = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+\.?"  # U.S.  a.m.
    r"|(?:[^\W\d_]{2}\.){2,}"  # EE.UU.  SS.MM.
    r"|\d+(?:[.,:/]\d+|[’']\d{3}(?!\d))*"  # 1.234,5  10:30  3'500
    r"|[^\W_]+(?:[’'\-][^\W_]+)*"  # word  mid-term  l’État
    r"|[^\w\s]",  # any other sign, one by one
)

LEMMATISED = frozenset({"es", "en", "pt", "fr"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign of a text."""

    span: Span
    text: str

    @property
    def is_word(self) -> bool:
        """Tell a word or number from a punctuation sign."""
        return self.text[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        """Tell whether the first letter is a capital."""
        return self.text[0].isupper()


def tokenize(text: str, span: Span | None = None) -> tuple[Token, ...]:
    """Return the tokens of *text* inside *span* (all of it by default), in order.

    Offsets are those of *text* itself; white space is dropped, nothing else is.
    """
    tokens, spans, starts = _all_tokens(text)
    if span is None:
        return tokens
    inside = indices_inside(spans, starts, span)
    return tokens[inside] if inside is not None else _scan(text, span.start, span.end)


@lru_cache(maxsize=64)
def _all_tokens(text: str) -> tuple[tuple[Token, ...], list[Span], list[int]]:
    """Return the tokens of a whole text with their places; parts of it are read often."""
    tokens = _scan(text, 0, len(text))
    spans = [token.span for token in tokens]
    return tokens, spans, [span.start for span in spans]


def _scan(text: str, start: int, end: int) -> tuple[Token, ...]:
    return tuple(
        Token(Span(*match.span()), match.group()) for match in _WORD.finditer(text, start, end)
    )


@lru_cache(maxsize=65536)
def lemma(word: str, language: str) -> str:
    """Return the dictionary form of *word*, lower-cased; the word itself when unknown."""
    folded, primary = word.lower(), primary_language(language)
    if primary not in LEMMATISED or not folded:
        return folded
    return simplemma.lemmatize(folded, lang=primary, low_memory=True).lower()


@lru_cache(maxsize=65536)
def is_known(word: str, language: str) -> bool:
    """Tell whether *word* is in the dictionary of *language*; False without one.

    Dictionaries stay packed, a tenth of their size in memory: each word is looked for once.
    """
    primary = primary_language(language)
    if primary not in LEMMATISED or not word:
        return False
    return simplemma.is_known(word, lang=primary, low_memory=True)
