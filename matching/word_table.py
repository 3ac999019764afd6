"""Words of a text with the forms rules look up, and listed phrases found among them."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, TypeVar

from matching.language_tag import primary_language
from matching.lexicon import SHARED, load_lexicon
from matching.span import Span
from matching.tokens import Token, lemma, tokenize

Value = TypeVar("Value")

# French elided articles and prepositions stay on the token: "d'euros".
_ELIDED = ("d'", "l'", "qu'")
_HYPHENATED = re.compile(r"[^-]+|-")
_LETTERS_AND_DIGITS = re.compile(r"([^\W\d_]+)(\d+)([^\W\d_]{1,3})?")
_SCALE_NEXT = re.compile(
    r"[ \u00a0]?(?:k|mn?|bn?|mil|mill(?:ó|o)n(?:es)?|(?:mi|bi|tri)llions?|crore|lakh)\b",
    re.IGNORECASE,
)
_LONGEST_PHRASE = 7
_LONGEST_DECIMALS = 12


@dataclass(frozen=True, slots=True)
class Word:
    """One token with its lower-case form and its dictionary form."""

    token: Token
    form: str
    lemma: str

    @property
    def span(self) -> Span:
        """The token's place in the text."""
        return self.token.span

    def is_in(self, forms: Container[str]) -> bool:
        """Tell whether the word, as written or in dictionary form, is among *forms*."""
        return self.form in forms or self.lemma in forms


@lru_cache(maxsize=2048)
def words_of(text: str, language: str, span: Span | None = None) -> tuple[Word, ...]:
    """Return the words of *text* inside *span* (all by default), offsets into *text*."""
    primary = primary_language(language)
    return tuple(_word(token, primary) for token in _split_tokens(text, span))


def _split_tokens(text: str, span: Span | None) -> Iterator[Token]:
    """Yield the tokens with hyphenated words taken apart: "two-year" is two words."""
    end, read_to = span.end if span is not None else len(text), 0
    for token in tokenize(text, span):
        if token.span.start < read_to:
            continue
        if "-" not in token.text or len(token.text) == 1:
            money = None if token.text.isalpha() else _money(text, token, end)
            yield from money or (token,)
            read_to = money[-1].span.end if money else read_to
            continue
        for part in _HYPHENATED.finditer(token.text):
            place = Span(*part.span()).shift(token.span.start)
            number = _whole_number(text, place, end)
            read_to = number.span.end
            yield number


def _money(text: str, token: Token, end: int) -> tuple[Token, ...] | None:
    """Return sign, number and scale of "USD500", "Q2,300", "R12m".

    One letter needs a grouped number, decimals or a scale: "N71" is a road.
    """
    found = _LETTERS_AND_DIGITS.fullmatch(token.text)
    if found is None or found[1] not in _currency_letters():
        return None
    start = token.span.start
    sign, place = Span(*found.span(1)).shift(start), Span(*found.span(2)).shift(start)
    number = _whole_number(text, place, token.span.end if found[3] else end)
    scaled = _SCALE_NEXT.match(text, number.span.end, end) is not None
    if len(found[1]) == 1 and number.text.isdigit() and not scaled:
        return None
    parts = (Token(sign, found[1]), number)
    if not found[3]:
        return parts
    return (*parts, Token(Span(*found.span(3)).shift(start), found[3])) if scaled else None


@cache
def _currency_letters() -> frozenset[str]:
    """Return the currency signs that are letters alone: "USD", "Rs", "Q"."""
    money = load_lexicon(SHARED, "units").get("money", {}).values()
    return frozenset(sign for unit in money for sign in unit.get("symbols", ()) if sign.isalpha())


def _whole_number(text: str, place: Span, end: int) -> Token:
    """Return a part of a hyphenated word, with the decimals of "magnitude-6.4"."""
    part = Token(place, place.quote(text))
    if not part.text.isdigit():
        return part
    return tokenize(text, Span(place.start, min(end, place.end + _LONGEST_DECIMALS)))[0]


