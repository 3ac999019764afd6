"""Quotation marks of a text, paired: “…” "…" «…» „…“ ‘…’ '…', nested or left open."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matching.mark_row import SINGLE, MarkRow
from matching.span import Span

DASHES = "—―"
"""Marks that open a line of dialogue, as Spanish and Portuguese print it."""

# A dash with a space after it opens dialogue only where a narrator's dash follows, since
# lists are printed so too.
_DIALOGUE = re.compile(rf"[{DASHES}](?:(?=\S)|(?= [^{DASHES}]+[^\s{DASHES}] ?[{DASHES}] [a-zà-ÿ]))")
# In "—No iré —dice Ana—. Nunca." the second dash opens the narrator's words, the third
# closes them.
_NARRATOR = re.compile(rf"\s[{DASHES}] ?(?=[^\W\d_])(?P<words>[^{DASHES}]*)")
# Short dashes open list items as well: they are dialogue where a narrator's dash follows.
_SHORT_DIALOGUE = re.compile(r"–(?=\S)(?=[^–]*\s–[^\W\d_])")
_SHORT_NARRATOR = re.compile(r"\s–(?=[^\W\d_])(?P<words>[^–]*)")
# What transcribers and posts put between a quotation and its cue.
_SIC = re.compile(r"\s*,?\s*[(\[]\s*sic\s*[)\]]", re.IGNORECASE)
_ORNAMENTS = frozenset({"Cf", "So", "Sk", "Mn", "Me"})
_SENTENCE_END = re.compile(r"[.!?…][)\]]*(?=\s+\S)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words with their marks: `span` has the marks, `inner` the words alone.

    `is_closed` is False when the paragraph ends first; `continues` is True when the
    quotation takes up one that the paragraph before left open (the opening mark is
    repeated, as newspapers do).
    """

    span: Span
    inner: Span
    mark: str
    is_closed: bool = True
    continues: bool = False


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Return the outermost quotations of each paragraph, in order of position.

    Apostrophes (don't, l’État, workers’), decades (’90s) and inch marks (6'2") are not
    quotations. A mark that never closes holds until the paragraph ends, or until the
    sentence ends when the same mark opens again further on.
    """
    found: list[Quotation] = []
    open_mark: str | None = None
    for paragraph in paragraphs:
        quotations = _dialogue_in(text, paragraph) or list(_quotations_in(text, paragraph))
        if quotations and open_mark and _takes_up(text, paragraph, quotations[0], open_mark):
            first = quotations[0]
            quotations[0] = Quotation(first.span, first.inner, first.mark, first.is_closed, True)
        last = quotations[-1] if quotations else None
        reaches_end = last and not last.is_closed and last.span.end == paragraph.strip(text).end
        open_mark = last.mark if last and reaches_end else None
        found.extend(quotations)
    return tuple(found)


def end_of_asides(text: str, position: int, stop: int) -> int:
    """Return where "(sic)", emoji and invisible marks after a quotation end.

    *position* itself where none stands there; white space after the last is left.
    """
    end = position
    while end < stop:
        sic = _SIC.match(text, end, stop)
        at = sic.end() - 1 if sic else _skip_space(text, end, stop)
        if not sic and (at >= stop or unicodedata.category(text[at]) not in _ORNAMENTS):
            break
        end = at + 1
    return end


def _skip_space(text: str, position: int, stop: int) -> int:
    while position < stop and text[position].isspace():
        position += 1
    return position


def _dialogue_in(text: str, paragraph: Span) -> list[Quotation]:
    """Return what is said in a paragraph that opens with a dialogue dash."""
    body = paragraph.strip(text)
    if _DIALOGUE.match(text, body.start, body.end):
        narrators = _NARRATOR
    elif _SHORT_DIALOGUE.match(text, body.start, body.end):
        narrators = _SHORT_NARRATOR
    else:
        return []
    found: list[Quotation] = []
    start = body.start
    for narrator in narrators.finditer(text, body.start, body.end):
        found += _spoken(text, Span(start, narrator.start()))
        start = narrator.end("words")
    return found + ([] if start >= body.end else _spoken(text, Span(start, body.end)))


def _spoken(text: str, span: Span) -> list[Quotation]:
    inner = span.strip(text, also=DASHES + "–.,;:")
    if not len(inner):
        return []
    stop = span.strip(text).end
    return [Quotation(Span(span.start, stop), Span(inner.start, stop), DASHES[0])]


def _takes_up(text: str, paragraph: Span, first: Quotation, mark: str) -> bool:
    return first.mark == mark and first.span.start == paragraph.strip(text).start


def _quotations_in(text: str, paragraph: Span) -> Iterator[Quotation]:
    stop = paragraph.strip(text).end
    position = paragraph.start
    row = MarkRow(text, paragraph.start, stop)
    for index, mark in enumerate(row.marks):
        if mark.start < position or not mark.opens:
            continue
        end = row.closing(index)
        if end is None and mark.text in SINGLE:
            continue
        yield _quotation(text, mark.start, end, stop)
        position = end + 1 if end is not None else _open_end(text, mark.start, stop)


def _quotation(text: str, start: int, end: int | None, stop: int) -> Quotation:
    if end is not None:
        return Quotation(Span(start, end + 1), Span(start + 1, end).strip(text), text[start])
    limit = _open_end(text, start, stop)
    inner = Span(start + 1, limit).strip(text)
    return Quotation(Span(start, limit), inner, text[start], is_closed=False)


def _open_end(text: str, start: int, stop: int) -> int:
    """Return where a quotation that is never closed ends."""
    opens_again = text.find(text[start], start + 1, stop)
    if opens_again < 0:
        return stop
    sentence = _SENTENCE_END.search(text, start + 1, opens_again)
    return sentence.end() if sentence else opens_again
