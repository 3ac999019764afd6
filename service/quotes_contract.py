"""The JSON of `contraste quotes`: who says what, over whom, and how faithfully it is quoted."""

from typing import Annotated

from pydantic import Field

from matching.attribution import AttributionKind
from matching.fidelity import Verdict
from matching.fidelity_align import ChangeKind
from matching.quoted_words import QuotationForm
from service.contract import DocumentPart, Part, Score, Words


class ChangePart(Part):
    """Words that differ between a quotation and its primary source; null where one has none."""

    kind: ChangeKind
    quoted: Words | None
    primary: Words | None


class FidelityPart(Part):
    """How a quotation compares with the primary source that has it best.

    `document_id` is that source's, null when none was comparable; `primary` is where the
    words stand in it; `similarity` is the share of the quotation's words found there.
    """

    verdict: Verdict
    document_id: str | None
    similarity: Score
    reason: str | None
    primary: tuple[Words, ...]
    changes: tuple[ChangePart, ...]


class VoicePart(Part):
    """One link of a chain: a name, null when nobody is named, and its place in `quotes`.

    The first link is the document itself, whose `quote` is null.
    """

    name: str | None
    quote: Annotated[int, Field(ge=0)] | None


class Quote(Part):
    """One credited statement; source and cue are null when the text has none.

    `speaker` is in the document's own words, `resolved_speaker` the name under which all
    documents read with it know the speaker. `form` tells a statement quoted as a whole
    from one quoted in part; `quoted` are the words between marks. `chain` leads from the
    document over everybody quoted to this speaker. `fidelity` is null without primary
    sources, and for statements that quote no words.
    """

    kind: AttributionKind
    speaker: str | None
    source: Words | None
    cue: Words | None
    content: tuple[Words, ...]
    confidence: Score
    form: QuotationForm
    quoted: tuple[Words, ...]
    resolved_speaker: str | None
    chain: tuple[VoicePart, ...]
    fidelity: FidelityPart | None


class QuotesDocument(Part):
    """What `contraste quotes --json` prints; `primaries` are the documents compared with."""

    document: DocumentPart
    primaries: tuple[DocumentPart, ...]
    quotes: tuple[Quote, ...]
