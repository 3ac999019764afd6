"""English past forms: whether "published" is the verb of its clause or a participle."""

from collections.abc import Sequence

from matching.verb_forms import clause_words
from matching.word_classes import WordClass

_C = WordClass
BREAKS = frozenset({_C.SIGN, _C.COORDINATOR, _C.RELATIVE, _C.SUBORDINATOR})
"""Classes that end the part of a sentence in which one verb stands."""

_NOUN_OPENS = frozenset({_C.DETERMINER, _C.NUMBER, _C.PREPOSITION})

OBJECT_OPENS = frozenset({_C.DETERMINER, _C.NUMBER, _C.PRONOUN, _C.NAME})
"""Classes with which the object of a verb begins."""


def mend_doubles(words: list[str], classes: list[WordClass]) -> None:
    """Tell "to set up", ", cutting the road" and "Barra do Norte" from what they look like."""
    for i in range(1, len(words) - 1):
        before, after = classes[i - 1], classes[i + 1]
        if words[i - 1] == "to" and words[i] in clause_words("en", "base_alike"):
            classes[i] = _C.INFINITIVE
        elif before is _C.NAME and after is _C.NAME and words[i] in clause_words("en", "in_names"):
            classes[i] = _C.NAME
        elif (
            classes[i] is _C.OTHER
            and words[i].endswith("ing")
            and (words[i - 1] == "," or before is _C.COORDINATOR)
            and after in OBJECT_OPENS
        ):
            classes[i] = _C.GERUND


def mend_past_forms(words: list[str], classes: list[WordClass]) -> None:
    """Make participles of past forms that an auxiliary, "by" or another verb shows to be one."""
    _mark_passives(words, classes)
    for i, kind in enumerate(classes):
        if kind is not _C.FINITE or not _is_past(words, i):
            continue
        before = word_before(classes, i)
        previous = words[before] if before >= 0 else ""
        if previous in clause_words("en", "be_have") or previous == "as":
            classes[i] = _C.PARTICIPLE
        elif previous.endswith(("'s", "’s")) and before == i - 1:
            classes[i] = _C.OTHER  # "the region's displaced families"
        elif before < i - 1 and before >= 0 and classes[before] in _NOUN_OPENS:
            classes[i] = _C.OTHER  # "a newly built club"
        elif (
            _is_reduced(words, classes, i)
            or _is_set_off(words, classes, i)
            or _describes(words, classes, i)
        ):
            classes[i] = _C.PARTICIPLE


def _is_past(words: Sequence[str], i: int) -> bool:
    """Tell a past form that may be a participle too: "published", "held", not "took"."""
    word = words[i]
    if word in clause_words("en", "finite_only"):
        return False
    return word.endswith("ed") or word in clause_words("en", "finite_past")


def _mark_passives(words: list[str], classes: list[WordClass]) -> None:
    """Mark "sponsored by A and backed by B": a past form set off or joined, and "by"."""
    for i in range(1, len(words) - 1):
        set_off = classes[i - 1] in (_C.SIGN, _C.COORDINATOR)
        if set_off and classes[i] is _C.FINITE and words[i + 1] == "by" and _is_past(words, i):
            classes[i] = _C.PARTICIPLE


def _is_reduced(words: list[str], classes: list[WordClass], i: int) -> bool:
    """Tell "the report published on Monday shows …": another verb comes in the same clause."""
    following = words[i + 1] if i + 1 < len(words) else ""
    if i == 0 or classes[i - 1] not in (_C.OTHER, _C.NAME, _C.BASE, _C.PRONOUN):
        return False
    if following == "by":
        return True
    if i + 1 >= len(words) or classes[i + 1] not in (_C.PREPOSITION, _C.ADVERB):
        return False
    for j in range(i + 1, len(words)):
        if classes[j] in BREAKS:
            return False
        if classes[j] is _C.FINITE:
            return classes[j - 1] is not _C.PRONOUN
    return False


def _describes(words: list[str], classes: list[WordClass], i: int) -> bool:
    """Tell "…, a former soldier accused of theft" behind a clause that has its verb."""
    if i + 1 >= len(words) or classes[i + 1] is not _C.PREPOSITION:
        return False
    comma = next((j for j in range(i - 1, -1, -1) if words[j] == ","), None)
    if comma is None or comma + 1 >= i or classes[comma + 1] is not _C.DETERMINER:
        return False
    if any(kind in BREAKS or kind is _C.FINITE for kind in classes[comma + 1 : i]):
        return False
    return _has_verb_before(classes, comma)


def _is_set_off(words: list[str], classes: list[WordClass], i: int) -> bool:
    """Tell ", considered the oldest" and "Founded in 1911, the …" from a verb in a row.

    A row of verbs ends in "and" and a verb: "met A, thanked B and left".
    """
    opens = i == 0 or words[i - 1] in (",", "—", "–", "(")
    after_adverb = i > 1 and classes[i - 1] is _C.ADVERB and words[i - 2] == ","
    if not (opens or after_adverb):
        return False
    if i == 0:
        comma = next((j for j in range(1, len(words)) if words[j] == ","), len(words))
        verbs = [j for j in range(1, comma) if classes[j] is _C.FINITE]
        joined = all(classes[j - 1] is _C.COORDINATOR and _is_past(words, j) for j in verbs)
        if _C.FINITE not in classes[comma:] or not joined:
            return False
        for j in verbs:  # "Built in 1908 and abandoned in 1920, the tower …"
            classes[j] = _C.PARTICIPLE
        return True
    if not _has_verb_before(classes, i):
        # Else the comma ends an aside, and this is the clause's own verb.
        return _C.RELATIVE not in classes[:i] and _verb_after_comma(words, classes, i)
    for j in range(i + 1, len(words)):
        if classes[j] is _C.COORDINATOR:
            following = after_adverbs(classes, j + 1)
            if following < len(words) and classes[following] is _C.FINITE:
                return False
        if words[j] == ";":
            break
    return True


def _has_verb_before(classes: list[WordClass], i: int) -> bool:
    """Tell whether the clause has a verb before *i* that no relative uses up."""
    verbs = 0
    for kind in reversed(classes[:i]):
        if kind is _C.FINITE:
            verbs += 1
        elif kind is _C.RELATIVE and verbs:
            verbs -= 1
        elif kind is _C.SUBORDINATOR:
            break
    return verbs > 0


def _verb_after_comma(words: list[str], classes: list[WordClass], i: int) -> bool:
    """Tell whether a comma and then a verb come after *i*: ", named Ada, sank"."""
    return any(
        words[j] == "," and classes[after_adverbs(classes, j + 1)] is _C.FINITE
        for j in range(i + 1, len(words) - 1)
        if after_adverbs(classes, j + 1) < len(words)
    )


def word_before(classes: Sequence[WordClass], i: int) -> int:
    """Return the index of the word before *i* that is no adverb, -1 without one."""
    i -= 1
    while i >= 0 and classes[i] is _C.ADVERB:
        i -= 1
    return i


def after_adverbs(classes: Sequence[WordClass], i: int) -> int:
    """Return the first index from *i* on that is no adverb."""
    while i < len(classes) and classes[i] is _C.ADVERB:
        i += 1
    return i
