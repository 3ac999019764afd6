"""What clause rules ask of a phrase: where its verbs, commas and brackets are."""

from matching.phrase import Phrase
from matching.word_classes import WordClass

_C = WordClass
CONTENT = frozenset(
    {_C.FINITE, _C.INFINITIVE, _C.GERUND, _C.PARTICIPLE, _C.NUMBER, _C.NAME, _C.BASE, _C.OTHER}
)
"""Classes of the words that say something: nouns, names, numbers and verbs."""

_SUBJECT_OPENS = frozenset({_C.DETERMINER, _C.NAME, _C.NUMBER, _C.PRONOUN})
_BARE = frozenset({_C.OTHER, _C.BASE})
_CLAUSE_OPENS = frozenset({_C.SIGN, _C.RELATIVE, _C.SUBORDINATOR})
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")


def has_finite(phrase: Phrase, start: int, end: int) -> bool:
    """Tell whether a finite verb stands in [start, end)."""
    return _C.FINITE in phrase.classes[start:end]


def count_main_verbs(phrase: Phrase, start: int, end: int) -> int:
    """Return how many verbs of [start, end) no relative, "that" or "when" uses up.

    An auxiliary and its verb are one.
    """
    return _count(phrase, start, end)[0]


def waits_for_verb(phrase: Phrase, start: int, end: int) -> bool:
    """Tell whether a relative, "that" or "when" of [start, end) has no verb yet: "when he"."""
    return _count(phrase, start, end)[1] > 0


def _count(phrase: Phrase, start: int, end: int) -> tuple[int, int]:
    """Return the main verbs, and the subordinate clauses that are still without one."""
    main = pending = 0
    in_group = False
    for i in range(start, end):
        kind = phrase.classes[i]
        opens = i > start or not phrase.is_in(i, "contrast")
        if (kind is _C.RELATIVE and i > start) or (kind is _C.SUBORDINATOR and opens):
            pending += 1
        elif kind is _C.FINITE and not in_group:
            main, pending = (main, pending - 1) if pending else (main + 1, 0)
        in_group = kind is _C.FINITE or (in_group and kind in (_C.ADVERB, _C.PRONOUN))
    return main, pending


def finite_before_sign(phrase: Phrase, index: int) -> bool:
    """Tell whether a finite verb comes before the next comma or the like."""
    for i in range(index, len(phrase)):
        if phrase.sign(i) in (",", ";", ":"):
            return False
        if phrase.classes[i] is _C.FINITE:
            return True
    return False


def skip_adverbs(phrase: Phrase, index: int) -> int:
    """Return the first index from *index* on that is no adverb and no pronoun."""
    while phrase.is_class(index, _C.ADVERB, _C.PRONOUN):
        index += 1
    return index


def verb_at(phrase: Phrase, index: int) -> bool:
    """Tell whether a finite verb begins at *index*, adverbs and clitics before it left out."""
    return phrase.is_class(skip_adverbs(phrase, index), _C.FINITE)


def subject_and_verb(phrase: Phrase, index: int, *, after_comma: bool) -> bool:
    """Tell whether a noun phrase and then a finite verb follow, with no clause between.

    A bare noun opens a subject only after a comma: ", and contact was established".
    """
    bare = {_C.OTHER, _C.BASE} if after_comma else set()
    noun_and_verb = phrase.is_class(index, *_BARE) and phrase.is_class(index + 1, _C.FINITE)
    if not (noun_and_verb or phrase.is_class(index, *_SUBJECT_OPENS, *bare)):
        return False
    past_name = -1
    for i in range(index, len(phrase)):
        if phrase.classes[i] is _C.FINITE:
            return True
        if i < past_name:
            continue
        past_name = _after_name(phrase, i)
        if past_name > i:
            continue
        if phrase.classes[i] in _CLAUSE_OPENS and phrase.sign(i) not in ("(", ")", "%", "$"):
            return False
        if phrase.classes[i] is _C.COORDINATOR and not phrase.joins_names(i):
            return False
    return False


def _after_name(phrase: Phrase, index: int) -> int:
    """Return where a name between commas ends ("her deputy, Ann Lowe, was"), else *index*."""
    if phrase.sign(index) != ",":
        return index
    end = index + 1
    while phrase.is_class(end, _C.NAME):
        end += 1
    return end + 1 if end > index + 1 and phrase.sign(end) == "," else index


def commas(phrase: Phrase, start: int, end: int | None = None, signs: str = ",") -> list[int]:
    """Return the commas of [start, end) that stand outside brackets."""
    found: list[int] = []
    depth = 0
    for i in range(start, len(phrase) if end is None else end):
        sign = phrase.sign(i)
        depth += (sign in _OPENING and sign != "") - (sign in _CLOSING and sign != "")
        if depth <= 0 and sign and sign in signs:
            found.append(i)
    return found
