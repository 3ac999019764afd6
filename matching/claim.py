"""One checkable statement, as asserted in one passage of one document."""

from dataclasses import dataclass

from matching.attribution import AttributionKind
from matching.ids import content_id
from matching.slots import Slots
from matching.span import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement's own words, the head it inherits, and who is said to say it.

    "ratificaron la voluntad de A, B y C" is three claims: `span` covers A, B or C alone,
    `head` covers "ratificaron la voluntad de" (None when nothing is inherited), `head_text`
    is its words.
    `rendering` is a self-contained reading for people, made of words of the text; it is
    never a quotation. All spans are offsets into the text of document `document_id`.
    """

    document_id: str
    span: Span
    text: str
    rendering: str
    language: str
    attributed_to: str
    attribution_kind: AttributionKind
    slots: Slots = Slots()
    head: Span | None = None
    head_text: str = ""
    passage: int = 0

    @property
    def claim_id(self) -> str:
        """Identifier derived from document, position and speaker."""
        return content_id(
            "clm", self.document_id, self.span.start, self.span.end, self.attributed_to
        )
