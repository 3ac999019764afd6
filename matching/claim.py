"""One checkable statement, as asserted in one passage of one document."""

from dataclasses import dataclass
from functools import lru_cache

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
    "José Paz, alcalde de Río Seco, renunció" is one claim with another set off in it: `spans`
    are the stretches of its own words, "José Paz" and "renunció"; `asides` are the claims set
    off, here "alcalde de Río Seco". `span` goes from the first word to the last, what is set
    off included, and `text` is the exact words there: what a comparison looks at as a whole,
    so that an apposition alone is never taken for a counterpart. `slots` are those of `text`.
    `holes` are words inside `span` that are no part of the claim: ", said the mayor,".
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
    spans: tuple[Span, ...] = ()
    asides: tuple["Claim", ...] = ()
    holes: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        """A claim that nothing interrupts is one stretch."""
        if not self.spans:
            object.__setattr__(self, "spans", (self.span,))

    @property
    def own_text(self) -> str:
        """`text` with its holes blanked out: an offset means the same in both."""
        if not self.holes:
            return self.text
        letters = list(self.text)
        for hole in (hole.shift_to(self.span.start) for hole in self.holes):
            letters[hole.start : hole.end] = " " * len(hole)
        return "".join(letters)

    @property
    def smallest(self) -> tuple["Claim", ...]:
        """The claim's own words and each claim set off in it, in order: what can be checked."""
        return tuple(sorted((self, *self.asides), key=lambda claim: claim.spans))

    @property
    def claim_id(self) -> str:
        """Identifier derived from document, position and speaker."""
        return _claim_id(self.document_id, self.span.start, self.span.end, self.attributed_to)


@lru_cache(maxsize=16_384)
def _claim_id(*parts: str | int) -> str:
    # A story asks for the identifier of each of its claims once for each pair of documents.
    return content_id("clm", *parts)
