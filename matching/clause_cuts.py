"""Where one clause of a statement ends and the next begins.

Each finder looks at one token and says whether a clause boundary of its kind lies there;
`clause_ranges` asks them in order. The first that answers decides. What is set off inside
a clause has been taken out before (`asides`).
"""

from dataclasses import dataclass

from matching.clause_rows import is_clause_row, past_adjunct
from matching.clause_scan import (
    count_main_verbs,
    finite_before_sign,
    has_finite,
    skip_adverbs,
    subject_and_verb,
    verb_at,
    waits_for_verb,
)
from matching.phrase import Phrase
from matching.word_classes import WordClass

_C = WordClass
_LONGEST_ENUMERATOR = 3


@dataclass(frozen=True, slots=True)
class Cut:
    """A clause boundary: the clause before ends at `end`, the next begins at `start`.

    The next one inherits the subject of the clause before, all of it, or nothing.
    """

    end: int
    start: int
    inherits_subject: bool = False
    inherits_clause: bool = False
    is_purpose: bool = False


def clause_ranges(phrase: Phrase) -> list[tuple[tuple[int, int], Cut | None]]:
    """Return token ranges of clauses in order, each with the cut that opened it (None first)."""
    ranges: list[tuple[tuple[int, int], Cut | None]] = []
    start = _after_that(phrase, skip_markers(phrase, 0))
    length = _opener(phrase, start)
    fronted, start = length > 0, start + length
    opened_by: Cut | None = None
    index = start + 1
    while index < len(phrase):
        cut = _end_of_fronted(phrase, start, index) if fronted else None
        cut = cut or _cut_at(phrase, start, index)
        if cut is None:
            index += 1
            continue
        if cut.end > start:
            ranges.append(((start, cut.end), opened_by))
        start, opened_by, fronted = skip_markers(phrase, cut.start), cut, False
        length = _opener(phrase, start) if cut.end == cut.start - 1 else 0
        is_free = cut.is_purpose and not cut.inherits_clause
        if (length or is_free) and _front_end(phrase, start + length) is not None:
            fronted, start = True, start + length
        index = start + 1
    if start < len(phrase):
        ranges.append(((start, len(phrase)), opened_by))
    return ranges


def _after_that(phrase: Phrase, start: int) -> int:
    """Return where a statement's first clause begins, after "que" or "y que" of a reported one."""
    if start + 1 >= len(phrase) or phrase.places[start] > 1 or not phrase.is_in(start, "that"):
        return start
    return start + 1 if phrase.tokens[start].text.islower() else start


def enumerated(phrase: Phrase) -> list[tuple[int, int]]:
    """Return the items of "contempla: 1) A; 2) B, y 3) C", after the range of their head.

    Empty without two numbers or letters in a row.
    """
    marks = [
        i
        for i in range(len(phrase) - 1)
        if phrase.sign(i + 1) == ")"
        and len(phrase.words[i]) <= _LONGEST_ENUMERATOR
        and phrase.words[i].isalnum()
        and (i == 0 or phrase.is_class(i - 1, _C.SIGN, _C.COORDINATOR))
        and phrase.sign(i - 1) != "("
    ]
    if len(marks) < 2:
        return []
    ends = [*marks[1:], len(phrase)]
    items = [(mark + 2, end) for mark, end in zip(marks, ends, strict=True) if mark + 2 < end]
    return [(marks[0], marks[0]), *items]


def skip_markers(phrase: Phrase, start: int) -> int:
    """Return where the clause itself begins, after "Asimismo," or "However,"."""
    while True:
        length = phrase.match("markers", start)
        after = start + length
        if not length or after >= len(phrase):
            return start
        if phrase.sign(after) == ",":
            start = after + 1
        elif phrase.match("bare_markers", start):
            start = after
        else:
            return start


def _opener(phrase: Phrase, start: int) -> int:
    """Return how many words at *start* open a clause before the main one: "Although"."""
    return phrase.match("purpose", start) or _subordinator(phrase, start)


