"""Verbs that only the row they stand in shows: "bans A, limits B and doubles C".

Word by word "limits", "calls", "cuenta" may as well be nouns, and "opened" after a comma a
participle. A verb of the same form before them and an object behind them tell.
"""

from collections.abc import Sequence

from matching.romance_rows import BUT, joins, mend_romance_passives, mend_romance_rows, mend_similes
from matching.verb_forms import VerbForm, clause_words, verb_form
from matching.word_classes import WordClass

_C = WordClass
_OBJECT = frozenset({_C.DETERMINER, _C.NUMBER, _C.PRONOUN, _C.NAME, _C.OTHER, _C.BASE, _C.GERUND})
_NOUN = frozenset({_C.OTHER, _C.BASE})


def mend_verb_rows(words: Sequence[str], classes: list[WordClass], language: str) -> None:
    """Mend in place the classes of lower-case *words*; *language* is a primary code."""
    mend_similes(words, classes)
    if language == "en":
        _mark_agents(words, classes)
        _mend_fronted(words, classes)
        _mend_after_relative(words, classes)
        _mend_passive_rows(words, classes)
        _mend_adjectives(words, classes)
        _mend_past_rows(words, classes)
        _mend_perfect_rows(words, classes)
        _mend_present_rows(words, classes)
        _mend_modal_rows(words, classes)
        _mend_plural_clauses(words, classes)
    else:
        mend_romance_passives(words, classes, language)
        mend_romance_rows(words, classes, language)


def _mend_perfect_rows(words: Sequence[str], classes: list[WordClass]) -> None:
    """Find "has hired A, opened B and begun C": each participle is a predicate."""
    if not any(word in clause_words("en", "perfect_auxiliaries") for word in words):
        return
    perfect = False
    for i, word in enumerate(words):
        if word in (";", ".", ":") or classes[i] is _C.RELATIVE:
            perfect = False
        if word in clause_words("en", "perfect_auxiliaries") and "been" not in words[i : i + 3]:
            perfect = True
        if not perfect or not _is_participle(word, classes[i]) or i + 1 >= len(words):
            continue
        takes = classes[i + 1] in _OBJECT or words[i + 1] == "to"
        joined = joins(words, classes, i)
        if takes and (joined or (words[i - 1] == "," and _joined_later(words, classes, i))):
            classes[i] = _C.FINITE


def _is_participle(word: str, kind: WordClass) -> bool:
    return kind is _C.PARTICIPLE or word in clause_words("en", "participles_only")


def _joined_later(words: Sequence[str], classes: Sequence[WordClass], i: int) -> bool:
    """Tell whether "and" and a past form follow: "opened B and begun C"."""
    for j in range(i + 1, len(words) - 1):
        if words[j] == ";":
            return False
        is_past = _is_participle(words[j], classes[j]) or classes[j] is _C.FINITE
        if is_past and joins(words, classes, j) and words[j + 1] != "by":
            return True
    return False


def _mend_fronted(words: Sequence[str], classes: list[WordClass]) -> None:
    """Find the verb of "Built in 1931 and listed in 1987, the cinema seats 900 people"."""
    if len(words) < 2 or not _is_past_form(words[0]) or classes[1] is not _C.PREPOSITION:
        return
    comma = next((i for i, word in enumerate(words) if word == ","), len(words))
    if comma + 3 >= len(words) or classes[comma + 1] is not _C.DETERMINER:
        return
    for i in range(comma + 3, min(comma + 6, len(words) - 1)):
        if classes[i] not in _NOUN:
            return
        if verb_form(words[i], "en") is VerbForm.PRESENT_S and classes[i + 1] in _OBJECT:
            classes[i] = _C.FINITE
            for j in range(comma):
                if classes[j] is _C.FINITE and _is_past_form(words[j]):
                    classes[j] = _C.PARTICIPLE
            return


def _is_past_form(word: str) -> bool:
    return word.endswith("ed") or word in clause_words("en", "finite_past")


def _mark_agents(words: Sequence[str], classes: list[WordClass]) -> None:
    """Mark "and run by a charity", "set by the bank": a past form spelt like the base."""
    for i in range(len(words) - 1):
        opens = i == 0 or words[i - 1] == ","
        if opens and words[i] == "born" and classes[i + 1] is _C.PREPOSITION:
            classes[i] = _C.PARTICIPLE
        if (
            i == 0
            or words[i + 1] != "by"
            or classes[i - 1] not in (_C.COORDINATOR, _C.SIGN, _C.OTHER)
        ):
            continue
        if classes[i] in _NOUN and (
            words[i] in clause_words("en", "base_alike")
            or words[i] in clause_words("en", "participles_only")
        ):
            classes[i] = _C.PARTICIPLE


