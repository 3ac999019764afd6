"""Where words set off inside a clause end, and the clause around them reads on."""

from collections.abc import Callable

from matching.aside import Aside
from matching.clause_scan import (
    commas,
    count_main_verbs,
    skip_adverbs,
    subject_and_verb,
    verb_at,
)
from matching.phrase import Phrase
from matching.word_classes import WordClass

_C = WordClass
DASHES = frozenset("—–")


def end_of_row(phrase: Phrase, start: int) -> int:
    """Return where "A, B and C" ends: at the comma after "and C", or where a clause goes on."""
    for i in range(start, len(phrase)):
        sign = phrase.sign(i)
        if sign in (";", ":") or sign in DASHES:
            return i
        joins = phrase.classes[i] is _C.COORDINATOR
        if (joins or sign == ",") and _clause_at(phrase, i + 1, is_joint=joins):
            return i - 1 if joins and phrase.sign(i - 1) == "," else i
    joints = (i for i in range(start, len(phrase)) if phrase.classes[i] is _C.COORDINATOR)
    joint = next(joints, start)
    return next((comma for comma in commas(phrase, start) if comma > joint), len(phrase))


def _clause_at(phrase: Phrase, index: int, *, is_joint: bool) -> bool:
    if verb_at(phrase, index) or phrase.match("subordinate", index):
        return True
    return is_joint and subject_and_verb(phrase, index, after_comma=False)


def end_of_clause(phrase: Phrase, index: int, after: int) -> tuple[int, int, bool] | None:
    """Return end, end with its sign, and whether the clause around needs what follows.

    The sign at *index* opens the words set off, whose verb stands before *after*. Where the
    clause around them has no verb yet, they end at the comma before it; None without one.
    Else they end where a conjunction or another verb takes the clause up again.
    """
    signs = "".join(DASHES) if phrase.sign(index) in DASHES else ","
    wants_verb = not (phrase.is_governed or count_main_verbs(phrase, 0, index))
    goes_on: Callable[[Phrase, int], bool] = verb_at if wants_verb else _goes_on
    stops = (i for i in range(after, len(phrase)) if phrase.sign(i) in (";", ":"))
    stop = next(stops, len(phrase))
    candidates = commas(phrase, after, stop, signs)
    for comma in candidates:
        if goes_on(phrase, comma + 1):
            return comma, comma + 1, verb_at(phrase, comma + 1)
    if not wants_verb:
        if signs != "," and candidates:
            return candidates[0], candidates[0] + 1, False
        return stop, stop, False
    for comma in reversed(candidates):
        if count_main_verbs(phrase, comma + 1, stop) and not phrase.is_in(comma + 1, "relatives"):
            return comma, comma + 1, True
    return None


def _goes_on(phrase: Phrase, index: int) -> bool:
    """Tell whether the clause around an aside goes on at *index*, after a comma."""
    if verb_at(phrase, index) or phrase.match("subordinate", index) or phrase.match("but", index):
        return True
    if not phrase.is_class(index, _C.COORDINATOR):
        return False
    following = skip_adverbs(phrase, index + 1)
    return phrase.is_class(following, _C.FINITE, _C.BASE) or subject_and_verb(
        phrase, index + 1, after_comma=True
    )


def closed(
    phrase: Phrase,
    index: int,
    after: int,
    anchor: tuple[int, int] | None,
    left: int | None = None,
) -> Aside | None:
    """Return the aside that the sign at *index* opens, None where no end of it is seen.

    *left* is where it begins when no sign does: "los lazos los cuales están forjados".
    """
    found = end_of_clause(phrase, index, after)
    if found is None:
        return None
    end, right, is_inner = found
    begins = index if left is None else left
    return Aside(index + 1, end, begins, right, anchor, is_inner=is_inner)
