"""Who is said to say what in running text: direct, indirect and mixed quotations."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from matching.attribution import Attribution, AttributionKind
from matching.credits import find_credit, find_header, find_heading, find_label, is_interview
from matching.cues import find_cues
from matching.language_tag import primary_language
from matching.list_leads import before_colon, read_list
from matching.posts import Post, find_posts
from matching.quote_marks import DASHES, Quotation, find_quotations
from matching.reported_speech import Report, read_reports
from matching.span import Span
from matching.span_index import SpanIndex
from matching.speakers import CARRIED_OVER, speaker_words, text_words
from matching.speech_lexicon import SpeechLexicon, speech_lexicon
from matching.speech_row import Row, make_row
from matching.speech_units import Sentence, split_speech
from matching.tokens import tokenize
from matching.topics import named_subject

_DIRECT_SHARE = 0.5
_MIN_OWN_WORDS = 3
_UNCLOSED = 0.6
_COLON = 0.85
_LABEL = 0.6
_TITLE_WORDS = 6
_CLEAR = 0.9
# Who quotes whom quoting whom: nobody prints more levels, and each is read again inside.
_DEEPEST = 4


def find_attributions(
    text: str,
    language: str,
    passages: Sequence[Span],
    languages: Sequence[str] | None = None,
) -> tuple[Attribution, ...]:
    """Return every statement that *text* credits to somebody, in order of content.

    Covers direct quotations in any marks, reported clauses and objects, quotations split
    by their cue or carried on over paragraphs, and attributions inside quotations. Words
    in quotation marks that nobody is said to say (titles, operation names, irony) are no
    attribution. The document's own voice is what no attribution covers.

    Args:
        text: The stored text; all spans are offsets into it.
        language: BCP 47 tag; only "es", "en", "pt" and "fr" have a lexicon, other
            languages give direct quotations after a colon alone.
        passages: Paragraphs, in order; sentences and quotations end with them.
        languages: One tag for each passage where a document mixes languages; *language*
            holds for all when None.

    Returns:
        Attributions of kind DIRECT or INDIRECT. `content` leaves out quotation marks and
        "que"/"that". `confidence` is in [0, 1]: below 0.5 where a sentence only points
        back ("Así lo informó X"), a mark never closes or nobody is named.
    """
    reader = _Reader(text, speech_lexicon(primary_language(language)))
    posts = [post for post in find_posts(text) if any(p.overlaps(post.words) for p in passages)]
    reader.read(passages, languages, posts)
    return tuple(sorted(reader.found, key=lambda a: (a.content[0].start, -a.content[0].end)))


def attribution_chain(span: Span, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return the attributions whose content covers at least half of *span*, outermost first.

    Empty for the document's own voice. "A spokesman said the minister denied it" gives two
    for the denial: the spokesman, whom the document quotes, then the minister.
    """
    covering = [a for a in attributions if _covered(span, a.content) * 2 >= max(1, len(span))]
    return tuple(sorted(covering, key=lambda a: -sum(map(len, a.content))))