def _mend_after_relative(words: Sequence[str], classes: list[WordClass]) -> None:
    """Find the verb of "The portrait, which hung in A and was valued at B, sold for C"."""
    opens = next((i for i, kind in enumerate(classes) if kind is _C.RELATIVE), 0)
    if opens < 2 or words[opens - 1] != "," or _C.FINITE in classes[:opens]:
        return
    ends = [j for j in range(opens, len(words) - 2) if words[j] == ","]
    comma = next((j for j in ends if _C.FINITE in classes[opens:j]), None)
    if comma is None or _C.FINITE in classes[comma:] or classes[comma + 1] is not _C.PARTICIPLE:
        return
    verb = words[comma + 1]
    if verb.endswith("ed") or verb in clause_words("en", "finite_past"):
        classes[comma + 1] = _C.FINITE


def _mend_passive_rows(words: Sequence[str], classes: list[WordClass]) -> None:
    """Find "was arrested, charged with A and released": the past forms are participles."""
    be = clause_words("en", "passive_auxiliaries")
    for i in range(1, len(words) - 2):
        if classes[i] is not _C.PARTICIPLE or words[i - 1] not in be or words[i + 1] != ",":
            continue
        if classes[i + 2] is _C.FINITE and words[i + 2].endswith("ed"):
            row = (j for j in range(i + 3, len(words)) if classes[j] is _C.FINITE)
            last = next(row, None)
            if last is not None and joins(words, classes, last):
                classes[i + 2] = _C.FINITE


def _mend_present_rows(words: Sequence[str], classes: list[WordClass]) -> None:
    """Find "blames A and calls for B" and "bans A, limits B and doubles C"."""
    _first_present(words, classes)
    for i in range(len(words) - 2, 1, -1):
        if classes[i] not in _NOUN or verb_form(words[i], "en") is not VerbForm.PRESENT_S:
            continue
        if not _has_present(words, classes, i):
            continue
        takes = classes[i + 1] in _OBJECT
        if joins(words, classes, i):
            governs = words[i + 1] in clause_words("en", "verb_prepositions")
            is_verb = takes or (governs and words[i] in clause_words("en", "prepositional_verbs"))
            classes[i] = _C.FINITE if is_verb else classes[i]
        elif words[i - 1] == "," and takes and _present_joined(words, classes, i):
            classes[i] = _C.FINITE


def _first_present(words: Sequence[str], classes: list[WordClass]) -> None:
    """Find the verb of "The report, published on Friday, blames A": no other comes before."""
    past: int | None = None
    for i in range(2, len(words) - 1):
        if classes[i] is _C.RELATIVE or words[i] == ";":
            return
        set_off = words[i - 1] == ","
        if classes[i] is _C.FINITE and past is None and set_off and _is_reduced(words, classes, i):
            past = i
        elif set_off and past is not None and verb_form(words[i], "en") is VerbForm.PRESENT_S:
            if classes[i] is _C.FINITE or classes[i + 1] in _OBJECT or words[i + 1] in _TO:
                classes[past], classes[i] = _C.PARTICIPLE, _C.FINITE
            return
        elif classes[i] is _C.FINITE:
            return


_TO = frozenset({"to", "for"})


def _is_reduced(words: Sequence[str], classes: Sequence[WordClass], i: int) -> bool:
    """Tell ", founded in 1962" from ", was": a past form with no object."""
    follows = classes[i + 1] in (_C.PREPOSITION, _C.ADVERB)
    return words[i].endswith(("ed", "n", "t", "ld", "d")) and follows


def _has_present(words: Sequence[str], classes: Sequence[WordClass], end: int) -> bool:
    """Tell whether a verb before *end* is in the third person of the present."""
    for j in range(end - 1, -1, -1):
        if words[j] == ";":
            return False
        if classes[j] is _C.FINITE and words[j].endswith("s") and words[j] not in ("was", "this"):
            return True
    return False


def _present_joined(words: Sequence[str], classes: Sequence[WordClass], i: int) -> bool:
    return any(
        classes[j] is _C.FINITE and words[j].endswith("s") and joins(words, classes, j)
        for j in range(i + 1, len(words))
    )


