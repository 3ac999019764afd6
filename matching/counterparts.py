"""Which words of two claims say one thing: the same word, its translation, a near one.

Words count for one another by their dictionary forms, by lists of opposites (whose poles
are synonyms in four languages) or by their vectors in context: each is then the other's
nearest, so that "humo" meets "smoke" and "stop" meets no word of "sped off".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

import numpy as np

from matching.embed import Encoder
from matching.language_tag import primary_language
from matching.lexicon import SHARED, load_lexicon
from matching.name_tokens import fold
from matching.similarity import Numbers, common_share
from matching.span import Span
from matching.verb_forms import clause_words
from matching.word_table import Word, words_of

_CLOSED = (
    *("determiners", "prepositions", "coordinators", "subordinators", "relatives"),
    *("pronouns", "clitics", "adverbs", "auxiliaries"),
)
# Cosines of words in context, less what all words share: "signed" and "firmado" have .57,
# "cleared" and "convicted" .72, "shares" and "companies", which are no counterparts, .60.
_NEAR, _NEAR_ACROSS = 0.66, 0.54
# "resolver" and "resolve" are one word in two languages.
_COGNATE, _LONG = 0.78, 5
_STEM = 0.8


@dataclass(frozen=True, slots=True)
class Kin:
    """The words of two claims that are counterparts; `near` holds those found by vectors.

    Keys are places in the left claim, values in the right one. `is_blind` where no
    vectors were to be had, so that a missing counterpart proves nothing.
    """

    near: Mapping[Span, Span]
    is_blind: bool = False


NO_VECTORS = Kin({}, is_blind=True)
"""Kin of claims that were not encoded."""


@dataclass(frozen=True, slots=True, eq=False)
class ContentWords:
    """The words of a text that say something; `vectors[i]` (length 1) is that of `spans[i]`."""

    language: str
    spans: tuple[Span, ...]
    vectors: Numbers


def content_words(text: str, language: str, encoder: Encoder, centre_share: float) -> ContentWords:
    """Return the content words of *text*, less *centre_share* of what all words share."""
    (words,) = encoder.encode([text]).words
    kept = [i for i, token in enumerate(words.tokens) if is_content(token.text, language)]
    centre = common_share(encoder).astype(np.float64) * centre_share
    spans = tuple(words.tokens[i].span for i in kept)
    return ContentWords(language, spans, _unit(words.vectors[kept] - centre))


def find_kin(left: ContentWords, right: ContentWords) -> Kin:
    """Return the words of two texts that are each other's nearest, and near."""
    if not left.spans or not right.spans:
        return Kin({})
    cosines = left.vectors @ right.vectors.T
    least = _NEAR if left.language == right.language else _NEAR_ACROSS
    rows = cosines.argmax(axis=0)
    return Kin(
        {
            left.spans[row]: right.spans[column]
            for row, column in enumerate(cosines.argmax(axis=1))
            if rows[column] == row and cosines[row, column] >= least
        }
    )


def _unit(vectors: Numbers) -> Numbers:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(norms > 0, norms, 1))


@lru_cache(maxsize=16384)
def is_content(word: str, language: str) -> bool:
    """Tell a word that says something from one that links others, or a number."""
    form = word.lower().replace("’", "'")
    closed = any(form in clause_words(language, name) for name in _CLOSED)
    return form[0].isalpha() and len(form) > 1 and not closed


@cache
def _senses(language: str) -> Mapping[str, frozenset[str]]:
    """Return, for each listed single word, the names of what it means."""
    found: dict[str, set[str]] = {}
    for name, entry in load_lexicon(SHARED, "opposites").get("pair", {}).items():
        for key, words in entry.items():
            if isinstance(words, dict):
                for word in words.get(language, ()):
                    found.setdefault(word, set()).add(f"{name} {key.removesuffix('_nouns')}")
    for family, entry in load_lexicon(SHARED, "strength").get("family", {}).items():
        for level in entry["order"]:
            for word in entry[level].get(language, ()):
                found.setdefault(word, set()).add(f"{family} {level}")
    for number, entry in enumerate(load_lexicon(SHARED, "synonyms").get("sense", ())):
        for word in entry.get(language, ()):
            found.setdefault(word, set()).add(str(number))
    return {word: frozenset(names) for word, names in found.items()}


def senses_of(word: Word, language: str) -> frozenset[str]:
    """Return the names of the listed meanings of *word*, "open_close first"; often none."""
    table = _senses(primary_language(language))
    return table.get(word.form, frozenset()) | table.get(word.lemma, frozenset())


def are_one_word(left: Word, left_language: str, right: Word, right_language: str) -> bool:
    """Tell whether two words are the same, a translation or a cognate of one another."""
    if senses_of(left, left_language) & senses_of(right, right_language):
        return True
    one, two = fold(left.lemma), fold(right.lemma)
    if left_language == right_language:
        return one == two or (
            min(len(one), len(two)) >= _LONG
            and one[:_LONG] == two[:_LONG]
            and SequenceMatcher(None, one, two).ratio() >= _STEM
        )
    alike = SequenceMatcher(None, one, two).ratio() >= _COGNATE
    return one == two or (min(len(one), len(two)) >= _LONG and alike)


def counterparts(
    span: Span, left: tuple[str, str], right: tuple[str, str], kin: Kin
) -> tuple[Word, ...]:
    """Return the words of *right* that say what the word at *span* of *left* says."""
    word = next(word for word in words_of(*left) if word.span == span)
    near = kin.near.get(span)
    return tuple(
        other
        for other in words_of(*right)
        if is_content(other.token.text, right[1])
        and (other.span == near or are_one_word(word, left[1], other, right[1]))
    )


def turned(kin: Kin) -> Kin:
    """Return the same kin seen from the right claim."""
    return Kin({two: one for one, two in kin.near.items()}, kin.is_blind)
