"""Sentences of a passage, with exact offsets."""

import re
from functools import cache
from itertools import pairwise

from yasbd import BoundaryDetector

from matching.language import SUPPORTED
from matching.language_tag import primary_language
from matching.span import Span
from matching.tokens import tokenize

LONGEST_SENTENCE = 250
"""Most words and signs of one sentence; the longest of our articles have some 120.

Clauses, roles and speakers are sought over whole sentences, which takes the square of their
length; a text without an end of sentence is cut, so that it takes no longer than others.
"""

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# A run of hashtags or emoji after a finished sentence starts another one.
_AFTER_EMOJI = re.compile(
    r"(?<=[\U0001F1E6-\U0001FAFF\u2600-\u27BF\uFE0F])\s+(?=[A-ZÁÉÍÓÚÑ¿¡«“\"])"
)

# Leaders, figures or letters without end: the detector's patterns take the square of them.
_RUN = re.compile(r"[\s.]{200,}|\S{400,}")
_ENUMERATOR = re.compile(r"\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})\)")


@cache
def _detector(language: str) -> BoundaryDetector:
    # Quotations are kept apart by attribution, so a sentence may end inside one.
    return BoundaryDetector(
        lang=language if language in SUPPORTED else "en", preserve_quote_and_paren=False
    )


def split_sentences(text: str, language: str, span: Span | None = None) -> tuple[Span, ...]:
    """Return the sentences of *text* inside *span* (all by default), in order.

    Together they cover everything but white space; a line break always ends a sentence,
    so hard-wrapped lines have to be joined into one passage only where `passages` says so.
    What runs on for more than `LONGEST_SENTENCE` tokens is cut.

    Source: yasbd, a rule-based detector; measured against six others in docs/decisions.
    """
    whole = Span(0, len(text)) if span is None else span  # an empty span is not "all"
    found: list[Span] = []
    for line in _LINE.finditer(text, whole.start, whole.end):
        for piece in _split_line(line.group(), language):
            part = piece.shift(line.start()).strip(text)
            if not len(part):
                continue
            if found and found[-1].start >= line.start() and _lists_on(text, found[-1], part):
                part = Span(found.pop().start, part.end)
            found.append(part)
    return tuple(piece for part in found for piece in _bounded(text, part))


def _bounded(text: str, sentence: Span) -> list[Span]:
    """Return the sentence, cut where it has too many."""
    if len(sentence) <= LONGEST_SENTENCE:
        return [sentence]
    tokens = tokenize(text, sentence)
    cuts = [token.span.start for token in tokens[LONGEST_SENTENCE::LONGEST_SENTENCE]]
    ends = [*cuts, sentence.end]
    return [Span(a, b).strip(text) for a, b in zip([sentence.start, *cuts], ends, strict=True)]


def _as_word(run: re.Match[str]) -> str:
    """Return a word of the same length, in which no sentence ends."""
    return "x" * len(run.group())


def _lists_on(text: str, before: Span, part: Span) -> bool:
    """Tell "b) dos bancos" after "consta de: a) un seguro,": a list inside one sentence."""
    opens = _ENUMERATOR.match(text, part.start, part.end)
    return opens is not None and text[before.end - 1] not in ".!?…"


def _split_line(line: str, language: str) -> list[Span]:
    line = _RUN.sub(_as_word, line)
    cuts = [0, *(match.start() for match in _AFTER_EMOJI.finditer(line)), len(line)]
    pieces: list[Span] = []
    for start, end in pairwise(cuts):
        position = start
        detector = _detector(primary_language(language))
        for sentence in detector.segment(line[start:end], preserve_whitespace=True):
            pieces.append(Span(position, position + len(sentence)))
            position += len(sentence)
        if position != end:  # the detector promises to lose nothing; trust, but check
            pieces = [Span(start, end)]
    return pieces
