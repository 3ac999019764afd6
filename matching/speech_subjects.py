"""Who says it: the noun phrase that is the subject of a cue, before or after it."""

from collections.abc import Sequence

from matching.cue import Cue
from matching.english_subjects import (
    has_reduced_relative,
    in_series,
    is_day,
    is_phrase,
    joins_verbs,
    own_clause,
    own_segments,
)
from matching.frames import Frame
from matching.opening_cues import main_subject, opens_sentence
from matching.speech_inserts import before_aside, free_relative, subject_before_clause
from matching.speech_row import Row
from matching.verb_forms import VerbForm
from matching.word_classes import WordClass


def find_subject(row: Row, cue: Cue, earlier: Sequence[Frame]) -> tuple[int, int] | None:
    """Return the subject on the cue's left: "El ministro, Juan Pérez, dijo"."""
    end = before_aside(row, cue.start)
    earlier = [frame for frame in earlier if frame.cue.end <= end]
    while end > 0 and (row.is_adverb(end - 1) or is_day(row, end - 1)):
        end -= 1
    if earlier and earlier[-1].source and row.sign(end - 1) == ",":
        antecedent = find_antecedent(row, earlier[-1].source[0], ())
        if antecedent is not None:
            return antecedent  # "El fiscal, que pedía cuatro años, ha anunciado"
    begin = _clause_start(row, end, earlier)
    if earlier and in_series(row, cue, earlier[-1]):
        return earlier[-1].source
    if cue.form is VerbForm.GERUND and opens_sentence(row, cue):
        return main_subject(row, cue)
    if cue.form is VerbForm.GERUND:
        return _quoted_by_others(row, end) or _earlier_subject(row, end, earlier)
    is_pronoun = row.class_at(end - 1) is WordClass.PRONOUN and row.is_("anaphors", end - 1)
    is_place = row.class_at(end - 1) is WordClass.RELATIVE and not row.is_("relatives", end - 1)
    if row.is_relative(end - 1) and (is_place or is_oblique(row, end - 1)) and end:
        return _earlier_subject(row, end, earlier)  # "una nota en la que exige …"
    if row.is_relative(end - 1) and row.is_("before_conjunction", end - 2):
        return _earlier_subject(row, end, earlier)  # "al tiempo que pidió"
    if row.is_relative(end - 1) and row.is_("neuter_articles", end - 2):
        return None  # "lo que dijo fue": what is said, not who says it
    if end > 0 and (row.is_relative(end - 1) or is_pronoun):
        return end - 1, end
    relative = _relative_before_adjuncts(row, begin, end)
    if relative is not None:
        return relative
    if cue.form is VerbForm.INFINITIVE:
        if opens_sentence(row, cue):
            return main_subject(row, cue)
        is_added = row.is_("at_doing", end - 1) and row.sign(end - 2) == ","
        same = earlier and (is_added or not row.has_verb(earlier[-1].after, end))
        if same and earlier[-1].source:
            return earlier[-1].source  # '"…", insistió la alcaldesa, al señalar que …'
        return _leading_subject(row, begin, end)
    whole = subject_before_clause(row, _floor(row, earlier), begin, end)
    whole = whole or free_relative(row, end)
    return whole or _subject_between(row, begin, end, earlier, cue)


def _floor(row: Row, earlier: Sequence[Frame]) -> int:
    """Return where the clauses of the cues before end, those of relatives left out."""
    outer = [f for f in earlier if f.source is None or not row.is_relative(f.source[0])]
    return outer[-1].cue.end if outer else 0


def _subject_between(
    row: Row, begin: int, end: int, earlier: Sequence[Frame], cue: Cue
) -> tuple[int, int] | None:
    """Return the subject among the parts of the cue's own clause."""
    segments = list(row.segments(begin, end))
    if not segments:
        joins = row.class_at(end - 1) is WordClass.COORDINATOR or joins_verbs(row, end - 1)
        same_clause = joins and end > 0
        return _earlier_subject(row, end, earlier) if same_clause else None
    if row.sign(end - 1) != ",":
        start, stop = segments[-1]
        reduced = has_reduced_relative(row, start, stop)
        is_described = row.is_("premodifiers", start) and not row.has_verb(start + 1, stop)
        subject = start if reduced or is_described else row.subject_in(start, stop)
        subject = own_clause(row, subject, stop)
        if subject is not None:
            described = _described(row, segments[:-1], subject, start)
            return described, end
        if len(segments) == 1:
            return None
        segments = segments[:-1]
    found = _subject_with_appositions(row, segments, row.is_complementiser(cue.end))
    if found is None and begin and row.class_at(begin - 1) is WordClass.COORDINATOR:
        return _earlier_subject(row, begin - 1, earlier)  # "vino y, sin más, dijo"
    return found


