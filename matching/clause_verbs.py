"""Which verb-like words of a sentence are its verbs: word classes mended by their neighbours.

`word_classes` looks one word ahead and one back. Whether "published" is the verb of its
clause or a participle ("the report published on Monday shows") takes the sentence.
"""

from collections.abc import Sequence

from matching.tokens import Token
from matching.verb_forms import VerbForm, clause_words, is_present, verb_form
from matching.word_classes import WordClass, classify_words

_C = WordClass
_BREAKS = frozenset({_C.SIGN, _C.COORDINATOR, _C.RELATIVE, _C.SUBORDINATOR})
_NOUN_LIKE = frozenset({_C.OTHER, _C.NAME, _C.NUMBER, _C.PRONOUN, _C.BASE})
_NOUN_OPENS = frozenset({_C.DETERMINER, _C.NUMBER, _C.PREPOSITION})
_OBJECT_OPENS = frozenset({_C.DETERMINER, _C.NUMBER, _C.PRONOUN, _C.NAME})


def clause_classes(tokens: Sequence[Token], language: str) -> tuple[WordClass, ...]:
    """Return the class of each token, with the sentence's verbs told from their doubles."""
    classes = list(classify_words(tokens, language))
    words = [token.text.lower() for token in tokens]
    primary = language.split("-")[0]
    _mark_adverbs(words, classes, primary)
    if primary == "en":
        _mend_past_forms(words, classes)
        _mend_present_forms(words, classes)
    else:
        _find_romance_verb(words, classes, primary)
    return tuple(classes)


def _find_romance_verb(words: list[str], classes: list[WordClass], language: str) -> None:
    """Find the verb of a first clause that seems to have none: "El brote suma 1.900 casos"."""
    for i, kind in enumerate(classes):
        if kind is _C.FINITE or kind in _BREAKS:
            return
        if kind is not _C.OTHER or i == 0 or i + 1 == len(words):
            continue
        after_noun = classes[i - 1] in (_C.OTHER, _C.NAME, _C.NUMBER)
        opens = (_C.DETERMINER, _C.NUMBER, _C.PREPOSITION, _C.ADVERB, _C.INFINITIVE, _C.NAME)
        if after_noun and classes[i + 1] in opens and is_present(words[i], language):
            classes[i] = _C.FINITE
            return


def _mark_adverbs(words: list[str], classes: list[WordClass], language: str) -> None:
    """Mark "-mente" and "-ly" words, except the nouns that end so."""
    endings = tuple(clause_words(language, "adverb_endings"))
    nouns = clause_words(language, "not_adverbs")
    if not endings:
        return
    for i, word in enumerate(words):
        if classes[i] in (_C.OTHER, _C.BASE) and word.endswith(endings) and word not in nouns:
            classes[i] = _C.ADVERB


def _before(classes: Sequence[WordClass], i: int) -> int:
    """Return the index of the word before *i* that is no adverb, -1 without one."""
    i -= 1
    while i >= 0 and classes[i] is _C.ADVERB:
        i -= 1
    return i


def _is_past(words: Sequence[str], i: int) -> bool:
    """Tell a past form that may be a participle too: "published", "held", not "took"."""
    word = words[i]
    if word in clause_words("en", "finite_only"):
        return False
    return word.endswith("ed") or word in clause_words("en", "finite_past")


def _mend_past_forms(words: list[str], classes: list[WordClass]) -> None:
    """Make participles of past forms that an auxiliary, "by" or another verb shows to be one."""
    for i, kind in enumerate(classes):
        if kind is not _C.FINITE or not _is_past(words, i):
            continue
        before = _before(classes, i)
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
        if classes[j] in _BREAKS:
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
    if any(kind in _BREAKS or kind is _C.FINITE for kind in classes[comma + 1 : i]):
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
        return _C.FINITE in classes[comma:] and _C.FINITE not in classes[1:comma]
    if not _has_verb_before(classes, i):
        # Else the comma ends an aside, and this is the clause's own verb.
        return _C.RELATIVE not in classes[:i] and _verb_after_comma(words, classes, i)
    for j in range(i + 1, len(words)):
        if classes[j] is _C.COORDINATOR:
            following = _skip_adverbs(classes, j + 1)
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
        words[j] == "," and classes[_skip_adverbs(classes, j + 1)] is _C.FINITE
        for j in range(i + 1, len(words) - 1)
        if _skip_adverbs(classes, j + 1) < len(words)
    )


def _skip_adverbs(classes: Sequence[WordClass], i: int) -> int:
    while i < len(classes) and classes[i] is _C.ADVERB:
        i += 1
    return i


def _mend_present_forms(words: list[str], classes: list[WordClass]) -> None:
    """Find the verb of clauses that seem to have none: "The bill goes to the Senate"."""
    start = 0
    for i in range(len(words) + 1):
        if (
            i < len(words)
            and words[i] not in (";", ":", ".", "?", "!")
            and not _is_relative(classes, i)
        ):
            continue
        _find_verb(words, classes, start, i)
        start = i
    _mend_rows(words, classes)


def _is_relative(classes: Sequence[WordClass], i: int) -> bool:
    return classes[i] is _C.RELATIVE and i > 0 and classes[i - 1] is _C.SIGN


def _find_verb(words: list[str], classes: list[WordClass], start: int, end: int) -> None:
    """Make the likeliest present form of [start, end) its verb when no other is there."""
    for i in range(start, end):
        if classes[i] is _C.FINITE:
            return
        before = _before(classes, i)
        if before < start or classes[i] not in (_C.OTHER, _C.BASE):
            continue
        form = verb_form(words[i], "en")
        after_subject = classes[before] in _NOUN_LIKE or classes[before] is _C.RELATIVE
        if form is VerbForm.PRESENT_S and after_subject and _has_object(words, classes, i, end):
            classes[i] = _C.FINITE
            return
        plural = words[before].endswith("s") and not words[before].endswith(("'s", "’s"))
        after_plural = plural or words[before] in _PLURAL_PRONOUNS
        if form is VerbForm.BASE and after_plural and _has_object(words, classes, i, end):
            classes[i] = _C.FINITE
            return


_PLURAL_PRONOUNS = ("they", "we", "who", "which", "i", "you")


def _has_object(words: list[str], classes: list[WordClass], i: int, end: int) -> bool:
    """Tell whether what follows a present form is not the verb that it would be subject of."""
    following = _skip_adverbs(classes, i + 1)
    if following >= end:
        return classes[_before(classes, i)] is not _C.SIGN
    return classes[following] not in (_C.FINITE, _C.COORDINATOR) and words[following] != ","


def _mend_rows(words: list[str], classes: list[WordClass]) -> None:
    """Find the second verb of "covers A and supports the B", "can see A and tour the B"."""
    for i in range(1, len(words) - 1):
        if classes[i] is not _C.BASE and classes[i] is not _C.OTHER:
            continue
        before = _before(classes, i)
        if before < 1 or classes[before] is not _C.COORDINATOR:
            continue
        form = verb_form(words[i], "en")
        object_next = classes[i + 1] in _OBJECT_OPENS or words[i + 1] in ("to", "that")
        earlier = words[:before]
        if form is VerbForm.PRESENT_S and object_next and _C.FINITE in classes[:before]:
            classes[i] = _C.FINITE
        modal = any(word in clause_words("en", "modals") for word in earlier)
        to = _C.INFINITIVE in classes[:before]
        if form is VerbForm.BASE and object_next and modal and not to:
            classes[i] = _C.FINITE
