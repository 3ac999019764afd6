"""Asides that are no relative clause or apposition: comments, examples, -ing clauses."""

from matching.aside import Aside
from matching.aside_ends import closed, end_of_row
from matching.clause_scan import commas, finite_before_sign, has_finite, verb_at
from matching.phrase import Phrase
from matching.speech_lexicon import VerbClass, find_speech_verb
from matching.word_classes import WordClass

_C = WordClass
_LONGEST_COMMENT = 10
_LONGEST_SUBJECT = 6
_LONGEST_NOUN = 6


def comment(phrase: Phrase, index: int) -> Aside | None:
    """Return ", its lawyers said," and ", dijo el alcalde,", which are no part of what is said."""
    start = index + 1
    comma = next(iter(commas(phrase, start, min(len(phrase), start + _LONGEST_COMMENT))), None)
    if comma is None or comma - start < 2 or not verb_at(phrase, comma + 1):
        return None
    ends = [start, comma - 1]
    if any(phrase.classes[i] is _C.FINITE and _speaks(phrase, i) for i in ends):
        inside = phrase.classes[start:comma].count(_C.FINITE)
        return Aside(start, comma, index, comma + 1, is_silent=True) if inside == 1 else None
    return None


def _speaks(phrase: Phrase, index: int) -> bool:
    verb = find_speech_verb(phrase.words[index], phrase.language)
    return verb is not None and VerbClass.SAY in verb.classes


def absolute(phrase: Phrase, index: int) -> Aside | None:
    """Return ", its roof having collapsed": English, a noun phrase and its own -ing form."""
    start = index + 1
    if phrase.language != "en" or not has_finite(phrase, 0, index):
        return None
    is_own = phrase.is_in(start, "possessives")
    if not (is_own or phrase.is_class(start, _C.DETERMINER, _C.NAME)):
        return None
    for i in range(start + 1, min(len(phrase) - 1, start + _LONGEST_SUBJECT)):
        if phrase.is_in(i, "absolutes") or (is_own and phrase.is_class(i, _C.GERUND)):
            return closed(phrase, index, i + 1, None)
        if phrase.is_class(i, _C.FINITE, _C.SIGN, _C.COORDINATOR, _C.RELATIVE, _C.SUBORDINATOR):
            return None
    return None


def examples(phrase: Phrase, index: int, left: int | None = None) -> Aside | None:
    """Return ", such as A and B," up to the comma that ends the row.

    *left* is where it begins when no sign does: "controls such as locks and caps".
    """
    length = phrase.match("list_introducers", index + 1)
    start = index + 1 + length
    has_verb = has_finite(phrase, 0, index) or phrase.is_class(0, _C.GERUND, _C.INFINITIVE)
    if not length or start >= len(phrase) or not has_verb:
        return None
    if finite_before_sign(phrase, start) or phrase.is_class(start, _C.SIGN):
        return None  # "como dijo el ministro" is a comment, not a list
    if phrase.is_class(start, _C.PREPOSITION) and phrase.language != "en":
        return None
    end = end_of_row(phrase, start)
    if (
        phrase.is_in(index + 1, "weak_introducers")
        and _C.COORDINATOR not in phrase.classes[start:end]
    ):
        return None  # ", como sede" is a part played, ", como A y B" a list
    right = min(end + 1, len(phrase)) if phrase.sign(end) == "," else end
    begins = index if left is None else left
    return Aside(start, end, begins, right if left is None else end, None, is_row=True)


def explained(phrase: Phrase, index: int) -> Aside | None:
    """Return ", a disease that killed 214 children," after the noun that it explains."""
    start = index + 1
    opens = phrase.is_in(start, "indefinite_articles") or (
        phrase.language != "en" and phrase.is_class(start, _C.OTHER)
    )
    if not opens or not has_finite(phrase, 0, index):
        return None
    end = next(iter(commas(phrase, start)), len(phrase))
    near = (i for i in range(start + 1, min(end, start + _LONGEST_NOUN)))
    that = next((i for i in near if _is_that(phrase, i)), None)
    if that is None or has_finite(phrase, start, that) or not phrase.is_class(that + 1, _C.FINITE):
        return None
    joins = phrase.is_class(end + 1, _C.COORDINATOR) and verb_at(phrase, end + 2)
    if end < len(phrase) and not (joins or verb_at(phrase, end + 1)):
        return None
    return Aside(start, end, index, min(end + 1, len(phrase)))


def _is_that(phrase: Phrase, index: int) -> bool:
    return phrase.is_in(index, "relatives") or phrase.is_in(index, "that")
