"""Sentences as rows of units: words, signs and whole quotations that stand as one unit."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matching.quote_marks import DASHES, Quotation, end_of_asides
from matching.sentences import LONGEST_SENTENCE
from matching.span import Span, cover
from matching.span_index import SpanIndex
from matching.speech_lexicon import SpeechLexicon
from matching.tokens import tokenize

_LINKING = frozenset({"-", "-t-"})
_BULLETS = frozenset("•·▪▫◦●○■□‣⁃✓✔➢➤►▶➡→*")
_TERMINALS = ".!?…"
_SENTENCE_STARTS = '¿¡«“"—0123456789@#'
_LONG_QUOTATION = 4
_RESUMES_WITHIN = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or sign, or a quotation taken as a whole (then `quotation` is set)."""

    span: Span
    text: str
    quotation: Quotation | None = None

    @property
    def lower(self) -> str:
        """The text in lower case, as lexicon entries are written."""
        return self.text.lower()

    @property
    def is_quote(self) -> bool:
        """Tell a quotation from a word or sign."""
        return self.quotation is not None

    @property
    def is_word(self) -> bool:
        """Tell a word or number from a sign or quotation."""
        return self.quotation is None and self.text[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        """Tell whether the first letter is a capital."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of running text with its units; quotations keep their sentences inside."""

    units: tuple[Unit, ...]
    quotations: tuple[Quotation, ...]

    @property
    def span(self) -> Span:
        """The sentence's own words and signs."""
        return cover(unit.span for unit in self.units)


def split_speech(
    text: str, span: Span, quotations: Sequence[Quotation], words: SpeechLexicon
) -> tuple[Sentence, ...]:
    """Return the sentences of *span*; a sentence never ends inside a quotation.

    `"We won. We go on," said X.` is one sentence. A short or continuing quotation inside
    a sentence ('destacó "los lazos históricos"') is read through, word by word, because
    a cue or a subject may stand in it; a quotation that can stand alone is one unit.
    What never ends is cut as in `split_sentences`.
    """
    units = _units(text, span, quotations, words)
    quoted = SpanIndex((quotation.inner, quotation) for quotation in quotations)
    sentences = []
    start = 0
    for i in range(len(units)):
        is_last = i + 1 == len(units) or i + 1 - start == LONGEST_SENTENCE
        if is_last or _ends_sentence(text, units, i, words):
            row = tuple(units[start : i + 1])
            bounds = cover(unit.span for unit in row)
            sentences.append(Sentence(row, tuple(quoted.overlapping(bounds))))
            start = i + 1
    return tuple(sentences)


def _units(
    text: str, span: Span, quotations: Sequence[Quotation], words: SpeechLexicon
) -> list[Unit]:
    units: list[Unit] = []
    position = span.start
    for quotation in quotations:
        if not span.contains(quotation.span):
            continue
        units += _words(text, Span(position, max(position, quotation.span.start)), words)
        if _stands_alone(text, quotation, units):
            units.append(Unit(quotation.span, quotation.span.quote(text), quotation))
        else:
            units += _words(text, quotation.inner, words)
        position = end_of_asides(text, quotation.span.end, span.end)
    return units + _words(text, Span(position, max(position, span.end)), words)


def _words(text: str, span: Span, words: SpeechLexicon) -> list[Unit]:
    found: list[Unit] = []
    for token in tokenize(text, span):
        inside = _clitic_cuts(token.text, words)
        if not inside:
            if token.text not in _LINKING and not _is_invisible(token.text):
                found.append(Unit(token.span, token.text))
            continue
        for start, end in pairwise([0, *inside, len(token.text)]):
            part = Span(token.span.start + start, token.span.start + end)
            if part.quote(text) not in _LINKING and not _is_invisible(part.quote(text)):
                found.append(Unit(part, part.quote(text)))
    return found


def _is_invisible(text: str) -> bool:
    """Tell marks of writing direction, bullets and the like, which stand for no word or sign."""
    if text[:1].isalnum():
        return False
    return text in _BULLETS or all(unicodedata.category(char) == "Cf" for char in text)


def _clitic_cuts(word: str, words: SpeechLexicon) -> list[int]:
    """Return where French writes two words as one: "l’|État", "dit|-|elle", "a|-t-|elle"."""
    cuts = []
    mark = max(word.find("'"), word.find("’"))
    if mark > 0 and words.is_("elided", word[:mark]):
        cuts.append(mark + 1)
    stem, _, pronoun = word.rpartition("-")
    if stem and words.is_("enclitic_subjects", pronoun):
        end = len(stem) - (2 if stem.endswith("-t") else 0)
        cuts += [end, len(stem) + 1]
    return cuts


def _stands_alone(text: str, quotation: Quotation, before: Sequence[Unit]) -> bool:
    """Tell whether a quotation is a statement by itself, not words woven into a sentence."""
    words = [token for token in tokenize(text, quotation.inner) if token.is_word]
    if not words:
        return False
    if quotation.mark in DASHES or (before and before[-1].text == ":"):
        return True
    opens = not before or before[-1].text in ":,—–-…" or before[-1].text in _TERMINALS
    inner = quotation.inner.quote(text)
    is_long = len(words) > _LONG_QUOTATION
    if re.search(r"[.!?…]\s+\S", inner) and is_long:
        return True
    ends = inner[-1] in ".!?…,"
    if opens:
        resumes = any(unit.is_quote for unit in before[-_RESUMES_WITHIN:])
        return ends or is_long or resumes or _comma_follows(text, quotation)
    return (words[0].is_capitalised or inner[0] in "¿¡") and (is_long or ends)


def _comma_follows(text: str, quotation: Quotation) -> bool:
    end = end_of_asides(text, quotation.span.end, len(text))
    return any(sign in text[quotation.span.end : end + 2] for sign in ",—–")


def _ends_sentence(text: str, units: Sequence[Unit], i: int, words: SpeechLexicon) -> bool:
    unit, following = units[i], units[i + 1]
    if unit.quotation is not None:
        return _ends_after_quotation(text, units, i, words)
    if unit.text not in tuple(_TERMINALS):
        return False
    if unit.text == "." and i and _is_abbreviation(units[i - 1], words, unit):
        return False
    gap = text[unit.span.end : following.span.start]
    starts = following.is_capitalised or following.text[0] in _SENTENCE_STARTS
    opens = any(mark in gap for mark in '“«"‘')
    return (starts or opens) and bool(gap.strip("'’\"”»)]"))


def _is_abbreviation(unit: Unit, words: SpeechLexicon, point: Unit) -> bool:
    if unit.span.end != point.span.start or not unit.is_word:
        return False
    return unit.lower.rstrip(".") in words.abbreviations or (
        len(unit.text) == 1 and unit.text.isalpha() and unit.is_capitalised
    )


def _ends_after_quotation(text: str, units: Sequence[Unit], i: int, words: SpeechLexicon) -> bool:
    """Tell whether a new sentence begins after a quotation that is a unit of its own."""
    quotation, following = units[i].quotation, units[i + 1]
    if quotation is None or following.is_quote:
        return True
    inner = quotation.inner.quote(text)
    if not following.is_capitalised or inner[-1:] not in _TERMINALS:
        return False
    verbs = {words.verb_lemma(unit.text) for unit in units[i + 1 : i + 9] if unit.is_word}
    has_cue = bool(verbs - {None} - words.phrasal.keys())
    return not has_cue or (inner[-1:] == "." and not _cue_ends_soon(units[i + 1 : i + 16], words))


def _cue_ends_soon(units: Sequence[Unit], words: SpeechLexicon) -> bool:
    """Tell whether `Name said.` or `Name said, …` is all that follows."""
    for j, unit in enumerate(units):
        if unit.text in {".", ","}:
            return bool(j) and words.verb_lemma(units[j - 1].text) is not None
    return False
