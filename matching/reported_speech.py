"""What each cue of a sentence governs: its source on one side, its content on the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from matching.agreement import agrees
from matching.complements import find_complement
from matching.contents import content_after, content_around
from matching.cue import Cue, CueKind
from matching.english_subjects import in_series, joins_verbs
from matching.frames import CONFIDENCE, Frame
from matching.inverted_subjects import after_circumstances, find_inverted_subject
from matching.postposed import is_parenthetical, is_postposed
from matching.span import Span
from matching.speaking_bodies import (
    can_speak,
    find_body,
    find_leading_body,
    find_text_read,
    is_abstract,
)
from matching.speech_lexicon import VerbClass
from matching.speech_row import Row
from matching.speech_subjects import (
    find_antecedent,
    find_possessor,
    find_subject,
)
from matching.verb_forms import VerbForm
from matching.word_classes import WordClass

_MIN_CLAUSE = 4
_ANTECEDENT = 8


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
    is_hedge: bool = False
    antecedent: Span | None = None
    """Whom a relative source stands for: "la portavoz, |que| ha añadido"."""


def read_reports(row: Row, cues: Sequence[Cue]) -> tuple[Report, ...]:
    """Return what is reported in one sentence, in the order of the cues."""
    frames: list[Frame] = []
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


def _frame(row: Row, cue: Cue, earlier: Sequence[Frame]) -> Frame | None:
    if cue.kind in {CueKind.PHRASE, CueKind.AS_VERB}:
        return _phrase_frame(row, cue)
    if cue.kind is CueKind.NOUN:
        return _noun_frame(row, cue)
    if cue.kind is CueKind.PASSIVE:
        return _passive_frame(row, cue)
    return _verb_frame(row, cue, earlier)


def _passive_frame(row: Row, cue: Cue) -> Frame | None:
    """Return the frame of a passive that takes up a whole sentence or clause.

    "Así fue confirmado por X" and "…, lo que fue confirmado por X" report; "El proyecto
    fue rechazado por X" tells of an act in the document's own voice.
    """
    takes_up_clause = (
        row.is_relative(cue.start - 1)
        and row.is_("neuter_articles", cue.start - 2)
        and row.sign(cue.start - 3) == ","
    )
    end = row.with_appositions(row.forward_noun_phrase(cue.end))
    if row.is_complementiser(end) and cue.start == 0:
        # "Fue confirmado por la alcaldía que …"
        return Frame(cue, 0, (cue.end, end), end + 1, end + 1, CONFIDENCE["clear"])
    opens = row.break_before(cue.start)
    if row.is_complementiser(opens) and end > cue.end:
        # "Que la obra se atrasa fue admitido por el gerente"
        return Frame(cue, cue.start, (cue.end, end), None, end, CONFIDENCE["clear"])
    if end == cue.end or not (takes_up_clause or _points_back(row, cue)):
        return None
    start = cue.start - 2 if takes_up_clause else cue.start
    return Frame(cue, start, (cue.end, end), None, end, CONFIDENCE["passive"])


def _phrase_frame(row: Row, cue: Cue) -> Frame | None:
    if cue.is_own_view:
        opens = row.sign(cue.start - 1) != ","  # "la reforma, que a su juicio acaba con …"
        begins = cue.end + 1 if row.sign(cue.end) == "," else cue.end
        return Frame(cue, cue.start, None, begins if opens else None, begins, CONFIDENCE["clear"])
    if cue.kind is CueKind.AS_VERB and row.words.has_bare_clauses:
        verb = cue.end - 1 if cue.verb_at is None else cue.verb_at
        first = cue.start + row.words.phrase_at("as_cues", (row.units[cue.start].lower,))
        subject_end = verb
        while subject_end > first and (
            row.is_("auxiliaries", subject_end - 1) or row.is_("adverbs", subject_end - 1)
        ):
            subject_end -= 1
        if subject_end > first:
            return Frame(cue, cue.start, (first, subject_end), None, cue.end, CONFIDENCE["clear"])
    begin = cue.end
    if cue.kind is CueKind.AS_VERB and row.is_("agents", begin):
        begin += 1  # "según fue informado por la policía"
    elif cue.kind is CueKind.AS_VERB and not row.words.has_bare_clauses:
        begin = after_circumstances(row, begin)
    body = find_body(row, cue, cue.end) if cue.kind is CueKind.AS_VERB else None
    begin = body[0] if body else begin
    if row.is_relative(begin) and row.is_("anaphors", begin):
        # "…, para quien el plan fracasó"
        return Frame(cue, cue.start, (begin, begin + 1), begin + 1, begin + 1, CONFIDENCE["clear"])
    is_noun = row.class_at(begin) is WordClass.INFINITIVE and row.words.has_bare_clauses
    # "according to court filings": after "to" a noun looks like an infinitive.
    end = max(begin + 1, row.forward_noun_phrase(begin + 1)) if is_noun else None
    end = end or row.forward_noun_phrase(begin)
    described = row.with_appositions(end)
    if cue.start == 0 and row.class_at(described + 1) is WordClass.FINITE:
        described = end  # "Según el parte, el conductor, de 52 años, perdió el control"
    source = (begin, described) if end > begin else None
    if source is None and cue.kind is CueKind.PHRASE:
        return None
    after = source[1] if source else cue.end
    return Frame(cue, cue.start, source, None, after, CONFIDENCE["clear"])


def _noun_frame(row: Row, cue: Cue) -> Frame | None:
    that = next(j for j in range(cue.end, len(row)) if row.is_complementiser(j))
    source = None
    if row.is_("of", cue.end) or row.is_("agents", cue.end):
        end = that - 1 if row.is_("of", that - 1) else that
        source = (cue.end + 1, end) if end > cue.end + 1 else None
    start = cue.start
    if source is None:
        source = find_possessor(row, cue.start)
        start = source[0] if source else start
    return Frame(cue, start, source, that + 1, that + 1, CONFIDENCE["noun"])


def _verb_frame(row: Row, cue: Cue, earlier: Sequence[Frame]) -> Frame | None:
    source = None if cue.is_impersonal else find_subject(row, cue, earlier)
    if source is not None and not agrees(row, source, (cue.start, cue.end)):
        source = None
    if source is None and not cue.is_impersonal:
        source = find_leading_body(row, cue)
    if row.sign(cue.start - 1) == "," and is_parenthetical(row, cue):
        source = None  # the subject of "La cifra, precisó el instituto, …" comes after
    start = source[0] if source and source[1] <= cue.start else cue.start
    joins = row.class_at(cue.start - 1) is WordClass.COORDINATOR or joins_verbs(row, cue.start - 1)
    joins |= bool(earlier) and in_series(row, cue, earlier[-1])
    if joins or cue.form is VerbForm.GERUND:
        start = cue.start
    inverted = find_inverted_subject(row, cue) if source is None else None
    read_in = find_text_read(row, cue)
    if read_in is not None and read_in[1] <= cue.start:
        source = read_in
    elif read_in is not None:
        inverted = read_in
    after = inverted[1] if inverted else cue.end
    if is_postposed(row, cue, start, after):
        return Frame(cue, start, source or inverted, None, after, CONFIDENCE["clear"])
    if _points_back(row, cue) or _takes_up_clause(row, cue):
        return Frame(cue, start, source or inverted, None, after, CONFIDENCE["back"])
    complement = find_complement(row, cue, inverted)
    if complement is None:
        return None
    content_from, confidence, takes_inverted = complement
    is_own = source is not None and any(f.content_from == source[0] + 1 for f in earlier)
    if (
        is_own
        and source is not None
        and row.is_relative(source[0])
        and confidence < CONFIDENCE["clear"]
    ):
        return None  # "informó, en nota, que lamenta el accidente": the same speaker's clause
    if confidence < CONFIDENCE["clear"] and source is not None and not _is_speaker(row, source):
        return None  # "el título alude a", "la obra que promete ser"
    if inverted and not takes_inverted:
        inverted = None
    confidence = CONFIDENCE["hedge"] if cue.is_hedge else confidence
    return Frame(cue, start, source or inverted, content_from, content_from, confidence)


def _is_speaker(row: Row, source: tuple[int, int]) -> bool:
    """Tell who may say something from what only stands for it, where no clause follows."""
    start, end = source
    if row.words.has_bare_clauses:
        return True
    if not row.is_relative(end - 1) or end > start + 1 or row.is_("anaphors", start):
        return not is_abstract(row, start, end)
    noun = range(max(row.break_before(start), start - _ANTECEDENT), start)
    return can_speak(row, (noun.start, noun.stop), noun.stop) and not row.is_(
        "before_relative", start - 1
    )


def _report(
    row: Row, frame: Frame, earlier: Sequence[Frame], later: Sequence[Frame]
) -> Report | None:
    cue = frame.cue
    content = (
        content_after(row, frame, later)
        if frame.content_from is not None
        else content_around(row, frame, earlier, later)
    )
    source = row.span(*frame.source) if frame.source else None
    cue_span = row.span(cue.start, cue.end)
    points_back = _points_back(row, cue)
    if _takes_up_clause(row, cue):
        before = row.span(0, cue.start - 2)
        return Report(cue_span, (before,), source, CONFIDENCE["bare"]) if len(before) else None
    confidence = frame.confidence * (0.9 if cue.verb and cue.verb.is_misspelt else 1.0)
    if points_back:
        return Report(cue_span, (), source, 0.3, cue.is_impersonal, points_back=True)
    spans = tuple(span for span in content if len(span))
    if not spans:
        return None
    antecedent = find_antecedent(row, frame.source[0], earlier) if frame.source else None
    return Report(
        cue_span,
        spans,
        source,
        confidence,
        cue.is_impersonal,
        is_hedge=cue.is_hedge,
        antecedent=row.span(*antecedent) if antecedent else None,
    )


def _takes_up_clause(row: Row, cue: Cue) -> bool:
    """Tell whether the cue takes up what stands before a colon: "Es falso: así lo dijo X"."""
    is_back = row.is_("back_words", cue.start - 1) and cue.start > _MIN_CLAUSE
    return is_back and row.sign(cue.start - 2) in {":", ";", ",", "—"}


def _points_back(row: Row, cue: Cue) -> bool:
    """Tell whether the cue only takes up the sentence before: "Así lo informó X"."""
    if cue.kind in {CueKind.PHRASE, CueKind.AS_VERB} or cue.governs_only(VerbClass.QUOTE):
        return False
    knows = cue.verb is not None and cue.verb.classes == {VerbClass.ACT}
    if knows and not row.is_("back_words", cue.start - 1) and row.words.words["back_words"]:
        return False  # "quienes lo conocieron", not "así lo anunció"
    opening = row.lowers[: cue.end]
    for phrase in row.words.phrases["backward"]:
        # Three words at most may stand between the phrase and the end of the cue.
        first = max(0, len(opening) - len(phrase) - 3)
        for at in range(first, min(5, len(opening))):
            if opening[at : at + len(phrase)] == phrase:
                return not row.is_complementiser(cue.end)
    return False
