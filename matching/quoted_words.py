"""Which words of an attribution stand between quotation marks, and so whose words they are."""

from collections.abc import Sequence
from enum import StrEnum

from matching.attribution import Attribution, AttributionKind
from matching.quote_marks import Quotation, find_quotations
from matching.span import Span

_MARKS = "“”\"'‘’«»„‚‹›,;—–"
# What may stand outside the marks of a quotation that is direct as a whole: "que", a sign.
_MOSTLY = 0.95


class QuotationForm(StrEnum):
    """How the words of a statement are given: all quoted, some quoted, none."""

    DIRECT = "direct"
    MIXED = "mixed"
    """A partial quotation in a reported clause: el Gobierno "no contempla" la prórroga."""
    INDIRECT = "indirect"


def quoted_words(text: str, attribution: Attribution, passages: Sequence[Span]) -> tuple[Span, ...]:
    """Return the parts of an attribution's content that the text gives as the speaker's own.

    Those are the words between marks; all of them for a post or a transcript, which need
    no marks. Marks nested in a quotation do not divide it. Empty for reported speech.
    """
    paragraphs = [p for p in passages if any(p.overlaps(part) for part in attribution.content)]
    outer = find_quotations(text, paragraphs)
    quotations = _around(text, attribution, outer)
    found = [
        Span(max(part.start, quoted.start), min(part.end, quoted.end)).strip(text, also=_MARKS)
        for part in attribution.content
        for quoted in quotations
        if part.overlaps(quoted)
    ]
    found = [span for span in found if len(span)]
    is_marked = any(q.inner.overlaps(p) for q in outer for p in attribution.content)
    if not is_marked and attribution.kind is AttributionKind.DIRECT:
        return attribution.content
    return tuple(found)


def quotation_form(text: str, attribution: Attribution, passages: Sequence[Span]) -> QuotationForm:
    """Tell a statement quoted as a whole from one quoted in part and one only reported."""
    quoted = sum(len(span) for span in quoted_words(text, attribution, passages))
    if not quoted:
        return QuotationForm.INDIRECT
    whole = sum(len(span.strip(text, also=_MARKS + ".")) for span in attribution.content)
    return QuotationForm.DIRECT if quoted >= _MOSTLY * whole else QuotationForm.MIXED


def _around(text: str, attribution: Attribution, quotations: Sequence[Quotation]) -> list[Span]:
    """Return the quotations that the cue itself stands outside of.

    In “Mi hermano dijo que vendrá” the inner report is the brother's, but not his words.
    """
    inner = [quotation.inner for quotation in quotations]
    cue = attribution.cue
    holding = next((span for span in inner if cue is not None and span.contains(cue)), None)
    if holding is None:
        return inner
    return _around(text, attribution, find_quotations(text, [holding]))
