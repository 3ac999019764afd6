"""The values a page shows: frozen, without markup and without interface words."""

from dataclasses import dataclass

SIGNS = {
    "agree": "=",
    "extra-left": "+",
    "extra-right": "+",
    "extra": "+",
    "conflict": "≠",
    "undecided": "?",
    "says": "●",
    "silent": "–",
    "contradicts": "≠",
    "not_ingested": "…",
    "verbatim": "=",
    "trimmed": "~",
    "altered": "≠",
}
"""One sign for each label, cell and verdict on words, so that no meaning rests on colour alone."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of an original text and everything that marks it.

    `findings`, `starts` and `heads` hold keys of findings: those whose claim covers the
    stretch, begins with it, or inherits its words. `label` is that of the innermost claim,
    None outside every claim. `language` is None where it is the document's own.
    """

    text: str
    anchor: str
    findings: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    label: str | None = None
    reference: str = ""
    name: str | None = None
    canonical: str | None = None
    marked: bool = False
    dimmed: bool = False
    language: str | None = None

    @property
    def target(self) -> str | None:
        """Key of what the stretch leads to: the repaired name, else the innermost finding."""
        return self.name or (self.findings[0] if self.findings else None)


@dataclass(frozen=True, slots=True)
class HeatMark:
    """A claim in the strip above its text; places are thousandths of the text's length."""

    finding: str
    label: str
    start: int
    extent: int


@dataclass(frozen=True, slots=True)
class Text:
    """One original text with its origin; `direction` is "ltr", "rtl" or "auto"."""

    key: str
    side: str
    source: str
    title: str | None
    language: str
    direction: str
    published: str | None
    sha256: str
    segments: tuple[Segment, ...]
    dimmed: bool
    heat: tuple[HeatMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a quote; `marked` when a reason rests on them."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words of one claim, the head it inherits, and who is said to say it.

    `target` is the anchor of the words in the text beside it, None when no text is shown.
    """

    claim_id: str
    target: str | None
    head: tuple[Piece, ...]
    words: tuple[Piece, ...]
    language: str
    direction: str
    attributed_to: str
    attribution_kind: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason: its kind, its sentence, and the words of each side that it rests on."""

    kind: str
    text: str
    left: str | None
    right: str | None


@dataclass(frozen=True, slots=True)
class FindingItem:
    """One finding of the list; `confidence` and `similarity` are whole percentages."""

    key: str
    finding_id: str
    number: int
    label: str
    confidence: int
    similarity: int | None
    left: tuple[Quote, ...]
    right: tuple[Quote, ...]
    grounds: tuple[Ground, ...]

    @property
    def differs(self) -> bool:
        """Tell whether the two sources do anything but agree."""
        return self.label != "agree"

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who is said to say it, on either side, each once."""
        return tuple(dict.fromkeys(quote.attributed_to for quote in (*self.left, *self.right)))


@dataclass(frozen=True, slots=True)
class NameItem:
    """A repaired name: the words as written, the name they are read as, and why.

    One item stands for every place with the same words, reading and reason; `sources`
    are those of its documents that the page shows.
    """

    key: str
    sources: tuple[str, ...]
    surface: str
    canonical: str
    kind: str
    score: int
    reason: str
    language: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts side by side with what was found between them in the comparison `identifier`."""

    key: str
    identifier: str
    left: Text
    right: Text
    findings: tuple[FindingItem, ...]
    counts: tuple[tuple[str, int], ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody who is said to say something, in order."""
        return tuple(sorted({each for item in self.findings for each in item.speakers}))


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one source does with a row: its state and the exact words, none when silent."""

    key: str
    source: str
    state: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class MatrixGround:
    """A finding behind a row: between which sources, its label and its reasons."""

    left: str
    right: str
    target: str
    label: str
    confidence: int
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class MatrixItem:
    """One row of the matrix with all that it opens."""

    key: str
    text: str
    language: str
    direction: str
    label: str
    cells: tuple[MatrixCell, ...]
    grounds: tuple[MatrixGround, ...]

    @property
    def differs(self) -> bool:
        """Tell whether some source does not say it: a silence differs too."""
        return any(cell.state != "says" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Origin:
    """One line of the page's head: a source and what is known of its document."""

    source: str
    title: str | None
    language: str
    direction: str
    published: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page. `rows` is empty for a comparison; `counts` are of rows or findings."""

    kind: str
    title: str
    identifier: str | None
    created: str
    origins: tuple[Origin, ...]
    config: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    rows: tuple[MatrixItem, ...]
    names: tuple[NameItem, ...]
    pairs: tuple[Pair, ...]
