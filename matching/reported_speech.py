"""What each cue of a sentence governs: its source on one side, its content on the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from matching.cues import Cue, CueKind
from matching.span import Span
from matching.speech_lexicon import VerbClass, find_speech_verb
from matching.speech_row import Row
from matching.verb_forms import VerbForm
from matching.word_classes import WordClass

_COMPLEMENT_WINDOW = 18
_POSTPOSED_MIN_CLAUSE = 3
CONFIDENCE = {"clear": 0.9, "object": 0.7, "noun": 0.7, "bare": 0.75, "passive": 0.5, "back": 0.3}


@dataclass(frozen=True, slots=True)
class Report:
    """A cue with its source and content, before the speaker is known by name.

    `source` is None for pro-drop and impersonal cues. `points_back` is True when the
    sentence has no content of its own ("Así lo informó X").
    """

    cue: Span
    content: tuple[Span, ...]
    source: Span | None
    confidence: float
    is_impersonal: bool = False
    points_back: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """A cue with the unit ranges found around it."""

    cue: Cue
    start: int
    """First unit of source and cue together, on the cue's left."""
    source: tuple[int, int] | None
    content_from: int | None
    """Where the content begins when it follows; None when it stands before the cue."""
    after: int
    """Where the cue, its inverted subject and their adjuncts end."""
    confidence: float


def read_reports(row: Row, cues: Sequence[Cue]) -> tuple[Report, ...]:
    """Return what is reported in one sentence, in the order of the cues."""
    frames: list[_Frame] = []
    for cue in cues:
        frame = _frame(row, cue, frames)
        if frame is not None:
            frames.append(frame)
    reports = []
    for i, frame in enumerate(frames):
        report = _report(row, frame, frames[:i], frames[i + 1 :])
        if report is not None:
            reports.append(report)
    return tuple(reports)


def _frame(row: Row, cue: Cue, earlier: Sequence[_Frame]) -> _Frame | None:
    if cue.kind in {CueKind.PHRASE, CueKind.AS_VERB}:
        return _phrase_frame(row, cue)
    if cue.kind is CueKind.NOUN:
        return _noun_frame(row, cue)
    if cue.kind is CueKind.PASSIVE:
        end = row.with_appositions(row.forward_noun_phrase(cue.end))
        source = (cue.end, end) if end > cue.end else None
        return _Frame(cue, cue.start, source, None, end, CONFIDENCE["passive"]) if source else None
    return _verb_frame(row, cue, earlier)


def _phrase_frame(row: Row, cue: Cue) -> _Frame | None:
    if cue.kind is CueKind.AS_VERB and row.words.language == "en":
        verb = cue.end - 1
        first = cue.start + row.words.phrase_at("as_cues", (row.units[cue.start].lower,))
        subject_end = verb
        while subject_end > first and (
            row.is_("auxiliaries", subject_end - 1) or row.is_("adverbs", subject_end - 1)
        ):
            subject_end -= 1
        if subject_end > first:
            return _Frame(cue, cue.start, (first, subject_end), None, cue.end, CONFIDENCE["clear"])
    begin = cue.end
    while cue.kind is CueKind.AS_VERB and row.is_adjunct(begin):
        begin += 1
    end = row.forward_noun_phrase(begin)
    source = (begin, row.with_appositions(end)) if end > begin else None
    if source is None and cue.kind is CueKind.PHRASE:
        return None
    after = source[1] if source else cue.end
    return _Frame(cue, cue.start, source, None, after, CONFIDENCE["clear"])


def _noun_frame(row: Row, cue: Cue) -> _Frame | None:
    that = next(j for j in range(cue.end, len(row)) if row.is_complementiser(j))
    source = None
    if row.is_("of", cue.end) or row.is_("agents", cue.end):
        end = that - 1 if row.is_("of", that - 1) else that
        source = (cue.end + 1, end) if end > cue.end + 1 else None
    start = cue.start
    if source is None:
        source = _possessor(row, cue.start)
        start = source[0] if source else start
    return _Frame(cue, start, source, that + 1, that + 1, CONFIDENCE["noun"])


