"""English present forms: which of "bans", "raises", "reports" is a verb, which a noun."""

from collections.abc import Sequence

from matching.english_past import OBJECT_OPENS, after_adverbs, word_before
from matching.verb_forms import VerbForm, clause_words, verb_form
from matching.word_classes import WordClass

_C = WordClass
_AFTER_VERB = frozenset(
    {_C.DETERMINER, _C.NUMBER, _C.PRONOUN, _C.NAME, _C.OTHER, _C.BASE, _C.PREPOSITION}
)
_NOUN_LIKE = frozenset({_C.OTHER, _C.NAME, _C.NUMBER, _C.PRONOUN, _C.BASE})
_PLURAL_PRONOUNS = ("they", "we", "who", "which", "i", "you")


def mend_present_forms(words: list[str], classes: list[WordClass]) -> None:
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
    _find_after_aside(words, classes)
    _mend_rows(words, classes)


def _find_after_aside(words: list[str], classes: list[WordClass]) -> None:
    """Find the verb of "The bill, sponsored by A, bans mining": none comes before it."""
    for i in range(1, len(words) - 1):
        if classes[i] is _C.FINITE:
            return
        is_present = verb_form(words[i], "en") is VerbForm.PRESENT_S
        if words[i - 1] == "," and is_present and classes[i + 1] in _AFTER_VERB:
            classes[i] = _C.FINITE
            return


def _is_relative(classes: Sequence[WordClass], i: int) -> bool:
    return classes[i] is _C.RELATIVE and i > 0 and classes[i - 1] is _C.SIGN


def _find_verb(words: list[str], classes: list[WordClass], start: int, end: int) -> None:
    """Make the likeliest present form of [start, end) its verb when no other is there."""
    for i in range(start, end):
        if classes[i] is _C.FINITE:
            return
        before = word_before(classes, i)
        if before < start or classes[i] not in (_C.OTHER, _C.BASE):
            continue
        form = verb_form(words[i], "en")
        after_subject = classes[before] in _NOUN_LIKE or classes[before] is _C.RELATIVE
        after_subject = after_subject and classes[before] is not _C.NUMBER  # "310 metres"
        if form is VerbForm.PRESENT_S and after_subject and _has_object(words, classes, i, end):
            classes[i] = _C.FINITE
            return
        plural = (
            classes[before] in _NOUN_LIKE
            and words[before].endswith("s")
            and not words[before].endswith(("'s", "’s"))
        )
        after_plural = plural or words[before] in _PLURAL_PRONOUNS
        if form is VerbForm.BASE and after_plural and _has_object(words, classes, i, end):
            classes[i] = _C.FINITE
            return


def _has_object(words: list[str], classes: list[WordClass], i: int, end: int) -> bool:
    """Tell whether what follows a present form is not the verb that it would be subject of."""
    following = after_adverbs(classes, i + 1)
    if following >= end:
        return classes[word_before(classes, i)] is not _C.SIGN
    return classes[following] not in (_C.FINITE, _C.COORDINATOR) and words[following] != ","


def _mend_rows(words: list[str], classes: list[WordClass]) -> None:
    """Find the second verb of "covers A and supports the B", "can see A and tour the B"."""
    for i in range(1, len(words) - 1):
        if classes[i] is not _C.BASE and classes[i] is not _C.OTHER:
            continue
        before = word_before(classes, i)
        joins = before >= 1 and classes[before] is _C.COORDINATOR
        if not joins and not (words[i - 1] == "," and _row_follows(words, classes, i)):
            continue
        form = verb_form(words[i], "en")
        object_next = classes[i + 1] in OBJECT_OPENS or words[i + 1] in ("to", "that")
        if joins and form is VerbForm.PRESENT_S and classes[i + 1] in _NOUN_LIKE:
            object_next = _has_present(words, classes, before)
        earlier = words[:before]
        if form is VerbForm.PRESENT_S and object_next and _C.FINITE in classes[:before]:
            classes[i] = _C.FINITE
        modal = any(word in clause_words("en", "modals") for word in earlier)
        to = _C.INFINITIVE in classes[:before]
        if form is VerbForm.BASE and object_next and modal and not to:
            classes[i] = _C.FINITE


def _has_present(words: list[str], classes: list[WordClass], end: int) -> bool:
    """Tell whether a verb before *end* is in the third person of the present too."""
    return any(
        classes[j] is _C.FINITE and verb_form(words[j], "en") is VerbForm.PRESENT_S
        for j in range(end)
    )


def _row_follows(words: list[str], classes: list[WordClass], i: int) -> bool:
    """Tell whether "and" and another present form come later: "bans A, raises B and gives C"."""
    return any(
        classes[j] is _C.COORDINATOR and verb_form(words[j + 1], "en") is VerbForm.PRESENT_S
        for j in range(i + 1, len(words) - 1)
    )
