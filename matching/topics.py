"""Whom a sentence of narration is about, for the pronouns and left-out subjects after it."""

from matching.span import Span
from matching.speech_row import Row
from matching.word_classes import WordClass

_LONGEST_ASIDE = 8


def named_subject(row: Row) -> Span | None:
    """Return the subject at the head of a sentence where it holds a name, None without one."""
    for start, _ in row.segments(0, len(row)):
        if row.is_adjunct_start(start):
            continue
        end = row.forward_noun_phrase(start)
        named = any(row.units[k].is_capitalised for k in range(max(start, 1), end))
        verb = _after_aside(row, end)
        while verb < len(row) and (row.is_adverb(verb) or row.is_("negations", verb)):
            verb += 1
        is_subject = named and row.class_at(verb) is WordClass.FINITE
        return row.span(start, end) if is_subject else None
    return None


def _after_aside(row: Row, end: int) -> int:
    """Step over ", en cambio," between a subject and its verb."""
    if row.sign(end) != "," or not row.is_adjunct_start(end + 1):
        return end
    closes = range(end + 1, min(end + _LONGEST_ASIDE, len(row)))
    return next((k + 1 for k in closes if row.sign(k) == ","), end)