def _possessor(row: Row, noun: int) -> tuple[int, int] | None:
    """Return "X's" or "his" before a noun, with one adjective allowed between."""
    for j in range(noun - 1, max(noun - 3, -1), -1):
        if row.is_("anaphors", j):
            return j, j + 1
        if row.units[j].text.endswith(("'s", "’s", "s’", "s'")):
            start = j
            while start > 0 and row.class_at(start - 1) in {
                WordClass.NAME, WordClass.DETERMINER, WordClass.OTHER
            }:
                start -= 1
            return start, j + 1
    return None


def _verb_frame(row: Row, cue: Cue, earlier: Sequence[_Frame]) -> _Frame | None:
    source = None if cue.is_impersonal else _source_before(row, cue, earlier)
    start = source[0] if source and source[1] <= cue.start else cue.start
    if source and _is_coordinate(row, cue, earlier):
        start = cue.start
    inverted = _inverted_source(row, cue) if source is None else None
    read_in = _text_read(row, cue)
    if read_in is not None:
        inverted = read_in
    after = inverted[1] if inverted else cue.end
    if _is_postposed(row, cue, start, after):
        return _Frame(cue, start, source or inverted, None, after, CONFIDENCE["clear"])
    if _points_back(row, cue):
        return _Frame(cue, start, source or inverted, None, after, CONFIDENCE["back"])
    complement = _complement(row, cue, inverted)
    if complement is None:
        return None
    content_from, confidence, takes_inverted = complement
    if inverted and not takes_inverted:
        inverted = None
    return _Frame(cue, start, source or inverted, content_from, content_from, confidence)


def _is_coordinate(row: Row, cue: Cue, earlier: Sequence[_Frame]) -> bool:
    return row.class_at(cue.start - 1) is WordClass.COORDINATOR


def _source_before(
    row: Row, cue: Cue, earlier: Sequence[_Frame]
) -> tuple[int, int] | None:
    """Return the subject on the cue's left: "El ministro, Juan Pérez, dijo"."""
    end = cue.start
    while end > 0 and row.is_adverb(end - 1):
        end -= 1
    begin = _clause_start(row, end, earlier)
    if cue.form is VerbForm.GERUND:
        return _earlier_subject(row, end, earlier)
    if row.is_relative(end - 1) and end > 0:
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
    return _subject_with_appositions(row, segments)


def _described(row: Row, before: list[tuple[int, int]], subject: int, start: int) -> int:
    """Reach back over "El presidente de la República, José Jerí sostuvo" (no second comma)."""
    if not before or subject != start or row.class_at(subject) is not WordClass.NAME:
        return subject
    first, stop = before[-1]
    opens = row.subject_in(first, stop)
    if opens is not None and row.class_at(opens) is WordClass.DETERMINER:
        return opens
    return subject


def _subject_with_appositions(
    row: Row, segments: list[tuple[int, int]]
) -> tuple[int, int] | None:
    first: int | None = None
    last = 0
    for start, stop in segments:
        in_relative = row.class_at(start) is WordClass.RELATIVE or row.is_complementiser(start)
        if first is None:
            subject = row.subject_in(start, stop)
            if subject is not None:
                first, last = subject, stop
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


def _earlier_subject(
    row: Row, end: int, earlier: Sequence[_Frame]
) -> tuple[int, int] | None:
    """Return the subject shared with the clause before "and": "X won and said"."""
    if earlier and earlier[-1].source:
        return earlier[-1].source
    return _leading_subject(row, 0, end)


def _clause_start(row: Row, end: int, earlier: Sequence[_Frame]) -> int:
    """Return where the clause that reaches to *end* begins."""
    floor = earlier[-1].cue.end if earlier else 0
    for i in range(end - 1, floor - 1, -1):
        if row.is_break(i) and row.sign(i) not in {")", "("}:
            return i + 1
        subordinates = row.class_at(i) is WordClass.SUBORDINATOR or row.is_("subordinators", i)
        if subordinates or row.is_complementiser(i):
            if not _is_relative_inside(row, i, end):
                return i + 1
        if row.class_at(i) is WordClass.COORDINATOR and (
            i + 1 == end or row.has_verb(max(floor, _break_before(row, i)), i)
        ):
            return i + 1
    return floor


def _break_before(row: Row, i: int) -> int:
    while i > 0 and not row.is_break(i - 1):
        i -= 1
    return i