def _word(token: Token, language: str) -> Word:
    form = _form(token.text)
    return Word(token, form, lemma(form, language) if form[0].isalpha() else form)


def _form(word: str) -> str:
    """Return what a word is looked up by: lower case, one apostrophe, no elision."""
    form = word.lower().replace("’", "'")
    return next((form[len(e) :] for e in _ELIDED if form.startswith(e) and form != e), form)


class PhraseTable(Generic[Value]):
    """Phrases of one or more words, each with a value, looked up at a place in a text.

    A word of a phrase matches a word of the text by its written form or its dictionary
    form; the longest phrase wins. Case matters only where a phrase begins in capitals:
    the currency code "CUP" is no cup, nor "a $20 note" Australian.
    """

    def __init__(self, phrases: Mapping[str, Value]) -> None:
        """Index *phrases* by their first word."""
        starts = (_split_tokens(phrase, None) for phrase in phrases)
        firsts = [next(tokens).text for tokens in starts]
        small = {first.lower() for first in firsts if not _is_code(first)}
        self._codes = frozenset(one.lower() for one in firsts if _is_code(one)) - small
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in phrases.items():
            keys = tuple(_form(token.text) for token in _split_tokens(phrase, None))
            self._by_first.setdefault(keys[0], []).append((keys, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: tuple[Word, ...], start: int) -> tuple[int, Value] | None:
        """Return the length in words and the value of the longest phrase at *start*."""
        if start >= len(words):
            return None
        word, firsts = words[start], self._by_first
        if word.form not in firsts and word.lemma not in firsts:
            return None
        best: tuple[int, Value] | None = None
        # A written form beats a dictionary form of the same length: "soles" is money.
        for key in self._keys(word):
            for keys, value in firsts.get(key, ()):
                if (best is None or len(keys) > best[0]) and _follows(words, start, keys):
                    best = (len(keys), value)
        return best

    def scan(self, words: tuple[Word, ...]) -> Iterator[tuple[int, int, Value]]:
        """Yield (first word, word after the last, value) of each phrase, from left to right.

        The longest at a place counts, and the next begins behind it.
        """
        place = 0
        while place < len(words):
            found = self.at(words, place)
            if found is not None:
                yield place, place + found[0], found[1]
            place += found[0] if found is not None else 1

    def at_form(self, words: tuple[Word, ...], start: int) -> tuple[int, Value] | None:
        """Return the longest phrase at *start* whose words are written so: no other forms."""
        best: tuple[int, Value] | None = None
        for keys, value in self._by_first.get(words[start].form, ()):
            forms = tuple(word.form for word in words[start : start + len(keys)])
            if forms == keys and (best is None or len(keys) > best[0]):
                best = (len(keys), value)
        return best

    def _keys(self, word: Word) -> tuple[str, ...]:
        """Return the forms by which a word may begin a phrase."""
        if word.token.text.isupper():
            return (word.form, word.lemma)
        return tuple(key for key in (word.form, word.lemma) if key not in self._codes)

    def before(self, words: tuple[Word, ...], end: int) -> tuple[int, Value] | None:
        """Return the first word and the value of the longest phrase that ends at *end*."""
        for start in range(max(0, end - _LONGEST_PHRASE), end):
            found = self.at(words, start)
            if found is not None and start + found[0] == end:
                return start, found[1]
        return None


def _is_code(word: str) -> bool:
    return word.isalpha() and word.isupper()


def _follows(words: tuple[Word, ...], start: int, keys: tuple[str, ...]) -> bool:
    """Tell whether the words from *start* are those of a phrase."""
    if start + len(keys) > len(words):
        return False
    for place in range(1, len(keys)):
        word = words[start + place]
        if keys[place] != word.form and keys[place] != word.lemma:
            return False
    return True
