"""Whole clauses in a row: "rents have doubled, wages have stalled and the city has shrunk"."""

from matching.clause_scan import count_main_verbs, has_finite, subject_and_verb, verb_at
from matching.phrase import Phrase
from matching.speech_lexicon import find_speech_verb
from matching.word_classes import WordClass

_C = WordClass
_LONGEST_ADJUNCT = 6
_SENTENCE = (";", ":")


def is_clause_row(phrase: Phrase, start: int, index: int) -> bool:
    """Tell whether the comma at *index* parts two clauses of a row that "and" ends.

    Each has a subject and a verb of its own. A clause of time or condition before the main
    one is no part of a row, nor is ", he said,".
    """
    if phrase.is_class(start, _C.SUBORDINATOR, _C.RELATIVE, _C.PREPOSITION):
        return False
    if count_main_verbs(phrase, start, index) == 0:
        return False
    verb = _verb_of(phrase, index + 1)
    if verb is None or find_speech_verb(phrase.words[verb], phrase.language) is not None:
        return False
    return _row_ends(phrase, verb + 1)


def _verb_of(phrase: Phrase, index: int) -> int | None:
    """Return the verb of the clause that begins at *index*, None where none does."""
    if verb_at(phrase, index) or not subject_and_verb(phrase, index, after_comma=True):
        return None
    return phrase.first(frozenset({_C.FINITE}), index, len(phrase))


def _row_ends(phrase: Phrase, start: int) -> bool:
    """Tell whether "and", a subject and a verb come later, before a semicolon."""
    for i in range(start, len(phrase)):
        if phrase.sign(i) in _SENTENCE:
            return False
        if phrase.is_class(i, _C.COORDINATOR) and _verb_of(phrase, i + 1) is not None:
            return True
    return False


def past_adjunct(phrase: Phrase, index: int) -> int | None:
    """Return where the clause begins in "y, una hora después, llevó", "y desde entonces ha".

    *index* is the conjunction; None where no verb follows a short adjunct.
    """
    if phrase.sign(index + 1) == ",":
        near = range(index + 3, min(len(phrase) - 1, index + _LONGEST_ADJUNCT + 2))
        comma = next((i for i in near if phrase.sign(i) == ","), None)
        if comma is None or has_finite(phrase, index, comma) or not verb_at(phrase, comma + 1):
            return None
        return index + 2
    if not phrase.is_class(index + 1, _C.PREPOSITION):
        return None
    for i in range(index + 2, min(len(phrase), index + _LONGEST_ADJUNCT)):
        if phrase.is_class(i, _C.SIGN, _C.RELATIVE, _C.SUBORDINATOR, _C.COORDINATOR):
            return None
        if phrase.is_class(i, _C.FINITE):
            return index + 1
    return None