def _mend_modal_rows(words: Sequence[str], classes: list[WordClass]) -> None:
    """Find "will close A and move production": a base form that is hardly ever a noun."""
    plain = clause_words("en", "plain_verbs")
    modals = clause_words("en", "modals")
    modal = row = False
    for i, word in enumerate(words[:-1]):
        if word == ";" or classes[i] in (_C.RELATIVE, _C.SUBORDINATOR):
            modal = False
        modal = modal or word in modals
        ends_row = row and classes[i - 1] is _C.COORDINATOR
        if not modal or classes[i] not in _NOUN or not (word in plain or ends_row):
            continue
        if verb_form(word, "en") is not VerbForm.BASE:
            continue
        takes = classes[i + 1] in _OBJECT or words[i + 1] in ("to", "up")
        in_row = words[i - 1] == "," and _base_joined(words, classes, i)
        if takes and (in_row or joins(words, classes, i)):
            classes[i] = _C.FINITE
            row = row or in_row


def _base_joined(words: Sequence[str], classes: Sequence[WordClass], i: int) -> bool:
    """Tell whether "and" and a base form with an object follow: "open B and resume C"."""
    return any(
        classes[j - 1] is _C.COORDINATOR
        and classes[j] in (_C.BASE, _C.FINITE)
        and verb_form(words[j], "en") is VerbForm.BASE
        and classes[j + 1] in _OBJECT
        for j in range(i + 1, len(words) - 1)
    )


def _mend_adjectives(words: Sequence[str], classes: list[WordClass]) -> None:
    """Tell "and falling inflation" from ", cutting the road"."""
    for i in range(1, len(words) - 1):
        if classes[i] is _C.GERUND and words[i] in clause_words("en", "adjective_ings"):
            in_row = classes[i - 1] in (_C.COORDINATOR, _C.SIGN, _C.GERUND)
            if in_row and classes[i + 1] in _NOUN:
                classes[i] = _C.OTHER


def _mend_past_rows(words: Sequence[str], classes: list[WordClass]) -> None:
    """Find "heard from A and cost £12", ", paid a fine": past forms spelt like another form."""
    _mend_first_past(words, classes)
    past = False
    for i in range(1, len(words) - 1):
        past = past or (classes[i] is _C.FINITE and words[i].endswith("ed"))
        takes = classes[i + 1] in (_C.DETERMINER, _C.NUMBER) or words[i + 1] in "$£€"
        is_alike = classes[i] in _NOUN and words[i] in clause_words("en", "base_alike")
        if is_alike and past and takes and classes[i - 1] is _C.COORDINATOR:
            classes[i] = _C.FINITE


def _mend_first_past(words: Sequence[str], classes: list[WordClass]) -> None:
    """Make the verb of ", 29, won the 800 metres": it has an object and no verb before it."""
    for i in range(2, len(words) - 1):
        if classes[i] in (_C.FINITE, _C.RELATIVE, _C.SUBORDINATOR):
            return
        if classes[i] is not _C.PARTICIPLE or words[i - 1] != ",":
            continue
        is_past = words[i].endswith("ed") or words[i] in clause_words("en", "finite_past")
        ends_aside = "," in words[1 : i - 1]
        takes = classes[i + 1] in (_C.DETERMINER, _C.NUMBER) or words[i + 1] == "from"
        takes = takes or (words[i + 1] != "by" and not _verb_in_segment(words, classes, i + 1))
        if ends_aside and is_past and takes and words[i] not in clause_words("en", "naming_past"):
            classes[i] = _C.FINITE
            return


def _verb_in_segment(words: Sequence[str], classes: Sequence[WordClass], start: int) -> bool:
    """Tell whether a verb comes before "and", "but" or the end: the clause's own."""
    for i in range(start, len(words)):
        if classes[i] is _C.FINITE:
            return True
        if classes[i] is _C.COORDINATOR or words[i] in BUT or words[i] == ";":
            return False
    return False


def _mend_plural_clauses(words: Sequence[str], classes: list[WordClass]) -> None:
    """Find the verb of "but its ports lack cranes", ", hunters demand licences"."""
    start: int | None = None
    stops = (_C.FINITE, _C.PREPOSITION, _C.SIGN, _C.RELATIVE, _C.GERUND, _C.INFINITIVE)
    for i in range(1, len(words) - 1):
        if words[i - 1] in (",", ";") or classes[i - 1] is _C.COORDINATOR or words[i - 1] in BUT:
            start = i
        if classes[i] in stops:
            start = None
        if start is None or i == start or classes[i] not in _NOUN:
            continue
        noun = words[i - 1]
        is_plural = noun.endswith("s") and classes[i - 1] in _NOUN
        if not is_plural or noun in clause_words("en", "plural_modifiers"):
            continue
        takes = classes[i + 1] in (_C.OTHER, _C.DETERMINER, _C.NUMBER)
        if takes and verb_form(words[i], "en") is VerbForm.BASE and _C.FINITE in classes[:start]:
            classes[i], start = _C.FINITE, None
