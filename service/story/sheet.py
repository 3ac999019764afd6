"""What the pages of a story show of a matrix: frozen values that JSON can hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from pydantic import TypeAdapter

from matching.comparison import RunConfig


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """A document of a story; `update_of` is the one of its source that it follows in time.

    `length` is in code points.
    """

    document_id: str
    source: str
    title: str | None
    language: str
    published_at: datetime | None
    sha256: str
    update_of: str | None
    length: int


@dataclass(frozen=True, slots=True)
class SheetClaim:
    """The exact words [start, end) of one claim, and who is said to say it.

    `chain` names whoever stands between the document's own voice and the words, outermost
    first; None for somebody without a name.
    """

    claim_id: str
    document_id: str
    text: str
    start: int
    end: int
    rendering: str
    language: str
    attributed_to: str
    attribution_kind: str
    chain: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Words that a reason rests on, and where they stand in their document."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SheetReason:
    """A ground of a label; `made` is how its sentence was made, to tell it in any language."""

    kind: str
    text: str
    left: SheetWords | None
    right: SheetWords | None
    made: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class SheetFinding:
    """A finding about claims of both sides; those about one claim alone are told by rows."""

    comparison_id: str
    finding_id: str
    label: str
    confidence: float
    similarity: float | None
    left: tuple[str, ...]
    right: tuple[str, ...]
    reasons: tuple[SheetReason, ...]
    is_update: bool


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A cluster of claims that report one fact, by source; silent sources have no claims."""

    row_id: str
    text: str
    language: str
    label: str
    cells: Mapping[str, str]
    claims: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SheetPair:
    """A stored comparison of two documents of the story."""

    comparison_id: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class QuotePiece:
    """Some words of a quotation or of its original; `change` says what became of them."""

    text: str
    change: str | None


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """One change: its kind, the article's words, the original's; None where there are none."""

    kind: str
    quoted: str | None
    primary: str | None


@dataclass(frozen=True, slots=True)
class SheetQuote:
    """A quotation of one document compared with another document of the story.

    `chain` names who is said to say it, outermost first. `is_own` tells whether the other
    document says it in its own voice; it may quote somebody too. `original` is its sentence.
    `warning` is "order" (its parts stand in another order there), "denial" (what stands before
    the words denies them) or None.
    """

    document_id: str
    primary_id: str
    chain: tuple[str | None, ...]
    verdict: str
    is_own: bool
    similarity: float
    language: str
    quoted: tuple[QuotePiece, ...]
    original: tuple[QuotePiece, ...]
    changes: tuple[QuoteChange, ...]
    warning: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a story's pages show: documents in time order, rows in reading order."""

    created_at: datetime
    config: RunConfig
    documents: tuple[SheetDocument, ...]
    claims: tuple[SheetClaim, ...]
    rows: tuple[SheetRow, ...]
    findings: tuple[SheetFinding, ...]
    pairs: tuple[SheetPair, ...]
    quotes: tuple[SheetQuote, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources whose documents are in, each once, from the earliest document on."""
        return tuple(dict.fromkeys(each.source for each in self.documents))


def sheet_body(sheet: Sheet) -> dict[str, Any]:
    """Return *sheet* as JSON values."""
    body = _adapter().dump_python(sheet, mode="json")
    assert isinstance(body, dict)
    return body


@lru_cache(maxsize=4)
def sheet_value(written: bytes) -> Sheet:
    """Return the sheet whose `sheet_body` was *written* as JSON; the last few are kept."""
    return _adapter().validate_json(written)


@cache
def _adapter() -> TypeAdapter[Sheet]:
    return TypeAdapter(Sheet)