def _subordinator(phrase: Phrase, index: int) -> int:
    """Return the length of a causal, concessive or contrasting conjunction; 0 for none."""
    length = phrase.match("subordinate", index)
    following = index + length
    if not length or following >= len(phrase) or phrase.is_class(following, _C.SIGN):
        return 0
    if phrase.is_class(following, _C.GERUND):
        return 0  # "while working" tells when
    end = next((i for i in range(following, len(phrase)) if phrase.sign(i) == ";"), len(phrase))
    return length if has_finite(phrase, following, end) else 0


def _front_end(phrase: Phrase, start: int) -> int | None:
    """Return the comma at which a clause before the main one ends; None where it is last."""
    needs_verb = not phrase.is_class(start, _C.INFINITIVE, _C.BASE, _C.GERUND)
    for index in range(start + 1, len(phrase) - 1):
        if phrase.sign(index) == ",":
            if needs_verb and not has_finite(phrase, start, index):
                continue
            if _main_clause_at(phrase, index + 1) and not _is_item(phrase, index + 1):
                return index
        elif phrase.sign(index) in (";", ":"):
            return None
    return None


def _is_item(phrase: Phrase, index: int) -> bool:
    return phrase.is_class(index, _C.INFINITIVE, _C.GERUND, _C.COORDINATOR)


def _end_of_fronted(phrase: Phrase, start: int, index: int) -> Cut | None:
    """Cut where a clause begun with "Con el objetivo de …," hands over to the main one."""
    return Cut(index, index + 1) if _front_end(phrase, start) == index else None


def _main_clause_at(phrase: Phrase, index: int) -> bool:
    """Tell whether a clause begins at *index*, not another item of a list."""
    return has_finite(phrase, index, len(phrase)) and not _is_item(phrase, index)


def _cut_at(phrase: Phrase, start: int, index: int) -> Cut | None:
    if phrase.sign(index) == ";":
        return Cut(index, index + 1)
    for find in (_colon, _purpose, _subordinate, _reported, _coordinated):
        cut = find(phrase, start, index)
        if cut is not None:
            return cut
    return None


def _colon(phrase: Phrase, start: int, index: int) -> Cut | None:
    """Cut at ": fui destituida" where both sides are clauses; a list after ":" stays."""
    if phrase.sign(index) != ":" or not has_finite(phrase, start, index):
        return None
    return Cut(index, index + 1) if finite_before_sign(phrase, index + 1) else None


def _without_comma(phrase: Phrase, index: int) -> int:
    return index - 1 if phrase.sign(index - 1) == "," else index


def _purpose(phrase: Phrase, start: int, index: int) -> Cut | None:
    """Cut at "a fin de …": what follows is a statement of its own."""
    length = phrase.match("purpose", index)
    if not length or index + length >= len(phrase):
        return None
    end = _without_comma(phrase, index)
    is_comment = phrase.classes[start] is _C.SUBORDINATOR  # "Como vemos, con el fin de …"
    has_main = has_finite(phrase, start, end) and not is_comment
    return Cut(end, index + length, inherits_clause=has_main, is_purpose=True)


def _subordinate(phrase: Phrase, start: int, index: int) -> Cut | None:
    """Cut at "porque …", "although …", "mientras que …"."""
    length = _subordinator(phrase, index)
    if not length or not has_finite(phrase, start, index):
        return None
    joint = index - 1 if phrase.is_class(index - 1, _C.COORDINATOR) else index
    focus = (i for i in (joint - 2, joint - 1) if i + phrase.match("focus", i) == joint)
    joint = next(focus, joint)  # "[sobre todo] porque", "[mainly] because"
    return Cut(_without_comma(phrase, joint), index + length)


def _reported(phrase: Phrase, start: int, index: int) -> Cut | None:
    """Cut at "y que …", "and that …" and ", que …" in a row of reported clauses."""
    is_joint = phrase.is_class(index, _C.COORDINATOR) or phrase.match("but", index)
    is_comma = phrase.sign(index) == ","
    that = index + 2 if phrase.is_class(index + 1, _C.PREPOSITION) else index + 1
    if not (is_joint or is_comma) or not phrase.is_in(that, "that"):
        return None
    if is_comma and phrase.is_class(that + 1, _C.FINITE):
        return None
    if not has_finite(phrase, start, index) or not has_finite(phrase, that + 1, len(phrase)):
        return None
    return Cut(_without_comma(phrase, index), that + 1)