def _is_relative_inside(row: Row, i: int, end: int) -> bool:
    """Tell a relative inside the subject ("el juez que lleva el caso dijo") from "que X dijo"."""
    is_noun_before = row.class_at(i - 1) in {WordClass.OTHER, WordClass.NAME} and i > 0
    return is_noun_before and row.class_at(i + 1) is WordClass.FINITE and i + 1 < end


def _inverted_source(row: Row, cue: Cue) -> tuple[int, int] | None:
    """Return the subject right after the cue: "dijo el ministro", "said the mayor"."""
    start = cue.end
    if cue.is_impersonal or row.is_complementiser(start) or row.is_quote(start):
        return None
    end = row.forward_noun_phrase(start)
    if end == start or row.is_adjunct(start):
        return None
    return start, row.with_appositions(end)


def _text_read(row: Row, cue: Cue) -> tuple[int, int] | None:
    """Return the text that is read: "se lee en su publicación", "reads the statement"."""
    if cue.verb is None or not row.words.is_("text_verbs", cue.verb.lemma):
        return None
    start = cue.end + (1 if row.is_("read_in", cue.end) else 0)
    end = row.forward_noun_phrase(start)
    has_text = any(row.is_("text_nouns", i) for i in range(start, end))
    return (start, end) if has_text else None


def _is_postposed(row: Row, cue: Cue, start: int, after: int) -> bool:
    """Tell whether the cue comes after what it reports: `"…", dijo X`, `…, X said.`"""
    before = start - 1
    if before < 0 or row.is_complementiser(cue.end):
        return False
    if row.sign(cue.end) == ":" and not row.is_quote(before):
        return False
    if row.is_quote(before):
        return True
    if cue.verb is not None and cue.verb.classes == {VerbClass.QUOTE}:
        return row.is_quote(before - 1) and bool(row.sign(before))
    if row.sign(before) not in {",", "—", "–", "-", "?", "!", "…"}:
        return False
    if row.is_quote(before - 1):
        return True
    if cue.form is not VerbForm.FINITE or cue.kind is not CueKind.VERB:
        return False
    if not (cue.governs(VerbClass.SAY) or cue.governs(VerbClass.ACT)):
        return False
    begins = _break_before(row, before)
    is_inverted = after > cue.end and _is_subject(row, (cue.end, after), after)
    is_clause = row.has_verb(begins, before) or is_inverted
    return before - begins > _POSTPOSED_MIN_CLAUSE and is_clause and _closes(row, after)


def _closes(row: Row, i: int) -> bool:
    """Tell whether nothing but time and place stands between *i* and a comma or the end."""
    steps = 0
    while i < len(row) and steps < 14:
        if row.sign(i) in {",", ".", ";", "—", "–", "?", "!"} or row.class_at(i) is WordClass.COORDINATOR:
            return True
        is_adjunct = steps or row.is_adjunct_start(i) or row.class_at(i) is WordClass.GERUND
        if not is_adjunct and not row.is_("addressees", i):
            return False
        if row.is_complementiser(i) or row.class_at(i) is WordClass.FINITE:
            return False
        i += 1
        steps += 1
    return i >= len(row)


def _complement(
    row: Row, cue: Cue, inverted: tuple[int, int] | None
) -> tuple[int, float, bool] | None:
    """Return where the content after a cue begins, its confidence, and whether a subject
    stands between cue and content; None when the cue governs no statement."""
    i = cue.end
    opening = row.sign(i)
    if row.is_complementiser(i):
        return i + 1, CONFIDENCE["clear"], False
    if opening in {":", ","} and row.is_quote(i + 1) or row.is_quote(i):
        return (i if row.is_quote(i) else i + 1), CONFIDENCE["clear"], False
    if cue.verb is not None and cue.verb.classes == {VerbClass.QUOTE}:
        return None
    found = _content_word(row, i)
    if found is not None and inverted is None and _takes_object(row, cue):
        found = None
    if found is not None:
        is_subject_between = inverted is not None and _is_subject(row, inverted, found)
        if is_subject_between or inverted is None or row.is_("addressees", i) or (
            cue.verb is not None and cue.verb.lemma in row.words.addressed
        ):
            return found, CONFIDENCE["clear"], is_subject_between
    if not cue.governs(VerbClass.SAY) and not cue.governs(VerbClass.OBJECT):
        return None
    if cue.governs(VerbClass.ACT):
        return None
    return _object(row, cue)


