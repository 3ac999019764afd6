"""Whether two single words exclude one another: by lists, or by a negative prefix."""

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product
from typing import Any

from rapidfuzz import fuzz

from matching.counterparts import are_one_word, senses_of
from matching.language_tag import primary_language
from matching.lexicon import SHARED, load_lexicon
from matching.name_tokens import fold
from matching.tokens import is_known, lemma
from matching.word_table import Word, words_of

_SHORTEST_BASE = 4
# Of 100: "vaccinated" and "vacunados" have 63, "veiled" and "presentó" 29.
_COGNATE = 60
# Words of such pairs may both be true of one thing: see lexicon/shared/opposites.toml.
_UNSURE = ("converse", "traded", "linking", "partial", "staged")


@cache
def _sure_pairs() -> frozenset[str]:
    pairs: Mapping[str, Mapping[str, Any]] = load_lexicon(SHARED, "opposites").get("pair", {})
    return frozenset(
        name for name, entry in pairs.items() if not any(entry.get(mark) for mark in _UNSURE)
    )


@cache
def _listed(language: str) -> frozenset[frozenset[str]]:
    """Return the antonyms of one language (WordNet's for English) as sets of two words."""
    lists = load_lexicon(language, "antonyms").values()
    return frozenset(frozenset(pair) for rows in lists for pair in rows)


def are_antonyms(left: Word, left_language: str, right: Word, right_language: str) -> bool:
    """Tell whether what one word says excludes what the other says of the same thing."""
    if are_one_word(left, left_language, right, right_language):
        return False
    poles = (
        {tuple(sense.split(" ", 1)) for sense in senses_of(word, language) if " " in sense}
        for word, language in ((left, left_language), (right, right_language))
    )
    if any(
        one[0] == two[0] and one[0] in _sure_pairs() and {one[1], two[1]} == {"first", "second"}
        for one, two in product(*poles)
    ):
        return True
    if left_language == right_language and _is_listed(left, right, left_language):
        return True
    return _is_prefixed(left, left_language, right, right_language) or _is_prefixed(
        right, right_language, left, left_language
    )


def _is_listed(left: Word, right: Word, language: str) -> bool:
    forms = product({left.form, left.lemma}, {right.form, right.lemma})
    return any(frozenset(pair) in _listed(language) for pair in forms)


def _is_prefixed(negative: Word, language: str, positive: Word, positive_language: str) -> bool:
    """Tell whether *negative* is *positive* with a negative prefix: "desautorizó"."""
    bases = negative_bases(negative.form, language) | negative_bases(negative.lemma, language)
    if language == positive_language:
        return positive.form in bases or positive.lemma in bases
    return any(
        are_one_word(base, language, positive, positive_language)
        for form in bases
        for base in words_of(form, language)
    )


def denies_by_prefix(word: Word, language: str, other: Word) -> bool:
    """Tell whether *word* denies *other*, its counterpart in whatever language.

    What it denies by its prefix is a cognate of the other word, and more so than it is itself:
    "unvaccinated" beside "vacunados"; not "inauguró" beside "inaugurated", nor "unveiled"
    beside "presentó".
    """
    its_own = fuzz.ratio(fold(word.form), fold(other.form))
    bases = negative_bases(word.form, language)
    closest = max((fuzz.ratio(fold(base), fold(other.form)) for base in bases), default=0.0)
    return closest >= _COGNATE and closest > its_own


@lru_cache(maxsize=16384)
def negative_bases(word: str, language: str) -> frozenset[str]:
    """Return what *word* denies by its prefix, in dictionary form too; often nothing.

    The base must be a known word: "unlawful" denies "lawful", "uncle" nothing.
    """
    primary = primary_language(language)
    lexicon = load_lexicon(primary, "polarity")
    if lemma(word, primary) in lexicon.get("not_negative", ()):
        return frozenset()
    bases: set[str] = set()
    for prefix in lexicon.get("prefixes", ()):
        base = word.removeprefix(prefix)
        long_enough = len(base) >= _SHORTEST_BASE
        if base != word and long_enough and is_known(base, primary):
            bases |= {base, lemma(base, primary)}
    return frozenset(bases)
