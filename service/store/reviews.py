"""What the review desk asks the database for: findings to judge, and all that was judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from matching.finding import Label
from service.store.judgements import StoredJudgement, stored_judgement
from service.store.tables import (
    ClaimRow,
    ComparisonRow,
    DocumentRow,
    FindingClaimRow,
    FindingRow,
    JudgementRow,
    SourceRow,
    StoryDocumentRow,
)

# Keys in one statement: SQLite takes 32,766 variables, two a finding.
_AT_ONCE = 5_000
# Slots of a claim that others may share: each list of the contract, and what tells its value.
_NAMED = ("people", "places", "organisations")


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which findings are wanted; None wants all."""

    label: Label | None = None
    story_id: str | None = None
    source_id: str | None = None
    comparison_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A finding with where it comes from; `languages` are those of the two documents."""

    comparison_id: str
    finding_id: str
    label: Label
    confidence: float
    left_id: str
    right_id: str
    left: str
    right: str
    languages: tuple[str, str]
    created_at: datetime

    @property
    def key(self) -> tuple[str, str]:
        """Comparison and finding."""
        return self.comparison_id, self.finding_id


@dataclass(frozen=True, slots=True)
class ReviewRepository:
    """All SQL of the review desk that only reads."""

    session: Session

    def rows(self, where: ReviewFilter, limit: int) -> Sequence[ReviewRow]:
        """Return up to *limit* findings, of the newest comparisons first.

        The same claims compared again, by a later version of the code, are one finding: the
        newest.
        """
        found = self.session.execute(_rows(where, limit)).all()
        newest: dict[str, ReviewRow] = {}
        for row in found:
            line = ReviewRow(
                row.comparison_id,
                row.finding_id,
                Label(row.label),
                row.confidence,
                row.left_id,
                row.right_id,
                row.left_name,
                row.right_name,
                (row.left_language or "und", row.right_language or "und"),
                row.created_at,
            )
            newest.setdefault(row.finding_id, line)
        return list(newest.values())

    def judged(self) -> dict[tuple[str, str], list[StoredJudgement]]:
        """Return everything that was judged, by finding, oldest first."""
        rows = self.session.scalars(
            select(JudgementRow).order_by(
                JudgementRow.comparison_id, JudgementRow.finding_id, JudgementRow.number
            )
        )
        found: dict[tuple[str, str], list[StoredJudgement]] = {}
        for row in rows:
            found.setdefault((row.comparison_id, row.finding_id), []).append(stored_judgement(row))
        return found

    def judged_of(self, comparison_id: str, finding_id: str) -> Sequence[StoredJudgement]:
        """Return everything that was judged on one finding, oldest first."""
        rows = self.session.scalars(
            select(JudgementRow)
            .where(
                JudgementRow.comparison_id == comparison_id, JudgementRow.finding_id == finding_id
            )
            .order_by(JudgementRow.number)
        )
        return [stored_judgement(row) for row in rows]

    def machine(self, comparison_id: str, finding_id: str) -> tuple[Label, float] | None:
        """Return the machine's label and how sure it is; None without such a finding."""
        row = self.session.get(FindingRow, (comparison_id, finding_id))
        return (Label(row.label), row.confidence) if row else None

    def shared(self, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], frozenset[str]]:
        """Return the names and values in the claims of each finding of *keys*.

        Equal words of this list mean one name or one value, whatever the texts write.
        """
        found: dict[tuple[str, str], frozenset[str]] = {}
        for start in range(0, len(keys), _AT_ONCE):
            for key, slots in self._slots(keys[start : start + _AT_ONCE]):
                found[key] = found.get(key, frozenset()) | frozenset(_values(slots))
        return found

    def claims(self, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str, str], str]:
        """Return what each side of each finding says, its claims joined."""
        part = FindingClaimRow
        rows = self.session.execute(
            select(part.comparison_id, part.finding_id, part.side, ClaimRow.text)
            .join(ClaimRow, ClaimRow.claim_id == part.claim_id)
            .where(tuple_(part.comparison_id, part.finding_id).in_(keys))
            .order_by(part.comparison_id, part.finding_id, part.side, part.position)
        )
        found: dict[tuple[str, str, str], str] = {}
        for comparison_id, finding_id, side, text in rows:
            key = (comparison_id, finding_id, side)
            found[key] = f"{found[key]} … {text}" if key in found else text
        return found

    def sources(self) -> Sequence[tuple[str, str]]:
        """Return identifier and name of the sources that comparisons have, by name."""
        sides = select(ComparisonRow.left_id).union(select(ComparisonRow.right_id))
        rows = self.session.execute(
            select(SourceRow.source_id, SourceRow.name)
            .join(DocumentRow, DocumentRow.source_id == SourceRow.source_id)
            .where(DocumentRow.document_id.in_(sides))
            .distinct()
        )
        return sorted(((one, name) for one, name in rows), key=lambda each: (each[1], each[0]))

    def story_documents(self) -> dict[str, set[str]]:
        """Return the documents of each story that has any."""
        rows = self.session.execute(select(StoryDocumentRow.story_id, StoryDocumentRow.document_id))
        found: dict[str, set[str]] = {}
        for story_id, document_id in rows:
            found.setdefault(story_id, set()).add(document_id)
        return found

    def people(self) -> Sequence[str]:
        """Return everybody who ever judged, in order."""
        return sorted(self.session.scalars(select(JudgementRow.author).distinct()))

    def _slots(self, keys: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], Any]]:
        part = FindingClaimRow
        rows = self.session.execute(
            select(part.comparison_id, part.finding_id, ClaimRow.slots)
            .join(ClaimRow, ClaimRow.claim_id == part.claim_id)
            .where(tuple_(part.comparison_id, part.finding_id).in_(keys))
        )
        for comparison_id, finding_id, slots in rows:
            yield (comparison_id, finding_id), slots


