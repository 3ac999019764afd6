"""Who says it: the noun phrase that is the subject of a cue, before or after it."""

from collections.abc import Sequence

from matching.cues import Cue
from matching.frames import Frame
from matching.speech_row import Row
from matching.verb_forms import VerbForm
from matching.word_classes import WordClass

_MAX_CIRCUMSTANCES = 6


def find_subject(row: Row, cue: Cue, earlier: Sequence[Frame]) -> tuple[int, int] | None:
    """Return the subject on the cue's left: "El ministro, Juan Pérez, dijo"."""
    end = cue.start
    while end > 0 and row.is_adverb(end - 1):
        end -= 1
    begin = _clause_start(row, end, earlier)
    if cue.form is VerbForm.GERUND:
        return _quoted_by_others(row, end) or _earlier_subject(row, end, earlier)
    is_pronoun = row.class_at(end - 1) is WordClass.PRONOUN and row.is_("anaphors", end - 1)
    if end > 0 and (row.is_relative(end - 1) or is_pronoun):
        return end - 1, end
    if cue.form is VerbForm.INFINITIVE:
        return _leading_subject(row, begin, end)
    segments = list(row.segments(begin, end))
    if not segments:
        same_clause = row.class_at(end - 1) is WordClass.COORDINATOR and end > 0
        return _earlier_subject(row, end, earlier) if same_clause else None
    if row.sign(end - 1) != ",":
        start, stop = segments[-1]
        subject = row.subject_in(start, stop)
        if subject is not None:
            described = _described(row, segments[:-1], subject, start)
            return described, end
        if len(segments) == 1:
            return None
        segments = segments[:-1]
    return _subject_with_appositions(row, segments, row.is_complementiser(cue.end))


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
    if opens is not None and row.class_at(opens) is WordClass.DETERMINER:
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
    for start, stop in segments:
        in_relative = row.class_at(start) is WordClass.RELATIVE or row.is_complementiser(start)
        if first is None:
            subject = row.subject_in(start, stop)
            end = row.forward_noun_phrase(start)
            in_series = end > start and row.class_at(end) is WordClass.FINITE
            if is_clause_next and in_series and not in_relative:
                first, last = start, end
            elif subject is not None:
                first, last = subject, stop
        elif row.class_at(start) in {WordClass.FINITE, WordClass.PARTICIPLE}:
            continue  # "The report, published on Monday, found"
        elif row.has_verb(start, stop) and not in_relative:
            subject = row.subject_in(start, stop)
            first, last = (subject, stop) if subject is not None else (None, 0)
        elif not row.is_adjunct_start(start) and not in_relative:
            last = stop
    return (first, last) if first is not None else None


def _leading_subject(row: Row, begin: int, end: int) -> tuple[int, int] | None:
    """Return the subject of the clause whose verb stands before a non-finite cue."""
    for start, _stop in row.segments(begin, end):
        if row.is_adjunct_start(start) and row.class_at(start) is not WordClass.DETERMINER:
            continue
        stop = row.forward_noun_phrase(start)
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
        opens = subordinates or row.is_complementiser(i)
        if opens and not _is_relative_inside(row, i, end):
            return i + 1
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
    """Tell a relative inside the subject ("el juez que lleva el caso dijo") from "que X dijo"."""
    is_noun_before = row.class_at(i - 1) in {WordClass.OTHER, WordClass.NAME} and i > 0
    return is_noun_before and row.class_at(i + 1) is WordClass.FINITE and i + 1 < end


def find_inverted_subject(row: Row, cue: Cue) -> tuple[int, int] | None:
    """Return the subject after the cue: "dijo el ministro", "señaló en una nota la empresa"."""
    for i in range(cue.start, cue.end):
        if row.is_("enclitic_subjects", i):
            return i, i + 1
    if cue.is_impersonal or row.is_complementiser(cue.end) or row.is_quote(cue.end):
        return None
    body = find_body(row, cue, cue.end)
    if body is not None:
        return body
    start = _after_text(row, cue.end)
    before = cue.start - 1
    is_after = row.is_quote(before) or row.is_quote(before - 1) or row.sign(before) == ","
    if start == cue.end and is_after and not row.words.has_bare_clauses:
        start = after_circumstances(row, start)
    end = row.forward_noun_phrase(start)
    if end == start or row.is_adjunct(start):
        return None
    return start, row.with_appositions(end)