def _takes_object(row: Row, cue: Cue) -> bool:
    """Tell "rechazó la acusación de que …" (an object) from "dijo este lunes que …"."""
    i = cue.end
    while row.is_adjunct(i) or row.is_adverb(i):
        i += 1
    kinds = {WordClass.DETERMINER, WordClass.OTHER, WordClass.NAME, WordClass.NUMBER}
    if cue.verb is not None and cue.verb.lemma in row.words.addressed:
        return False
    end = row.forward_noun_phrase(i)
    return row.class_at(i) in kinds and end > i and not row.sign(end) == ":"


def _is_subject(row: Row, noun_phrase: tuple[int, int], content: int) -> bool:
    """Tell whether the noun phrase after a cue is its subject: a name or an office."""
    return any(
        row.class_at(k) is WordClass.NAME
        or row.class_at(k) is WordClass.PRONOUN
        or row.is_("noun_roles", k)
        for k in range(*noun_phrase)
        if k < content
    )


def _content_word(row: Row, start: int) -> int | None:
    """Return where the clause after "que", "that" or a colon begins, None without one."""
    for j in range(start, min(start + _COMPLEMENT_WINDOW, len(row))):
        if row.is_quote(j):
            return j
        if row.sign(j) == ":" and j + 1 < len(row):
            return j + 1
        if row.is_break(j) and row.sign(j) not in {"(", ")"}:
            return None
        if row.is_complementiser(j):
            return j + 1
        if row.is_("whether", j) and j == start:
            return j
        is_other_verb = row.class_at(j) is WordClass.FINITE and j > start
        if is_other_verb or find_speech_verb(row.units[j].text, row.words.language) and (
            row.class_at(j) is WordClass.FINITE
        ):
            return None
    return None


def _object(row: Row, cue: Cue) -> tuple[int, float, bool] | None:
    """Return the content of a cue without "que": a bare clause or a noun object."""
    i = cue.end
    while i < len(row) and row.is_adjunct(i):
        i += 1
    if cue.verb is not None and cue.verb.lemma in row.words.addressed and row.words.language == "en":
        i = max(i, row.forward_noun_phrase(i))
    while i < len(row) and row.is_adjunct(i):
        i += 1
    if i >= len(row) or row.is_break(i) or row.sign(i) == ",":
        return None
    kind = row.class_at(i)
    is_romance = row.words.language != "en"
    if cue.form is VerbForm.INFINITIVE and (is_romance or not cue.governs(VerbClass.SAY)):
        return None
    if kind is WordClass.COORDINATOR:
        return None
    if kind is WordClass.PREPOSITION and not row.is_("object_prepositions", i):
        if row.words.language != "en" or cue.governs(VerbClass.OBJECT):
            return (i, CONFIDENCE["object"], False) if cue.governs(VerbClass.OBJECT) else None
        i = _after_adjunct(row, i)
        if i >= len(row) or row.is_break(i):
            return None
    return i, CONFIDENCE["bare"], False


def _after_adjunct(row: Row, i: int) -> int:
    """Step over "on Tuesday", "in a statement" before a bare clause."""
    end = row.forward_noun_phrase(i + 1)
    while end < len(row) and row.is_adjunct(end):
        end += 1
    return end


def _report(
    row: Row, frame: _Frame, earlier: Sequence[_Frame], later: Sequence[_Frame]
) -> Report | None:
    cue = frame.cue
    content = (
        _content_after(row, frame, later)
        if frame.content_from is not None
        else _content_around(row, frame, earlier, later)
    )
    source = row.span(*frame.source) if frame.source else None
    cue_span = row.span(cue.start, cue.end)
    points_back = _points_back(row, cue)
    confidence = frame.confidence * (0.9 if cue.verb and cue.verb.is_misspelt else 1.0)
    if points_back:
        return Report(cue_span, (), source, 0.3, cue.is_impersonal, points_back=True)
    spans = tuple(span for span in content if len(span))
    if not spans:
        return None
    return Report(cue_span, spans, source, confidence, cue.is_impersonal)


