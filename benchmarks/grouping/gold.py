"""The gold of grouping: documents, the story of each, and families of stories easily confused."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

from matching.document import Document


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with its story; `family` is that of the story, or the story alone."""

    document: Document
    story: str
    family: str


@dataclass(frozen=True, slots=True)
class GroupingGold:
    """Documents in order of publication; `families` are those of two stories or more."""

    rows: tuple[GoldDocument, ...]
    families: frozenset[str]

    @property
    def stories(self) -> dict[str, str]:
        """The story of each document, by its identifier."""
        return {row.document.document_id: row.story for row in self.rows}


def read_gold(path: Path) -> GroupingGold:
    """Return the gold of one file (format: tests/gold/grouping/README.md)."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    families = {story["id"]: story.get("family") for story in found["stories"]}
    rows = [
        GoldDocument(_document(row), row["story"], families[row["story"]] or row["story"])
        for row in found["documents"]
    ]
    rows.sort(key=lambda row: (row.document.published_at, row.document.document_id))
    return GroupingGold(tuple(rows), frozenset(filter(None, families.values())))


def _document(row: dict[str, str]) -> Document:
    return Document(
        text=row["text"],
        source=row["source"],
        language=row["lang"],
        published_at=datetime.fromisoformat(row["published"]),
        title=row.get("title"),
    )
