"""The JSON that users and their scripts depend on; docs/schema/ is generated from here.

Offsets are Unicode code points into the stored text, half-open. Words of fixed lists are
the library's own enumerations, so a value cannot be spelt in two ways.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, Strict

from matching.attribution import AttributionKind
from matching.comparison import Cell
from matching.finding import Label, ReasonKind, RepairKind, Side
from matching.slots import Bound, Granularity, Hedging, Polarity, QuantityKind

Offset = Annotated[int, Field(ge=0)]
Score = Annotated[float, Field(ge=0.0, le=1.0)]
# White space alone says nothing, so there would be nothing to compare.
Filled = Annotated[str, Field(pattern=r"\S")]

# Left to right: a day is no moment, and would be read as one without a zone.
Day = Annotated[
    Annotated[AwareDatetime, Strict()] | Annotated[date, Strict()],
    Field(union_mode="left_to_right"),
]


class Part(BaseModel):
    """Base of every object of the contract: fixed fields, no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(Part):
    """Where words stand: the code points [start, end) of the stored text."""

    start: Offset
    end: Offset


class Words(Place):
    """Exact words of the stored text and where they stand."""

    text: str


class Named(Words):
    """A person, place or organisation that a claim names; canonical is null when unknown."""

    canonical: str | None


class Number(Words):
    """An amount as the closed interval [low, high] it admits; a null end is open."""

    kind: QuantityKind
    value: float
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None


class Date(Words):
    """A calendar interval, both days included; null when the text does not settle them.

    `time` is a time of day, "15:30", on the day that its sentence names; null for dates.
    `weekday_conflict` marks a weekday that does not fall on the date beside it.
    """

    first: date | None
    last: date | None
    granularity: Granularity
    time: str | None = None
    weekday_conflict: bool = False


class ClaimSlots(Part):
    """The typed values that a claim states; strength is null when the claim gives none.

    `hedging` tells what is stated from what is rumoured, alleged, possible or expected, and
    `hedging_cue` gives the words that say so, null where nothing hedges.
    """

    numbers: tuple[Number, ...]
    dates: tuple[Date, ...]
    people: tuple[Named, ...]
    places: tuple[Named, ...]
    organisations: tuple[Named, ...]
    polarity: Polarity
    strength: str | None
    hedging: Hedging = Hedging.NONE
    hedging_cue: Words | None = None


class Config(Part):
    """Everything but the texts that a result depends on; head is null without a head."""

    model: str
    revision: str
    precision: str
    code_version: str
    thresholds_id: str
    head: str | None = None


class DocumentPart(Part):
    """A compared document; published_at is null when nobody knows."""

    document_id: str
    source: str
    language: str
    published_at: AwareDatetime | None
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class SidedDocument(DocumentPart):
    """A document of a comparison, with its side."""

    side: Side


class AsidePart(Words):
    """A checkable statement set off inside a claim, such as ", mayor of Lisk,"."""

    claim_id: str
    spans: tuple[Place, ...]
    rendering: str
    slots: ClaimSlots


class ClaimPart(Words):
    """One checkable statement in its exact words, and who is said to say it.

    text is what stands in [start, end), words set off included; spans are the stretches of
    the claim's own words, asides the claims set off among them. rendering is a reading for
    people that says what the claim inherits; it is made of words of the text, no quotation.
    """

    claim_id: str
    attributed_to: str
    attribution_kind: AttributionKind
    slots: ClaimSlots
    spans: tuple[Place, ...]
    rendering: str
    asides: tuple[AsidePart, ...]


class SidedClaim(ClaimPart):
    """A claim of a comparison, with its side."""

    side: Side


class StoryClaim(ClaimPart):
    """A claim of a story, with its document."""

    document_id: str


class ReasonPart(Part):
    """One ground of a label; a side is null when it has no words to show."""

    kind: ReasonKind
    left: Place | None
    right: Place | None
    text: str


class FindingPart(Part):
    """A labelled group of claims; side is set for extra alone."""

    finding_id: str
    label: Label
    side: Side | None
    left: tuple[str, ...]
    right: tuple[str, ...]
    confidence: Score
    reasons: tuple[ReasonPart, ...]


class RepairPart(Place):
    """A surface form read as another name; the text itself is never changed."""

    surface: str
    canonical: str
    kind: RepairKind
    score: Score
    reason: str


class SidedRepair(RepairPart):
    """A name repair of a comparison, with its side."""

    side: Side


class StoryRepair(RepairPart):
    """A name repair of a story, with its document."""

    document_id: str


class Summary(Part):
    """How many findings carry each label."""

    agree: Annotated[int, Field(ge=0)]
    extra_left: Annotated[int, Field(ge=0)]
    extra_right: Annotated[int, Field(ge=0)]
    conflict: Annotated[int, Field(ge=0)]
    undecided: Annotated[int, Field(ge=0)]


class ComparisonDocument(Part):
    """What `contraste compare --json` prints."""

    comparison_id: str
    created_at: AwareDatetime
    config: Config
    documents: tuple[SidedDocument, SidedDocument]
    claims: tuple[SidedClaim, ...]
    findings: tuple[FindingPart, ...]
    names: tuple[SidedRepair, ...]
    summary: Summary


class Row(Part):
    """A cluster of claims that report one fact, and what each source does with it.

    `not_ingested`, in stories of the service, is a source of which no document is there yet.
    """

    cluster_id: str
    text: str
    label: Label
    cells: dict[str, Cell | Literal["not_ingested"]]


class Matrix(Part):
    """The claim × source matrix of a story, in reading order."""

    rows: tuple[Row, ...]


class StoryDocument(Part):
    """What `contraste article --json` prints."""

    created_at: AwareDatetime
    config: Config
    documents: tuple[DocumentPart, ...]
    claims: tuple[StoryClaim, ...]
    names: tuple[StoryRepair, ...]
    matrix: Matrix
    comparisons: tuple[ComparisonDocument, ...]


class PairLine(Part):
    """A line that `contraste pairs` reads: two claims, their languages and day when known.

    `published_at` is a day ("2026-04-20") or an RFC 3339 time, on which "next Monday" counts;
    `published_at_a` and `published_at_b` go before it where the two differ.
    """

    id: str | int
    a: Filled
    b: Filled
    lang_a: str | None = None
    lang_b: str | None = None
    published_at: Day | None = None
    published_at_a: Day | None = None
    published_at_b: Day | None = None


class PairResult(Part):
    """A line that `contraste pairs` writes; extra means that the claims are about other facts."""

    id: str | int
    label: Label
    confidence: Score
    reasons: tuple[ReasonPart, ...]


class NameLine(Part):
    """A line that `contraste names` reads: two names, and the story's roster when known."""

    id: str | int
    a: Filled
    b: Filled
    roster: tuple[str, ...] = ()


class NameResult(Part):
    """A line that `contraste names` writes."""

    id: str | int
    decision: Literal["same", "different", "unsure"]
    score: Score
    reasons: tuple[str, ...]