def _rows(where: ReviewFilter, limit: int) -> Select[Any]:
    left, right = aliased(DocumentRow), aliased(DocumentRow)
    left_source, right_source = aliased(SourceRow), aliased(SourceRow)
    found = (
        select(
            FindingRow.comparison_id,
            FindingRow.finding_id,
            FindingRow.label,
            FindingRow.confidence,
            ComparisonRow.left_id,
            ComparisonRow.right_id,
            left_source.name.label("left_name"),
            right_source.name.label("right_name"),
            func.coalesce(left.language, "und").label("left_language"),
            func.coalesce(right.language, "und").label("right_language"),
            ComparisonRow.created_at,
        )
        .join(ComparisonRow, ComparisonRow.comparison_id == FindingRow.comparison_id)
        .join(left, left.document_id == ComparisonRow.left_id)
        .join(right, right.document_id == ComparisonRow.right_id)
        .join(left_source, left_source.source_id == left.source_id)
        .join(right_source, right_source.source_id == right.source_id)
        .where(*_conditions(where, left, right))
        .order_by(ComparisonRow.created_at.desc(), ComparisonRow.comparison_id, FindingRow.position)
        .limit(limit)
    )
    return cast("Select[Any]", found)


def _conditions(where: ReviewFilter, left: Any, right: Any) -> Iterator[ColumnElement[bool]]:
    if where.label is not None:
        yield FindingRow.label == where.label
    if where.comparison_id is not None:
        yield FindingRow.comparison_id == where.comparison_id
    if where.source_id is not None:
        yield or_(left.source_id == where.source_id, right.source_id == where.source_id)
    if where.story_id is not None:
        its = select(StoryDocumentRow.document_id).where(
            StoryDocumentRow.story_id == where.story_id
        )
        yield and_(ComparisonRow.left_id.in_(its), ComparisonRow.right_id.in_(its))


def _values(slots: dict[str, Any]) -> Iterator[str]:
    """Yield a word for each name and each value of a claim (contract.ClaimSlots)."""
    for kind in _NAMED:
        for each in slots.get(kind, ()):
            yield f"name:{(each.get('canonical') or each['text']).casefold()}"
    for each in slots.get("numbers", ()):
        if each.get("value") is not None:
            yield f"number:{each['value']}:{each.get('unit') or ''}"
    for each in slots.get("dates", ()):
        if each.get("first") is not None:
            yield f"date:{each['first']}:{each.get('last')}"
