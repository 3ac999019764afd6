"""Subjects as English writes them: shared by a series of verbs, or with a participle inside."""

from matching.cue import Cue, CueKind
from matching.frames import Frame
from matching.speech_row import Row
from matching.verb_forms import VerbForm
from matching.word_classes import WordClass

_DESCRIBED = 3
_PAST = frozenset({WordClass.FINITE, WordClass.PARTICIPLE})
_PARTICIPLE_ENDINGS = ("ed", "en", "wn", "ght", "ade", "ung", "eld", "ent", "ound")


def in_series(row: Row, cue: Cue, before: Frame) -> bool:
    """Tell the next verb of "reaffirmed the pact, |thanked| Kenya, and underscored …".

    Only after a verb whose object is no clause: in "said the army shelled the town, killed
    …" the later verbs are part of what is said.
    """
    if not row.words.has_bare_clauses or cue.form is not VerbForm.FINITE:
        return False
    same_form = before.cue.form is VerbForm.FINITE and before.cue.kind is cue.kind is CueKind.VERB
    opens = row.sign(cue.start - 1) == "," and before.source is not None
    if row.class_at(cue.end) is WordClass.PREPOSITION or row.is_adjunct(cue.end):
        return False  # "cited a report, released on Monday": a participle
    at = before.content_from
    if not (same_form and opens) or at is None or row.is_complementiser(at - 1):
        return False
    return not row.has_verb(at, cue.start - 1) and not row.is_quote(cue.start - 2)


def has_reduced_relative(row: Row, start: int, stop: int) -> bool:
    """Tell "A statement |issued by the palace| said", where the first verb is a participle."""
    head = row.forward_noun_phrase(start)
    if not row.words.has_bare_clauses or not start < head < stop - 1:
        return False
    is_past = row.units[head].lower.endswith(_PARTICIPLE_ENDINGS)
    if row.class_at(head) not in _PAST or not is_past:
        return False
    leads = row.class_at(head + 1) is WordClass.PREPOSITION or row.is_adjunct(head + 1)
    others = range(head + 1, stop)
    return leads and not any(
        row.class_at(k) in {WordClass.FINITE, WordClass.COORDINATOR} or row.is_complementiser(k)
        for k in others
    )


def is_day(row: Row, i: int) -> bool:
    """Tell the day between subject and verb: "Minister Mbeki |yesterday| said"."""
    return row.words.has_bare_clauses and row.is_adjunct(i) and not row.units[i].is_capitalised


def own_clause(row: Row, subject: int | None, stop: int) -> int | None:
    """Return "the union" of "a move |the union| called reckless", a relative without "which"."""
    if subject is None or not row.words.has_bare_clauses:
        return subject
    nouns = {WordClass.OTHER, WordClass.BASE}
    for k in range(subject + 2, stop):
        is_new = row.class_at(k) is WordClass.DETERMINER and not row.units[k].is_capitalised
        if is_new and row.class_at(k - 1) in nouns and row.is_("articles", k):
            return k
    return subject


def own_segments(row: Row, segments: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out what is said before a described speaker: "It fell, the mayor, Al Hill, said".

    *segments* are the parts between commas before a cue that nothing follows.
    """
    if not row.words.has_bare_clauses or len(segments) < _DESCRIBED:
        return segments
    start, stop = segments[0]
    subject = row.forward_noun_phrase(start)
    states = subject > start and row.class_at(subject) is WordClass.FINITE
    opens = row.class_at(segments[1][0]) in {WordClass.DETERMINER, WordClass.NAME}
    return segments[1:] if states and opens and row.has_verb(start, stop) else segments


def is_phrase(row: Row, i: int, end: int) -> bool:
    """Tell ", speaking |after| the match, said" from a clause that "after" opens."""
    if not row.words.has_bare_clauses or not row.is_("prepositions", i):
        return False
    comma = next((k for k in range(i + 1, end) if row.sign(k) == ","), None)
    return comma is not None and not row.has_verb(i + 1, comma)


def joins_verbs(row: Row, i: int) -> bool:
    """Tell "acknowledged the delay |but| insisted", which word classes do not know."""
    return row.words.has_bare_clauses and row.is_coordinator(i)
