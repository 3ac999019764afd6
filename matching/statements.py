"""Stretches of a document that one voice asserts: a speaker's words, or the outlet's own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.acts import is_act
from matching.attribution import Attribution, AttributionKind
from matching.clause_scan import count_main_verbs
from matching.clause_verbs import clause_classes
from matching.passage import Passage, PassageKind
from matching.phrase import make_phrase
from matching.sentences import split_sentences
from matching.span import Span, cover
from matching.span_index import SpanIndex
from matching.statement_parts import content_pieces, residue, states_something, taken_by
from matching.tokens import tokenize
from matching.word_classes import WordClass, classify_words

# Below this an attribution only points back ("Así lo informó X") or names nobody.
_MIN_CONFIDENCE = 0.5
# A speech inside a speech replaces its sentence only when it is most of what that says.
_MIN_INNER_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, or the credited part of one, and who asserts it.

    `speaker` is None for the document's own voice; `speaker_span` is where the text names
    the speaker. `cue` covers the words that introduce the statement ("subrayó la …"):
    they show its strength and are not part of it. `holes` are words inside `span` that are
    not the statement's: ", according to the minister,". `is_frame` tells words that lead to
    what somebody says ("The bank, whose shares fell, said"): only what is set off is stated.
    """

    span: Span
    language: str
    kind: AttributionKind
    speaker: str | None = None
    speaker_span: Span | None = None
    cue: Span | None = None
    passage: int = 0
    holes: tuple[Span, ...] = ()
    is_frame: bool = False


@dataclass(frozen=True, slots=True)
class _Voices:
    """Attributions that no other holds, all of them, and cues that only point back."""

    outer: SpanIndex[Attribution]
    found: SpanIndex[Attribution]
    pointers: SpanIndex[Span]


def split_statements(
    text: str, passages: Sequence[Passage], attributions: Sequence[Attribution]
) -> tuple[Statement, ...]:
    """Return the statements of a document in order of the text.

    Only the outermost attribution counts: what a readout says that a minister said, as
    quoted by a newspaper, is the readout's statement. Headings repeat the body and are
    read only when there is no body; a post that copies a quotation is left out.
    """
    attributions = sorted(attributions, key=_by_content)
    voices = _Voices(
        _index(_outermost(attributions)),
        _index(attributions),
        SpanIndex((a.cue, a.cue) for a in attributions if a.cue and _points_back(a)),
    )
    has_body = any(p.kind in (PassageKind.PARAGRAPH, PassageKind.POST) for p in passages)
    statements: list[Statement] = []
    for index, passage in enumerate(passages):
        if passage.kind is PassageKind.POST and passage.copy_of is None:
            statements += _of_post(text, passage, index)
        elif passage.kind is PassageKind.PARAGRAPH or (
            passage.kind is PassageKind.HEADING and not has_body
        ):
            statements += _of_paragraph(text, passage, index, voices)
    return _apart(statements)


def _nested(
    text: str, language: str, outer: Attribution, attributions: SpanIndex[Attribution]
) -> list[Attribution]:
    """Return the attributions inside *outer* that report a speech of their own."""
    return [
        inner
        for inner in attributions.inside(cover(outer.content))
        if inner is not outer
        and inner.cue is not None
        and inner.confidence >= _MIN_CONFIDENCE
        and _inside(inner, outer)
        and not _inside(outer, inner)
        and not is_act(text, inner, language)
    ]


def _by_content(attribution: Attribution) -> tuple[object, ...]:
    """Order attributions by what they say and who says it, whatever order they came in."""
    own = (attribution.source, attribution.cue)
    spans = tuple(span or Span(0, 0) for span in own)
    return (attribution.content, spans, attribution.kind, attribution.speaker or "")


def _points_back(attribution: Attribution) -> bool:
    """Tell a sentence that only credits what was said before: "Así lo informó X"."""
    cue = attribution.cue
    return (
        cue is not None
        and attribution.confidence < _MIN_CONFIDENCE
        and bool(attribution.content)
        and all(content.end <= cue.start for content in attribution.content)
    )


