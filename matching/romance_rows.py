"""Verbs of Spanish, Portuguese and French that their row shows, and what joins a row."""

from collections.abc import Sequence

from matching.verb_forms import clause_words, is_present
from matching.word_classes import WordClass

_C = WordClass
_SIMILES = frozenset({"as", "than", "como", "comme"})
_ENDS = frozenset({_C.SIGN, _C.COORDINATOR})
BUT = frozenset({"but", "pero", "mas", "mais"})
"""Words that join two clauses by contrast."""

_FIXED = frozenset(
    {
        ("cuenta", "con"),
        ("cuentan", "con"),
        ("consta", "de"),
        ("constan", "de"),
        ("forma", "parte"),
        ("forman", "parte"),
        ("conta", "com"),
        ("contam", "com"),
        ("fait", "partie"),
    }
)


def mend_similes(words: Sequence[str], classes: list[WordClass]) -> None:
    """Make prepositions of "as mayor", "more than 80", "como ministro": no verb follows."""
    for i, word in enumerate(words):
        if word not in _SIMILES or classes[i] is not _C.SUBORDINATOR:
            continue
        for kind in classes[i + 1 :]:
            if kind is _C.FINITE:
                break
            if kind in _ENDS or kind in (_C.RELATIVE, _C.SUBORDINATOR):
                classes[i] = _C.PREPOSITION
                break
        else:
            classes[i] = _C.PREPOSITION
        follows = i + 1 < len(words) and classes[i + 1] is _C.NUMBER
        if follows or (i and words[i - 1] == "such"):
            classes[i] = _C.PREPOSITION


def joins(words: Sequence[str], classes: Sequence[WordClass], i: int) -> bool:
    """Tell whether "and" or "but" stands before *i*, adverbs left out."""
    before = i - 1
    while before > 0 and classes[before] is _C.ADVERB:
        before -= 1
    return before > 0 and (classes[before] is _C.COORDINATOR or words[before] in BUT)


def mend_romance_passives(words: Sequence[str], classes: list[WordClass], language: str) -> None:
    """Mark "fueron detenidos y acusados de A": dictionaries give some as adjectives."""
    endings = tuple(clause_words(language, "plain_participles"))
    if not endings:
        return
    row = False
    for i, word in enumerate(words):
        if classes[i] in (_C.SIGN, _C.RELATIVE):
            row = False
        if classes[i] not in (_C.OTHER, _C.PARTICIPLE) or not word.endswith(endings):
            continue
        after_be = i > 0 and words[i - 1] in clause_words(language, "passive_auxiliaries")
        if after_be or (row and classes[i - 1] is _C.COORDINATOR):
            classes[i] = _C.PARTICIPLE
            row = True


def mend_romance_rows(words: Sequence[str], classes: list[WordClass], language: str) -> None:
    """Find "pero cuenta con A" and "crea A, reforma el código y fija plazos"."""
    for i in range(len(words) - 2, 1, -1):
        pair = (words[i], words[i + 1]) in _FIXED
        if classes[i] is not _C.OTHER or not (pair or is_present(words[i], language)):
            continue
        if _C.FINITE not in classes[:i]:
            return
        opens = classes[i + 1] in (_C.DETERMINER, _C.NUMBER, _C.INFINITIVE)
        opens = opens and words[i + 1] not in clause_words(language, "prepositions")
        if joins(words, classes, i):
            if opens or pair or words[i - 1] in BUT:
                classes[i] = _C.FINITE
        elif words[i - 1] == "," and (opens or pair) and _finite_joined(words, classes, i):
            classes[i] = _C.FINITE


def _finite_joined(words: Sequence[str], classes: Sequence[WordClass], i: int) -> bool:
    return any(
        classes[j] is _C.FINITE and joins(words, classes, j) for j in range(i + 1, len(words))
    )