def _points_back(row: Row, cue: Cue) -> bool:
    """Tell whether the cue only takes up the sentence before: "Así lo informó X"."""
    opening = tuple(unit.lower for unit in row.units[: cue.end])
    for phrase in row.words.phrases["backward"]:
        for at in range(min(5, len(opening))):
            rest = opening[at + len(phrase) :]
            if opening[at : at + len(phrase)] == phrase and len(rest) <= 3:
                return not row.is_complementiser(cue.end)
    return False


def _content_after(row: Row, frame: _Frame, later: Sequence[_Frame]) -> tuple[Span, ...]:
    start = frame.content_from or 0
    if row.is_quote(start):
        end = start
        while row.is_quote(end) or row.sign(end) == "," and row.is_quote(end + 1):
            end += 1
        return tuple(_quoted(row, i) for i in range(start, end) if row.is_quote(i))
    end = _content_end(row, start, later)
    return (_clip(row, start, end),)


def _quoted(row: Row, i: int) -> Span:
    quotation = row.units[i].quotation
    assert quotation is not None
    return quotation.inner.strip(row.text, also=",")


def _clip(row: Row, start: int, end: int) -> Span:
    while end > start and row.sign(end - 1) in {",", ".", ";", ":", "—", "–"}:
        end -= 1
    return row.span(start, end)


def _content_end(row: Row, start: int, later: Sequence[_Frame]) -> int:
    """Return where a clause that begins at *start* ends: the sentence or the next cue's part."""
    for frame in later:
        edge = frame.start
        if edge <= start:
            continue
        if frame.content_from is None:
            closes = frame.cue.kind is CueKind.VERB or frame.after + 1 >= len(row)
            if closes and row.sign(edge - 1) == ",":
                return edge - 1
            continue
        while edge > start and row.is_adjunct_start(edge - 1) and not row.is_coordinator(edge - 1):
            edge -= 1
        if row.is_coordinator(edge - 1):
            return edge - 1
        if row.sign(edge - 1) == "," and frame.cue.form is VerbForm.GERUND:
            return edge - 1
    for i in range(start, len(row)):
        if row.sign(i) == ";":
            return i
    return len(row)


def _content_around(
    row: Row, frame: _Frame, earlier: Sequence[_Frame], later: Sequence[_Frame]
) -> tuple[Span, ...]:
    """Return what stands before a postposed cue and, when it splits a clause, after it."""
    before = _content_before(row, frame, earlier)
    tail = frame.after
    while tail < len(row) and row.sign(tail) not in {",", ".", ";", "—", "–", ":"} and not (
        row.is_quote(tail)
    ):
        if row.class_at(tail) is WordClass.COORDINATOR and any(
            f.start <= tail + 2 and f.cue.start > frame.cue.start for f in later
        ):
            break
        tail += 1
    rest = _content_rest(row, tail, bool(before), later)
    return before + rest


def _content_before(
    row: Row, frame: _Frame, earlier: Sequence[_Frame]
) -> tuple[Span, ...]:
    end = frame.start
    if row.sign(end - 1) in {",", "—", "–", "-"}:
        end -= 1
    if end > 0 and row.is_quote(end - 1):
        start = end - 1
        return (_quoted(row, start),)
    begins = 0
    for other in earlier:
        if other.content_from is None:
            begins = max(begins, other.after)
    span = _clip(row, begins, end)
    return (span,) if end > begins and end - begins > 1 else ()


def _content_rest(
    row: Row, tail: int, has_before: bool, later: Sequence[_Frame]
) -> tuple[Span, ...]:
    start = tail
    while row.sign(start) in {",", ":", "—", "–", ".", "-"} and start < len(row):
        start += 1
    if start >= len(row) or row.sign(tail) == ";":
        return ()
    if row.is_quote(start):
        return (_quoted(row, start),)
    coordinate = row.class_at(start) is WordClass.COORDINATOR and any(
        f.start <= start + 3 for f in later
    )
    gerund = row.class_at(start) is WordClass.GERUND
    if has_before and (
        coordinate or gerund or row.is_relative(start) or row.is_adjunct_start(start)
    ):
        return ()
    return (_clip(row, start, _content_end(row, start, later)),)