def _apart(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements in order; of two that overlap, the one that begins first."""
    kept: list[Statement] = []
    for statement in sorted(statements, key=lambda s: (s.span.start, -s.span.end)):
        if not kept or statement.span.start >= kept[-1].span.end:
            kept.append(statement)
    return tuple(kept)


def _index(attributions: Sequence[Attribution]) -> SpanIndex[Attribution]:
    return SpanIndex((cover(a.content), a) for a in attributions if a.content)


def _outermost(attributions: Sequence[Attribution]) -> list[Attribution]:
    credited = [
        a
        for a in attributions
        if a.content and a.kind is not AttributionKind.OWN and a.confidence >= _MIN_CONFIDENCE
    ]
    index = _index(credited)
    return [
        inner
        for inner in credited
        if not any(
            outer is not inner and _inside(inner, outer) and not _inside(outer, inner)
            for outer in index.around(cover(inner.content))
        )
    ]


def _inside(inner: Attribution, outer: Attribution) -> bool:
    return all(any(o.contains(i) for o in outer.content) for i in inner.content)


def _of_post(text: str, passage: Passage, index: int) -> list[Statement]:
    return [
        Statement(sentence, passage.language, AttributionKind.DIRECT, passage.author, passage=index)
        for sentence in split_sentences(text, passage.language, passage.span)
    ]


def _of_paragraph(text: str, passage: Passage, index: int, voices: _Voices) -> list[Statement]:
    near = voices.outer.overlapping(passage.span)
    touching = [a for a in near if any(map(passage.span.overlaps, a.content))]
    acts = [a for a in touching if is_act(text, a, passage.language)]
    here = [a for a in touching if a not in acts]
    statements = [
        statement
        for attribution in here
        for statement in _credited(
            text,
            passage,
            index,
            attribution,
            _nested(text, passage.language, attribution, voices.found),
        )
    ]
    taken = SpanIndex((s, s) for a in here for s in taken_by(text, a, passage.language))
    for sentence in split_sentences(text, passage.language, passage.span):
        if voices.pointers.inside(sentence):
            continue
        beside = sorted(taken.overlapping(sentence))
        for piece in residue(text, sentence, beside):
            if not beside or states_something(text, piece, beside[0], passage.language):
                own = _own(text, piece, passage.language, index, acts)
                statements.append(_framed(text, own, here))
    return statements


def _own(
    text: str, piece: Span, language: str, index: int, acts: Sequence[Attribution]
) -> Statement:
    """Return a statement of the outlet, credited to whoever it says acts in words."""
    here = (a for a in acts if a.cue is not None and piece.contains(a.cue))
    doer = next((a for a in here if a.source is None or _leads(text, piece, a, language)), None)
    if doer is None:
        return Statement(piece, language, AttributionKind.OWN, passage=index)
    return Statement(piece, language, doer.kind, doer.speaker, doer.source, None, index)


def _framed(text: str, own: Statement, here: Sequence[Attribution]) -> Statement:
    """Return a statement that is nothing but the subject of a verb of speech as a frame.

    The verb is part of the frame, so that what is set off before it is seen to be.
    """
    cues = (a.cue for a in here if a.cue and a.source and own.span.contains(a.source))
    cue = next((cue for cue in cues if not cue.overlaps(own.span)), None)
    if cue is None or own.speaker is not None:
        return own
    whole = cover((own.span, cue))
    tokens = tokenize(text, whole)
    phrase = make_phrase(tokens, clause_classes(tokens, own.language), own.language)
    inside = [i for i, token in enumerate(tokens) if own.span.contains(token.span)]
    if not inside or count_main_verbs(phrase, inside[0], inside[-1] + 1):
        return own
    return replace(own, span=whole, is_frame=True)


def _leads(text: str, piece: Span, act: Attribution, language: str) -> bool:
    """Tell whether who acts is the subject of the whole piece, and the act its first verb.

    "X sostuvo un diálogo para reafirmar el compromiso" tells what X did, not what X says.
    """
    if act.source is None or act.cue is None or not piece.contains(act.source):
        return False
    before = tokenize(text, Span(piece.start, max(act.source.start, piece.start)))
    between = tokenize(text, Span(act.source.end, max(act.source.end, act.cue.start)))
    verbs = (*classify_words(before, language), *classify_words(between, language))
    return WordClass.FINITE not in verbs


def _credited(
    text: str,
    passage: Passage,
    index: int,
    attribution: Attribution,
    inner: Sequence[Attribution],
) -> list[Statement]:
    """Return the statements of one speaker, sentence by sentence.

    Where the speaker reports what somebody else stressed or said, the words are the inner
    content and the inner cue introduces them; the speaker stays the outer one.
    """
    found: list[Statement] = []
    for content, holes in content_pieces(text, passage.language, attribution):
        if not content.overlaps(passage.span):
            continue
        inside = Span(max(content.start, passage.span.start), min(content.end, passage.span.end))
        sentences = (inside,) if holes else split_sentences(text, passage.language, inside)
        for sentence in sentences:
            for part, voice in _parts(text, sentence, passage.language, attribution, inner):
                found.append(
                    Statement(
                        part,
                        passage.language,
                        attribution.kind,
                        attribution.speaker,
                        attribution.source,
                        _cue_before(voice, part),
                        index,
                        holes,
                    )
                )
    return found


def _parts(
    text: str,
    sentence: Span,
    language: str,
    outer: Attribution,
    inner: Sequence[Attribution],
) -> list[tuple[Span, Attribution]]:
    """Return the parts of a credited sentence, each with the attribution whose cue leads it."""
    nested = [
        (part, voice)
        for voice in inner
        for part in voice.content
        if sentence.contains(part) and _MIN_INNER_SHARE * len(sentence) <= len(part) < len(sentence)
    ][:1]
    if not nested:
        return [(sentence, outer)]
    part, voice = nested[0]
    taken = sorted(s for s in (part, voice.source, voice.cue) if s is not None)
    rest = [
        (piece, outer)
        for piece in residue(text, sentence, taken)
        if states_something(text, piece, taken[0], language)
    ]
    return [*nested, *rest]


def _cue_before(attribution: Attribution, sentence: Span) -> Span | None:
    """Return source and cue when they stand before the statement, to be read with it."""
    parts = [
        span
        for span in (attribution.source, attribution.cue)
        if span is not None and span.end <= sentence.start and sentence.start - span.end < 200
    ]
    return cover(parts) if parts and attribution.cue in parts else attribution.cue
