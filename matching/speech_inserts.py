"""What stands between a subject and its cue: between commas, dashes, or as a free clause."""

from matching.speech_row import Row
from matching.word_classes import WordClass

_DASHES = frozenset("—–-")
_LONGEST_INSERT = 14


def before_aside(row: Row, end: int) -> int:
    """Return where the aside opens that closes before *end*: "El marido –…– dijo".

    *end* itself where no dash or bracket closes there.
    """
    sign = row.sign(end - 1)
    opens = {")": "("}.get(sign, sign)
    if sign != ")" and (not sign or sign not in _DASHES):
        return end
    for i in range(end - 2, 0, -1):
        if row.sign(i) == opens:
            return i
    return end


def after_inserts(row: Row, i: int, is_object: bool = False) -> int:
    """Step over "pidió|, por tercera vez,| la diputada": what no verb and no subject opens.

    *i* itself where the insert never closes or no noun phrase comes after it; an object
    may have a preposition ("apuntan, sin embargo, |a mayo").
    """
    at = i
    for _ in range(2):
        if row.sign(at) != ",":
            break
        closes = _closing_comma(row, at)
        if closes is None or not _is_circumstance(row, at + 1):
            break
        at = closes if row.sign(closes + 1) == "," else closes + 1
    follows = row.forward_noun_phrase(at) > at
    follows |= is_object and row.class_at(at) is WordClass.PREPOSITION
    return at if at > i and follows else i


def _closing_comma(row: Row, opens: int) -> int | None:
    for k in range(opens + 1, min(opens + _LONGEST_INSERT, len(row))):
        if row.sign(k) == ",":
            return k
        if row.is_break(k) or row.class_at(k) is WordClass.FINITE:
            return None
    return None


def _is_circumstance(row: Row, i: int) -> bool:
    """Tell manner, time and place from a noun phrase that names the speaker."""
    is_bare = row.class_at(i) is WordClass.OTHER and not row.is_("noun_roles", i)
    if is_bare and row.class_at(i + 1) is WordClass.PREPOSITION and not row.is_("of", i + 1):
        return True  # "café en mano"
    return row.is_adjunct_start(i) or row.is_adverb(i) or row.class_at(i) is WordClass.PARTICIPLE


def subject_before_clause(row: Row, floor: int, begin: int, end: int) -> tuple[int, int] | None:
    """Return "El mío" of "El mío, que llegó cuando aún se podía, repite".

    A whole part between commas that is a noun phrase, where the next part opens a clause
    of its own that reaches to the comma before the cue at *end*.
    """
    if row.sign(end - 1) != ",":
        return None
    parts = list(row.segments(max(floor, row.break_before(end - 1)), end))
    for at, (first, stop) in enumerate(parts[:-1]):
        first += row.is_complementiser(first) or row.is_coordinator(first)
        phrase = row.forward_noun_phrase(first)
        if stop >= begin:
            return None
        if row.is_adjunct_start(first) or phrase == first:
            continue
        if phrase < stop or not _opens_clause(row, parts[at + 1][0]):
            return None
        rest = parts[at + 2 :]
        is_one_insert = all(_opens_clause(row, k) or not row.has_verb(k, e) for k, e in rest)
        return (first, stop) if is_one_insert else None
    return None


def _opens_clause(row: Row, i: int) -> bool:
    return row.is_relative(i) or row.class_at(i) is WordClass.SUBORDINATOR


def free_relative(row: Row, end: int) -> tuple[int, int] | None:
    """Return the clause that is itself a subject: "Quien lo vio asegura", "Los que saben dicen"."""
    start = row.break_before(end)
    first = start
    if not (row.is_relative(start) and row.is_("anaphors", start)):
        first = start + 1
        if not row.is_("before_relative", start) or row.is_("neuter_articles", start):
            return None
    opens = row.is_relative(first) and row.has_verb(first + 1, end)
    return (start, end) if opens and not row.sign(end - 1) else None
