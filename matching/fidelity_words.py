"""Words of a quotation and of a primary source as they are compared, with their places."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from matching.sentences import split_sentences
from matching.span import Span
from matching.tokens import lemma, tokenize

# Signs that change what a figure says.
_SIGNS = frozenset("%‰°$€£¥")
_LINK = re.compile(r"(?:https?://|www\.|pic\.(?:twitter|x)\.com/|t\.co/)\S+|\S+@\S+\.\w+")
_HASHTAG = re.compile(r"[#＃]\w+")
# "[…]", "(...)", "…" and "..." say that words were left out; "[el ministro]" is the
# editor's. Either way what the speaker said there is not claimed.
_GAP = re.compile(r"[\[(]\s*(?:\.{3,}|…)\s*[\])]|\.{3,}|…|\[[^\[\]\n]{1,80}\]")
_TILDE = "\u0303"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared (`key`) and written, its place, and whether a hashtag holds it."""

    key: str
    text: str
    span: Span
    is_tag: bool = False


@dataclass(frozen=True)
class Primary:
    """A primary source made ready: its words in order, and where its sentences end."""

    text: str
    language: str
    words: tuple[Word, ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The words as they are compared."""
        return tuple(word.key for word in self.words)

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """The dictionary forms of the words."""
        return tuple(base_form(word, self.language) for word in self.words)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each key stands, in order."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            found.setdefault(word.key, []).append(at)
        return found

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """The first word of each sentence, as places in `words`, and the end of the last."""
        at = [word.span.start for word in self.words]
        firsts = {bisect_left(at, s.start) for s in split_sentences(self.text, self.language)}
        return tuple(sorted(firsts | {0, len(at)}))

    def sentence_start(self, i: int) -> int:
        """Return the first word of the sentence that word *i* stands in."""
        return self._starts[max(0, bisect_right(self._starts, i) - 1)]

    def sentence_end(self, i: int) -> int:
        """Return where the sentence that holds word *i* - 1 ends."""
        at = bisect_left(self._starts, i)
        return self._starts[at] if at < len(self._starts) else len(self.words)


def make_primary(text: str, language: str) -> Primary:
    """Return *text* ready to be compared with quotations of it."""
    return Primary(text, language, comparable_words(text, Span(0, len(text))))


def comparable_words(text: str, span: Span) -> tuple[Word, ...]:
    """Return the words of *span* as they are compared.

    Case, accents (ñ stays a letter of its own), kinds of quotation mark, punctuation and
    white space are no differences; links and addresses are no words. Figures keep the
    signs that change them (12 % is not 12).
    """
    links = [Span(*match.span()) for match in _LINK.finditer(text, span.start, span.end)]
    tags = [Span(*match.span()) for match in _HASHTAG.finditer(text, span.start, span.end)]
    found = []
    for token in tokenize(text, span):
        if not (token.is_word or token.text in _SIGNS) or _inside(token.span, links):
            continue
        found.append(Word(fold_word(token.text), token.text, token.span, _inside(token.span, tags)))
    return tuple(word for word in found if word.key)


def base_form(word: Word, language: str) -> str:
    """Return the dictionary form of a word, by which the nearest sentence is looked for."""
    return fold_word(lemma(word.text, language)) or word.key


def quoted_pieces(text: str, part: Span) -> tuple[tuple[Word, ...], ...]:
    """Return the words between the marks of omission of a quotation, piece by piece.

    A mark at either end gives an empty piece there: the words before or after it are
    marked as left out.
    """
    pieces, start = [], part.start
    for gap in _GAP.finditer(text, part.start, part.end):
        pieces.append(comparable_words(text, Span(start, gap.start())))
        start = gap.end()
    pieces.append(comparable_words(text, Span(start, part.end)))
    return tuple(pieces)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return *word* without case, accents and inner points: "EE.UU." is "eeuu"."""
    out: list[str] = []
    for sign in unicodedata.normalize("NFD", word.casefold()):
        if unicodedata.combining(sign):
            if sign == _TILDE and out and out[-1] == "n":
                out[-1] = "ñ"
        elif sign.isalnum() or sign in _SIGNS or (sign in ".,:/" and word[0].isdigit()):
            out.append(sign)
    return "".join(out)


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(other.contains(span) for other in others)