def is_oblique(row: Row, i: int) -> bool:
    """Tell the relative of "en la que", "a quien", "del que" from one that is a subject."""
    before = i - 2 if row.is_("before_relative", i - 1) else i - 1
    return row.class_at(before) is WordClass.PREPOSITION and row.words.has_oblique_relatives


def _relative_before_adjuncts(row: Row, begin: int, end: int) -> tuple[int, int] | None:
    """Return "que" in "La empresa, que el viernes había asegurado que …"."""
    at = begin - 1
    if not row.is_relative(at) or row.sign(at - 1) != "," or begin == end:
        return None
    is_time = all(row.is_adjunct(k) or row.is_adverb(k) for k in range(begin, end))
    is_place = row.is_adjunct_start(begin) and row.subject_in(begin, end) is None
    is_time |= (
        is_place
        and row.class_at(end - 1) is not WordClass.PREPOSITION
        and not row.has_verb(begin, end)
    )
    return (at, at + 1) if is_time else None


def find_antecedent(row: Row, at: int, earlier: Sequence[Frame]) -> tuple[int, int] | None:
    """Return whom the relative at *at* stands for: a speaker or noun phrase before its comma."""
    if not row.is_relative(at):
        return None
    end = at - 1 if row.sign(at - 1) == "," else at
    for frame in reversed(earlier):
        if frame.source is not None and frame.source[1] == end:
            return frame.source
    starts = range(row.break_before(end), end)
    return next(
        (
            (k, end)
            for k in starts
            if row.class_at(k) in {WordClass.DETERMINER, WordClass.NAME}
            and row.class_at(k - 1) not in {WordClass.DETERMINER, WordClass.NAME}
            and row.with_appositions(row.forward_noun_phrase(k)) == end
        ),
        None,
    )


def _quoted_by_others(row: Row, end: int) -> tuple[int, int] | None:
    """Return whom somebody quotes: "Reuters quoted the mayor as saying"."""
    if not row.is_("as_words", end - 1):
        return None
    for i in range(end - 2, row.break_before(end - 1), -1):
        if row.is_("be", i):
            return None
        if row.class_at(i) in {WordClass.FINITE, WordClass.PARTICIPLE}:
            is_passive = row.is_("be", i - 1) or row.is_("agents", i + 1)
            return None if is_passive or i + 1 == end - 1 else (i + 1, end - 1)
    return None


def _described(row: Row, before: list[tuple[int, int]], subject: int, start: int) -> int:
    """Reach back over "El alcalde de la ciudad, Tomás Rey sostuvo" (no second comma)."""
    is_name = row.class_at(subject) is WordClass.NAME and subject == start
    if row.words.has_bare_clauses or len(before) != 1 or not is_name:
        return subject
    first, stop = before[-1]
    opens = row.subject_in(first, stop)
    is_office = any(row.is_("noun_roles", k) for k in range(first, min(first + 3, stop)))
    if opens is not None and is_office and row.class_at(opens) is WordClass.DETERMINER:
        return opens
    return subject


def _subject_with_appositions(
    row: Row, segments: list[tuple[int, int]], is_clause_next: bool
) -> tuple[int, int] | None:
    """Return the subject among the parts between commas, with what describes it.

    Before a reported clause the cue may be one more verb of a series: "El alcalde visitó
    la obra, dijo que …".
    """
    first: int | None = None
    last = 0
    if not is_clause_next:
        segments = own_segments(row, segments)
    for start, stop in segments:
        in_relative = _opens_relative(row, start)
        opens_gerund = row.words.has_bare_clauses and row.class_at(start) is WordClass.GERUND
        if first is None and not opens_gerund:
            subject = row.subject_in(start, stop)
            end = row.forward_noun_phrase(start)
            in_series = end > start and row.class_at(end) is WordClass.FINITE
            if is_clause_next and in_series and not in_relative:
                first, last = start, end
            elif subject is not None:
                first, last = subject, stop
        elif first is None or row.class_at(start) in {WordClass.FINITE, WordClass.PARTICIPLE}:
            continue  # "The report, published on Monday, found"
        elif row.has_verb(start, stop) and not in_relative:
            subject = row.subject_in(start, stop)
            first, last = (subject, stop) if subject is not None else (None, 0)
        elif not row.is_adjunct_start(start) and not in_relative:
            last = stop
    return (first, last) if first is not None else None


