"""Reading the example stories: documents as values, and the pairs to compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from matching.document import Document

STORIES = Path(__file__).parent / "stories"

DEMO_STORY = "call-lima-washington"
"""The story whose article `make demo` shows."""


@dataclass(frozen=True)
class SeedStory:
    """One example story: what its folder holds.

    `documents` maps the ids of story.yaml to documents, in the file's order; `kinds` says
    what each one is ("article", "post", "readout", ...). `gold` is what a right reading
    finds, as seeds/README.md describes it.
    """

    slug: str
    title: str
    documents: Mapping[str, Document]
    kinds: Mapping[str, str]
    gold: Mapping[str, Any]

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Ids of the documents that are compared, left and right."""
        return tuple((each["left"], each["right"]) for each in self.gold["comparisons"])

    @property
    def article(self) -> Document:
        """The first document of kind "article"."""
        return next(
            document for key, document in self.documents.items() if self.kinds[key] == "article"
        )


def load_story(folder: Path) -> SeedStory:
    """Return the story in *folder*, its text files exactly as they are."""
    data = yaml.safe_load((folder / "story.yaml").read_text("utf-8"))
    return SeedStory(
        slug=folder.name,
        title=data["title"],
        documents={each["id"]: _document(folder, each) for each in data["documents"]},
        kinds={each["id"]: each["kind"] for each in data["documents"]},
        gold=data["gold"],
    )


def load_stories(folder: Path = STORIES) -> tuple[SeedStory, ...]:
    """Return every story below *folder*, in order of their slugs."""
    return tuple(load_story(path.parent) for path in sorted(folder.glob("*/story.yaml")))


def _document(folder: Path, entry: Mapping[str, Any]) -> Document:
    published_at = entry.get("published_at")
    return Document(
        # Bytes, not read_text: line ends count as they are.
        text=(folder / entry["file"]).read_bytes().decode("utf-8"),
        source=entry["source"],
        language=entry.get("language"),
        published_at=datetime.fromisoformat(str(published_at)) if published_at else None,
        title=entry.get("title"),
    )