def attribution_of(span: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """Return the innermost attribution of *span*, None for the document's own voice."""
    chain = attribution_chain(span, attributions)
    return chain[-1] if chain else None


def _covered(span: Span, content: Sequence[Span]) -> int:
    return sum(max(0, min(span.end, part.end) - max(span.start, part.start)) for part in content)


def _holds(outer: Report, inner: Report) -> bool:
    """Tell whether *inner* is part of what *outer* reports."""
    return any(part.contains(inner.cue) for part in outer.content)


@dataclass(slots=True)
class _Reader:
    """Reads paragraphs in order and remembers who spoke last."""

    text: str
    words: SpeechLexicon
    found: list[Attribution] = field(default_factory=list)
    speaker: str | None = None
    last: int | None = None
    """Place in `found` of the direct quotation that a bare quotation would carry on."""
    depth: int = 0
    """In how many quotations we are; inside one "¿Consulta: cuál es …?" labels no speaker."""
    takes_turns: bool = False
    """Whether the text is an interview with names before what each says."""
    ends_quoted: bool = False
    """Whether the last sentence read holds the quotation at `last`."""
    before: Span | None = None
    """The sentence before, which "Así lo informó X" points back to."""
    lead: Span | None = None
    """The subject before a colon whose verbs follow as a list."""

    def read(
        self,
        passages: Sequence[Span],
        languages: Sequence[str] | None = None,
        posts: Sequence[Post] = (),
    ) -> None:
        quoted = SpanIndex((one.span, one) for one in find_quotations(self.text, passages))
        self.takes_turns = not self.depth and is_interview(self.text, passages)
        header = find_header(self.text, self.words.language, passages[0]) if passages else None
        if header is not None and header.speaker is not None:
            self.speaker = speaker_words(self.text, header.speaker, self.words)
        for i, passage in enumerate(passages):
            if languages is not None:
                self.words = speech_lexicon(primary_language(languages[i]))
            if post := next((post for post in posts if post.whole.overlaps(passage)), None):
                self._read_post(post)
                continue
            inside = quoted.inside(passage)
            if not (inside and self._may_carry_on(passage, inside[0])):
                self.last = None
            credit = find_credit(self.text, passage)
            body = Span(credit.span.end, passage.end) if credit else passage
            body = self._read_label(body, inside) or body
            for sentence in split_speech(self.text, body, inside, self.words):
                self._read_sentence(sentence)

    def _may_carry_on(self, passage: Span, first: Quotation) -> bool:
        """Tell whether a paragraph's first quotation may carry on the one before it.

        It does where the mark was left open, and where a long one opens the paragraph and
        the paragraph before ended with what the speaker said; a short one is a title.
        """
        if first.continues:
            return True
        opens = first.span.start == passage.strip(self.text).start
        if self.last is None or not opens or first.mark in DASHES or not self.ends_quoted:
            return False
        return sum(token.is_word for token in tokenize(self.text, first.inner)) > _TITLE_WORDS

    def _read_post(self, post: Post) -> None:
        """Credit an embedded post to the name and handle under it; a post is read once."""
        if any(found.content == (post.words,) for found in self.found):
            return
        self.found.append(
            Attribution(
                AttributionKind.DIRECT, (post.words,), post.signed_by, None, post.author, _CLEAR
            )
        )
        inner = _Reader(self.text, self.words, speaker=post.author)
        inner.read([post.words])
        self.found += [a for a in inner.found if a.cue is not None]
        self.last = None

    def _read_label(self, body: Span, quotations: Sequence[Quotation]) -> Span | None:
        """Credit "ANNA: …" in a transcript and "Rojas: habrá paro" in a headline.

        Returns what follows the label, or a heading that names nobody ("PREGUNTA:"), whose
        own attributions are still to be read.
        """
        heading = find_heading(self.text, body, self.words)
        if heading is not None:
            return Span(heading.end, body.end)
        label = find_label(self.text, body, self.words, self.takes_turns)
        if label is None or (self.depth and not label.is_transcript):
            return None
        if any(q.span.start <= label.rest.start + 1 for q in quotations):
            return None
        kind = AttributionKind.DIRECT if label.is_transcript else AttributionKind.INDIRECT
        name = speaker_words(self.text, label.source, self.words)
        self.speaker = name or self.speaker
        self.found.append(Attribution(kind, (label.rest,), label.source, label.cue, name, _LABEL))
        return label.rest

    def _read_sentence(self, sentence: Sentence) -> None:
        row = make_row(self.text, sentence, self.words)
        known = len(self.found)
        if self._continues_quotation(row):
            return
        covered = []
        reports = read_reports(row, find_cues(row))
        reports, self.lead = read_list(row, reports, self.lead)
        topic = named_subject(row)
        if topic is not None and not any(
            part.overlaps(topic) for r in reports for part in r.content
        ):
            self.speaker = speaker_words(self.text, topic, self.words) or self.speaker
        for report in reports:
            is_outer = not any(_holds(other, report) for other in reports)
            self._add(report, sentence.quotations, is_outer)
            covered += list(report.content)
        if not any(report.points_back for report in reports):
            self.before = sentence.span
        self._add_bare_quotations(row, covered)
        self.ends_quoted = self.last is not None and self.last >= known
        for unit in row.units:
            if unit.quotation is not None:
                self._read_inside(unit.quotation)

    def _read_inside(self, quotation: Quotation) -> None:
        if self.depth == _DEEPEST:
            return
        inner = _Reader(self.text, self.words)
        inner.speaker = self.speaker
        inner.before = self.before
        inner.depth = self.depth + 1
        inner.read([quotation.inner])
        self.found += [a for a in inner.found if a.cue is not None]

    def _continues_quotation(self, row: Row) -> bool:
        """Give a sentence that is nothing but quotation to whoever spoke just before."""
        if not all(unit.is_quote or not unit.is_word for unit in row.units):
            return False
        quotations = [unit.quotation for unit in row.units if unit.quotation]
        if not quotations:
            return False
        spans = tuple(q.inner.strip(self.text, also=",") for q in quotations)
        if self.last is not None:
            last = self.found[self.last]
            self.found[self.last] = replace(last, content=last.content + spans)
        elif sum(len(tokenize(self.text, span)) for span in spans) > _MIN_OWN_WORDS:
            self.last = len(self.found)
            is_turn = quotations[0].mark in DASHES  # a line of dialogue: somebody answers
            speaker = None if is_turn else self.speaker
            self.found.append(Attribution(AttributionKind.DIRECT, spans, None, None, speaker, 0.4))
        for quotation in quotations:
            self._read_inside(quotation)
        return True

    def _add(self, report: Report, quotations: Sequence[Quotation], is_outer: bool) -> None:
        content = report.content
        if report.points_back:
            if self.before is None:
                return
            content = (self.before,)
        name = speaker_words(self.text, report.source, self.words) if report.source else None
        if name is None and report.antecedent is not None:
            name = speaker_words(self.text, report.antecedent, self.words)
        if name is None and self.speaker is None and report.source is not None:
            name = text_words(self.text, report.source, self.words)
        confidence = report.confidence * (1.0 if name else CARRIED_OVER)
        if any(not q.is_closed and _covered(q.inner, content) for q in quotations):
            confidence *= _UNCLOSED
        kind = self._kind(content, quotations)
        if name is not None and is_outer:
            self.speaker = name
        content = self._opening(content, quotations) + content
        speaker = None if report.is_hedge else self.speaker
        attribution = Attribution(
            kind, content, report.source, report.cue, name or speaker, round(confidence, 3)
        )
        self.found.append(attribution)
        if kind is AttributionKind.DIRECT:
            self.last = len(self.found) - 1

    def _opening(
        self, content: Sequence[Span], quotations: Sequence[Quotation]
    ) -> tuple[Span, ...]:
        """Take back what a quotation of several paragraphs said before its cue came."""
        taken_up = any(q.continues and _covered(q.inner, content) for q in quotations)
        if not taken_up or self.last is None or self.found[self.last].cue is not None:
            return ()
        return self.found.pop(self.last).content

    def _kind(self, content: Sequence[Span], quotations: Sequence[Quotation]) -> AttributionKind:
        quoted = sum(_covered(q.inner, content) for q in quotations)
        total = sum(map(len, content))
        is_direct = total and quoted / total >= _DIRECT_SHARE
        return AttributionKind.DIRECT if is_direct else AttributionKind.INDIRECT

    def _add_bare_quotations(self, row: Row, covered: Sequence[Span]) -> None:
        """Credit quotations that follow a colon without a verb: `El alcalde: "…"`."""
        for i, unit in enumerate(row.units):
            if unit.quotation is None or any(s.overlaps(unit.quotation.inner) for s in covered):
                continue
            if row.sign(i - 1) != ":":
                continue
            found = before_colon(row, i - 1)
            end = found[1] if found else 0
            source = row.span(*found) if found else None
            name = speaker_words(self.text, source, self.words) if source else None
            confidence = _COLON if end == i - 1 else _COLON * CARRIED_OVER
            content = unit.quotation.inner.strip(self.text, also=",")
            self.speaker = name or self.speaker
            self.last = len(self.found)
            cue, direct = row.units[i - 1].span, AttributionKind.DIRECT
            self.found.append(
                Attribution(direct, (content,), source, cue, self.speaker, confidence)
            )