def _opens_relative(row: Row, start: int) -> bool:
    """Tell whether a part between commas is a relative clause: ", al que tuvo acceso EFE,"."""
    if row.class_at(start) is WordClass.RELATIVE or row.is_complementiser(start):
        return True
    return any(row.is_relative(k) and is_oblique(row, k) for k in (start + 1, start + 2))


def _leading_subject(row: Row, begin: int, end: int) -> tuple[int, int] | None:
    """Return the subject of the clause whose verb stands before a non-finite cue."""
    for start, _stop in row.segments(begin, end):
        if row.is_adjunct_start(start) and row.class_at(start) is not WordClass.DETERMINER:
            continue
        stop = row.forward_noun_phrase(start)
        if row.class_at(start) is WordClass.PRONOUN and row.words.has_bare_clauses:
            stop = min(stop, start + 1)  # "He |lives in Leeds but| said"
        while stop > start + 1 and row.is_("auxiliaries", stop - 1):
            stop -= 1  # "Le préfet |s'|est contenté de dire"
        if stop > start:
            return start, stop
    return None


def _earlier_subject(row: Row, end: int, earlier: Sequence[Frame]) -> tuple[int, int] | None:
    """Return the subject shared with the clause before "and": "X won and said"."""
    if earlier and earlier[-1].source:
        return earlier[-1].source
    return _leading_subject(row, 0, end)


def _clause_start(row: Row, end: int, earlier: Sequence[Frame]) -> int:
    """Return where the clause that reaches to *end* begins."""
    floor = earlier[-1].cue.end if earlier else 0
    for i in range(end - 1, floor - 1, -1):
        if row.is_break(i) and row.sign(i) not in {")", "("}:
            return i + 1
        subordinates = row.class_at(i) is WordClass.SUBORDINATOR or row.is_("subordinators", i)
        opens = (subordinates and not is_phrase(row, i, end)) or row.is_complementiser(i)
        if opens and not _is_relative_inside(row, i, end):
            return i + 1
        if i + 1 == end and joins_verbs(row, i):
            return end
        if row.class_at(i) is WordClass.COORDINATOR and (
            i + 1 == end
            or (row.has_verb(max(floor, row.break_before(i)), i) and not _joins_names(row, i))
        ):
            return i + 1
    return floor


def _joins_names(row: Row, i: int) -> bool:
    """Tell "…, Fire and Rescue said" from "Police arrested Cole and Hart said"."""
    first = i
    while row.class_at(first - 1) is WordClass.NAME and first > 0:
        first -= 1
    is_name_after = i + 1 < len(row) and row.units[i + 1].is_capitalised
    return first < i and is_name_after and row.sign(first - 1) == ","


def _is_relative_inside(row: Row, i: int, end: int) -> bool:
    """Tell a relative inside the subject ("el juez que lleva el caso dijo") from "que X dijo".

    One between commas always is: "El fiscal, que pedía cuatro años, ha anunciado".
    """
    first = i - 1 if is_oblique(row, i) else i
    first = first - 1 if row.is_("before_relative", first) else first
    if row.is_relative(i) and row.sign(first - 1) == "," and first > 1:
        commas = [k for k in range(i + 1, end) if row.sign(k) == ","]
        return bool(commas) and row.class_at(first - 2) in {WordClass.OTHER, WordClass.NAME}
    is_noun_before = row.class_at(i - 1) in {WordClass.OTHER, WordClass.NAME} and i > 0
    has_verb = any(row.class_at(k) is WordClass.FINITE for k in range(i + 1, end))
    return is_noun_before and has_verb


def find_possessor(row: Row, noun: int) -> tuple[int, int] | None:
    """Return "X's" or "his" before a noun, with one adjective allowed between."""
    for j in range(noun - 1, max(noun - 3, -1), -1):
        if row.is_("anaphors", j):
            return j, j + 1
        if row.units[j].text.endswith(("'s", "’s", "s’", "s'")):
            start = j
            while start > 0 and row.class_at(start - 1) in {
                WordClass.NAME,
                WordClass.DETERMINER,
                WordClass.OTHER,
            }:
                start -= 1
            return start, j + 1
    return None