def _coordinated(phrase: Phrase, start: int, index: int) -> Cut | None:
    """Cut at "y ratificaron …" (same subject) and at "y el ministro anunció …" (another)."""
    but = phrase.match("but", index)
    if phrase.is_in(index, "but_after_comma") and phrase.sign(index - 1) != ",":
        return None  # "so far", "so that"
    is_joint = phrase.is_class(index, _C.COORDINATOR) or but > 0
    is_comma = phrase.sign(index) == "," and not _joint_follows(phrase, index)
    if (is_joint or is_comma) and _next_participle(phrase, start, index):
        return Cut(_without_comma(phrase, index), index + 1)
    if not (is_joint or is_comma) or not _has_verb(phrase, start, index):
        return None
    if waits_for_verb(phrase, start, index) and not is_comma:
        return None  # "when he and Ana Rey left": one clause has both
    far = past_adjunct(phrase, index) if is_joint and not but else None
    if far is not None:
        return Cut(_without_comma(phrase, index), far, inherits_subject=True)
    if phrase.match("then", index, topic="order"):
        return None  # "A first, and only then B" states an order: one claim
    end, following = _without_comma(phrase, index), index + max(but, 1)
    if phrase.is_in(index, "negative_joints") and verb_at(phrase, following):
        return Cut(end, index, inherits_subject=True)  # "ni se ha detectado": it denies
    if verb_at(phrase, following) or _second_participle(phrase, start, index):
        return Cut(end, following, inherits_subject=True)
    if but and has_finite(phrase, following, len(phrase)):
        return Cut(end, following)
    after_comma = end < index or but > 0
    if is_comma and not is_clause_row(phrase, start, index):
        return None
    if not (is_comma or _new_clause(phrase, following, after_comma)):
        return None
    return Cut(end, following)


def _has_verb(phrase: Phrase, start: int, index: int) -> bool:
    return (phrase.is_governed and start == 0) or count_main_verbs(phrase, start, index) > 0


def _new_clause(phrase: Phrase, index: int, after_comma: bool) -> bool:
    """Tell whether a subject and its verb follow, or an adjunct, a comma and those two."""
    if subject_and_verb(phrase, index, after_comma=after_comma):
        return True
    if not after_comma or not phrase.is_class(index, _C.PREPOSITION):
        return False
    return finite_before_sign(phrase, index)


def _second_participle(phrase: Phrase, start: int, index: int) -> bool:
    """Tell "fue detenido el lunes y trasladado a Lima": two predicates of one auxiliary."""
    following = skip_adverbs(phrase, index + 1)
    if not phrase.is_class(index, _C.COORDINATOR) or following + 2 >= len(phrase):
        return False
    if not phrase.is_class(following, _C.PARTICIPLE):
        return False
    return any(
        phrase.is_class(i, _C.PARTICIPLE) and phrase.is_class(i - 1, _C.FINITE) and i + 1 < index
        for i in range(start + 1, index)
    )


def _next_participle(phrase: Phrase, start: int, index: int) -> bool:
    """Tell "financiado por A y gestionado por B", set off: each says something of its own."""
    if not phrase.is_class(start, _C.PARTICIPLE) or index - start < 2:
        return False
    following = skip_adverbs(phrase, index + 1)
    return phrase.is_class(following, _C.PARTICIPLE) and following + 1 < len(phrase)


def _joint_follows(phrase: Phrase, index: int) -> bool:
    """Tell whether "y", "pero" or the like comes right after a comma and decides there."""
    return (
        phrase.is_class(index + 1, _C.COORDINATOR)
        or phrase.match("but", index + 1) > 0
        or phrase.match("subordinate", index + 1) > 0
    )