def find_body(row: Row, cue: Cue, i: int) -> tuple[int, int] | None:
    """Return the body for which others speak: "señalan |desde el ministerio".

    Only a plural verb has such a speaker; "señaló desde Quito" tells the place.
    """
    last = cue.end - 1 if cue.verb_at is None else cue.verb_at
    endings = tuple(row.words.words["plural_endings"]) or ("\0",)
    is_plural = any(
        row.units[k].lower.endswith(endings)
        for k in range(cue.start, last + 1)
        if k == last or row.is_("have", k)
    )
    if not is_plural or not row.is_("body_prepositions", i) or row.is_adjunct(i + 1):
        return None
    end = row.forward_noun_phrase(i + 1)
    return (i + 1, end) if can_speak(row, (i + 1, end), end) else None


def find_leading_body(row: Row, cue: Cue) -> tuple[int, int] | None:
    """Return the body in front of a cue: "Desde la alcaldía, además, aseguran que …"."""
    for i in range(cue.start - 1, row.break_before(cue.start) - 1, -1):
        if row.is_("body_prepositions", i):
            return find_body(row, cue, i)
        if row.is_complementiser(i) or row.class_at(i) is WordClass.FINITE:
            return None
    return None


def _after_text(row: Row, i: int) -> int:
    """Step over the text or outlet that words stand in: "en un comunicado", "en su cuenta"."""
    end = row.forward_noun_phrase(i + 1) if row.is_("read_in", i) else i
    return end if any(row.is_("text_nouns", k) for k in range(i, end)) else i


def after_circumstances(row: Row, start: int) -> int:
    """Step over when, where and to whom: "dijo este lunes a la prensa en Quito el ministro".

    *start* itself where no noun phrase comes after them.
    """
    i = start
    for _ in range(_MAX_CIRCUMSTANCES):
        if row.is_adjunct(i):
            i += 1 if row.is_("adjuncts", i) else 2
        elif row.class_at(i) is WordClass.NUMBER and i > start:
            i += 1
        elif row.class_at(i) is WordClass.PREPOSITION or row.is_("prepositions", i):
            i = max(i + 1, row.forward_noun_phrase(i + 1))
        else:
            break
    is_speaker = row.class_at(i) in {WordClass.DETERMINER, WordClass.NAME} and not row.is_break(i)
    return i if is_speaker and row.forward_noun_phrase(i) > i else start


def find_text_read(row: Row, cue: Cue) -> tuple[int, int] | None:
    """Return the text that is read: "se lee en su publicación", "reads the statement".

    A text that an ordinary speech verb only mentions is where it was said, not who said
    it: "El ministerio señaló en un comunicado que …".
    """
    if cue.verb is None or not row.words.is_("text_verbs", cue.verb.lemma):
        return None
    is_in = row.is_("read_in", cue.end)
    if is_in and not (cue.is_impersonal or row.words.is_("reading_verbs", cue.verb.lemma)):
        return None
    start = cue.end + (1 if is_in else 0)
    end = row.forward_noun_phrase(start)
    has_text = any(row.is_("text_nouns", i) for i in range(start, end))
    return (start, end) if has_text and not row.is_complementiser(end) else None


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


def can_speak(row: Row, noun_phrase: tuple[int, int], content: int) -> bool:
    """Tell whether the noun phrase after a cue is its subject: a name or an office."""
    return any(
        row.class_at(k) is WordClass.NAME
        or row.class_at(k) is WordClass.PRONOUN
        or row.is_("noun_roles", k)
        or row.is_("bodies", k)
        for k in range(*noun_phrase)
        if k < content
    )
