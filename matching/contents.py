"""The exact words a cue governs, once it is known where they begin."""

from collections.abc import Sequence

from matching.cue import CueKind
from matching.frames import CONFIDENCE, Frame
from matching.opening_cues import main_clause_at, opens_sentence
from matching.span import Span
from matching.speech_row import Row
from matching.verb_forms import VerbForm
from matching.word_classes import WordClass


def content_after(row: Row, frame: Frame, later: Sequence[Frame]) -> tuple[Span, ...]:
    """Return what follows the cue: quotations, or a clause up to the next cue's part."""
    start = frame.content_from or 0
    if row.is_quote(start):
        end = start
        while row.is_quote(end) or (row.sign(end) == "," and row.is_quote(end + 1)):
            end += 1
        return tuple(_quoted(row, i) for i in range(start, end) if row.is_quote(i))
    end = min(_content_end(row, start, later), _turn(row, frame, start))
    if opens_sentence(row, frame.cue):
        end = main_clause_at(row, frame.cue) or end
    return (_clip(row, start, end),)


def _quoted(row: Row, i: int) -> Span:
    quotation = row.units[i].quotation
    assert quotation is not None
    return quotation.inner.strip(row.text, also=",")


def _clip(row: Row, start: int, end: int) -> Span:
    while end > start and row.sign(end - 1) in {",", ".", ";", ":", "—", "–"}:
        end -= 1
    return row.span(start, end)


def _turn(row: Row, frame: Frame, start: int) -> int:
    """Return where the sentence leaves this speaker after a comma.

    That is at ", mientras", or where the speaker's relative clause ends ("which denies
    it, announced …").
    """
    is_object = not row.words.has_bare_clauses and frame.confidence in {
        CONFIDENCE["bare"],
        CONFIDENCE["object"],
    }
    in_relative = frame.source is not None and row.is_relative(frame.source[0])
    for i in range(start + 1, len(row)):
        if row.sign(i) != ",":
            continue
        if in_relative or row.is_("contrast", i + 1):
            return i
        if _acts_next(row, frame, i) and not row.has_verb(start, i):
            return i  # "thanked the King, |offered condolences, and left"
        # "negó las acusaciones, aunque no dio detalles"
        if is_object and row.is_coordinator(i + 1) and not row.has_verb(start, i):
            return i
    return len(row)


def _acts_next(row: Row, frame: Frame, comma: int) -> bool:
    """Tell whether an English object ends before the next verb of a series, no participle."""
    is_object = frame.confidence in {CONFIDENCE["bare"], CONFIDENCE["object"]}
    if not row.words.has_bare_clauses or not is_object:
        return False
    is_verb = row.class_at(comma + 1) is WordClass.FINITE and not row.is_("auxiliaries", comma + 1)
    after = comma + 2
    return is_verb and not (
        row.class_at(after) is WordClass.PREPOSITION or row.is_adjunct(after) or row.sign(after)
    )


def _content_end(row: Row, start: int, later: Sequence[Frame]) -> int:
    """Return where a clause that begins at *start* ends: the sentence or the next cue's part."""
    for frame in later:
        edge = frame.start
        if edge <= start:
            continue
        if frame.content_from is None:
            closes = frame.cue.kind is CueKind.VERB or _ends_row(row, frame.after)
            if closes and row.sign(edge - 1) == ",":
                return edge - 1
            continue
        while edge > start and row.is_adjunct_start(edge - 1) and not row.is_coordinator(edge - 1):
            edge -= 1
        if row.is_coordinator(edge - 1):
            return edge - 1
        in_series = row.words.has_bare_clauses and frame.start == frame.cue.start
        in_series &= frame.source is not None and frame.source[1] < start
        if row.sign(edge - 1) == "," and (in_series or frame.cue.form is VerbForm.GERUND):
            return edge - 1
    for i in range(start, len(row)):
        if row.sign(i) == ";":
            return i
    return len(row)


def _ends_row(row: Row, i: int) -> bool:
    """Tell whether no clause but what describes a source follows: ", según X, que lo vio"."""
    at = i + 1 if row.sign(i) == "," else i
    describes = row.is_relative(at) or row.class_at(at) is WordClass.PARTICIPLE
    commas = any(row.sign(k) == "," for k in range(at, len(row)))
    return i + 1 >= len(row) or (describes and not commas)


def content_around(
    row: Row, frame: Frame, earlier: Sequence[Frame], later: Sequence[Frame]
) -> tuple[Span, ...]:
    """Return what stands before a postposed cue and, when it splits a clause, after it."""
    before = _content_before(row, frame, earlier)
    tail = frame.after
    while (
        tail < len(row)
        and row.sign(tail) not in {",", ".", ";", "—", "–", ":"}
        and not (row.is_quote(tail))
    ):
        if row.class_at(tail) is WordClass.COORDINATOR and any(
            f.start <= tail + 2 and f.cue.start > frame.cue.start for f in later
        ):
            break
        tail += 1
    if row.is_relative(tail + 1):
        # "Para el delantero, que falló un penal, el resultado…"
        tail = next((i for i in range(tail + 1, len(row)) if row.sign(i) == ","), tail)
    if row.is_quote(frame.start - 1) or row.is_quote(frame.start - 2):
        resumed = _resumed_quotation(row, frame, later)
        return before + ((_quoted(row, resumed),) if resumed is not None else ())
    return before + _content_rest(row, tail, bool(before), later)


def _resumed_quotation(row: Row, frame: Frame, later: Sequence[Frame]) -> int | None:
    """Return the next quotation of a speaker whose words go on after the cue's clause."""
    stop = min((f.start for f in later), default=len(row))
    return next((i for i in range(frame.cue.end, stop) if row.is_quote(i)), None)


def _content_before(row: Row, frame: Frame, earlier: Sequence[Frame]) -> tuple[Span, ...]:
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
    if frame.cue.kind is CueKind.PHRASE and earlier and _only_adjuncts(row, begins, end):
        # "…, informó EFE, según la policía": the police are whom EFE has it from.
        return _content_before(row, earlier[-1], earlier[:-1])
    if frame.cue.kind is CueKind.PASSIVE:
        begins += row.is_complementiser(begins)
    span = _clip(row, begins, end)
    return (span,) if end > begins and end - begins > 1 else ()


def _only_adjuncts(row: Row, start: int, end: int) -> bool:
    """Tell whether nothing but signs, time and place stands in [start, end)."""
    return all(row.sign(i) or row.is_adjunct(i) for i in range(start, end))


def _content_rest(
    row: Row, tail: int, has_before: bool, later: Sequence[Frame]
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
