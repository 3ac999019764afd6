"""Read the gold of labels: pairs of single claims, and pairs of documents.

The form of both files is described in tests/gold/labels/README.md.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import yaml

from matching.document import Document

LABELS = ("agree", "conflict", "extra")
"""The labels of the gold; a program may answer `undecided` as well."""
CONFLICT_SLOTS = (
    "number date person place polarity scope order role strength other".split()  # the guide's order
)
EXTRA_SLOTS = ("same_event", "same_topic", "unrelated")
SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two claims with the label that a fact-checker would give.

    `slot` is what a conflict is about, or how near an extra pair is; empty for agree.
    `published` is the day on which both were published, where a relative date needs it.
    """

    pair_id: str
    claims: tuple[str, str]
    languages: tuple[str, str]
    label: str
    slot: str = ""
    published: datetime.datetime | None = None

    @property
    def language_pair(self) -> str:
        """`es-es`, `en-en` or `cross`: es-en and en-es count as one."""
        left, right = self.languages
        return f"{left}-{right}" if left == right else "cross"

    @property
    def swapped(self) -> "LabelledPair":
        """The same pair with its sides changed, which is to get the same label."""
        (a, b), (lang_a, lang_b) = self.claims, self.languages
        return replace(self, claims=(b, a), languages=(lang_b, lang_a))


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """Two texts of one event, and `rows` as they stand in the file.

    `rows` has agree and conflicts (left, right, slot) and extra_left and extra_right, in
    exact words of the texts.
    """

    pair_id: str
    left: Document
    right: Document
    rows: Mapping[str, Any]

    @property
    def links(self) -> tuple[tuple[str, str, str], ...]:
        """Statements that belong together: words of the left, of the right, and the label."""
        return tuple(
            (row["left"], row["right"], label)
            for key, label in (("agree", "agree"), ("conflicts", "conflict"))
            for row in self.rows.get(key) or ()
        )

    def statements(self, side: int) -> tuple[str, ...]:
        """Return the statements of one side (0 or 1) in the order of the text, each once.

        A second pass names them by their place: L1 is the first of the left.
        """
        text = (self.left, self.right)[side].text
        linked = [link[side] for link in self.links]
        alone = self.rows.get(f"extra_{SIDES[side]}") or ()
        return tuple(sorted(dict.fromkeys([*linked, *alone]), key=text.find))


def read_pairs(path: Path) -> list[LabelledPair]:
    """Return the claim pairs of a gold file, in order."""
    return [
        LabelledPair(
            row["id"],
            (row["a"], row["b"]),
            (row["lang_a"], row["lang_b"]),
            row["label"],
            row.get("slot") or "",
            _moment(row.get("published")),
        )
        for row in _rows(path)
    ]


def read_documents(path: Path) -> list[DocumentPair]:
    """Return the document pairs of a gold file, in order."""
    return [
        DocumentPair(row["id"], _document(row["left"]), _document(row["right"]), row)
        for row in _rows(path)
    ]


def second_pass(path: Path, kind: Literal["pairs", "docs"]) -> dict[str, Any]:
    """Return the answers of the second annotator of a gold file, by the rows' ids."""
    answers: dict[str, Any] = yaml.safe_load(
        path.with_name(f"second_{path.name}").read_text("utf-8")
    )
    return answers if kind == "pairs" else {name: rows or [] for name, rows in answers.items()}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from yaml.safe_load(path.read_text("utf-8"))


def _document(row: Mapping[str, Any]) -> Document:
    published = _moment(row.get("published"))
    return Document(row["text"], row["source"], row["lang"], published_at=published)


def _moment(written: object) -> datetime.datetime | None:
    """Return a day as YAML gives it (a date, a moment or words) as a moment in UTC."""
    if written is None:
        return None
    moment = datetime.datetime.fromisoformat(str(written))
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
