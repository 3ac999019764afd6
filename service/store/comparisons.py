"""Comparisons with their findings and name repairs in the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload

from matching.claim import Claim
from matching.comparison import Comparison, RunConfig
from matching.finding import Finding, Side
from matching.ids import content_id
from service.errors import NotFoundError
from service.store.comparison_rows import (
    comparison_values,
    config_value,
    finding_rows,
    finding_value,
    repair_rows,
    repair_value,
)
from service.store.documents import DocumentRepository
from service.store.in_batches import batches
from service.store.insert import insert_new
from service.store.readings import ReadingRepository
from service.store.tables import (
    ComparisonReadingRow,
    ComparisonRow,
    ConfigRow,
    FindingClaimRow,
    FindingRow,
)
from service.store.trail import note

# What a list of comparisons goes on from: the last one shown.
Cursor = tuple[datetime, str]
# Comparisons whose findings are read at once: some thousand rows.
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ComparisonRepository:
    """All SQL on comparisons; a stored comparison is never changed."""

    session: Session

    def find(
        self, left_id: str, right_id: str, config: RunConfig, context: str | None = None
    ) -> str | None:
        """Return the identifier of these two documents' comparison under *config*, None without.

        Only one that was made in this *context* counts: among the same other documents, by the
        same decisions on names.
        """
        return self.session.scalar(
            select(ComparisonRow.comparison_id).where(
                ComparisonRow.left_id == left_id,
                ComparisonRow.right_id == right_id,
                ComparisonRow.config_id == config_id(config),
                ComparisonRow.context.is_not_distinct_from(context),
            )
        )

    def has(self, comparison_id: str) -> bool:
        """Tell whether there is such a comparison."""
        found = select(ComparisonRow.comparison_id).where(
            ComparisonRow.comparison_id == comparison_id
        )
        return self.session.scalar(found) is not None

    def made_at(self, comparison_ids: Sequence[str]) -> Mapping[str, datetime]:
        """Return when each comparison was made, by identifier, of those that are stored."""
        found: dict[str, datetime] = {}
        columns = select(ComparisonRow.comparison_id, ComparisonRow.created_at)
        for some in batches(comparison_ids):
            for made, at in self.session.execute(
                columns.where(ComparisonRow.comparison_id.in_(some))
            ):
                found[made] = at
        return found

    def add(self, comparison: Comparison, *, created_at: datetime) -> bool:
        """Store *comparison* with all it rests on; tell whether it is new."""
        if self.has(comparison.comparison_id):
            return False
        readings = self._add_readings(comparison, created_at)
        config = comparison.config
        insert_new(self.session, ConfigRow, _config(config))
        values = comparison_values(comparison, config_id(config), created_at)
        if not insert_new(self.session, ComparisonRow, values):
            return False  # another writer was faster
        made = comparison.comparison_id
        self.session.add_all(finding_rows(comparison))
        self.session.add_all(
            ComparisonReadingRow(comparison_id=made, side=side, reading_id=reading_id)
            for side, reading_id in readings.items()
        )
        self.session.add_all(repair_rows(comparison))
        self.session.flush()
        note(self.session, "comparison.add", made, config=values["config_id"])
        return True

    def load(self, comparison_id: str) -> tuple[Comparison, datetime] | None:
        """Return a comparison as it was made, and when; None when there is no such one.

        Confidence and scores have the four decimals of the contract. One that was stored
        before readings were kept (schema a1717da649d6) cannot be given back: None too.
        """
        row = self.session.scalar(
            select(ComparisonRow)
            .where(ComparisonRow.comparison_id == comparison_id)
            .options(
                joinedload(ComparisonRow.config),
                selectinload(ComparisonRow.readings),
                selectinload(ComparisonRow.names),
            )
        )
        if row is None or not row.readings:
            return None
        stored = ReadingRepository(self.session)
        sides = {part.side: stored.get(part.reading_id) for part in row.readings}
        left, right = sides[Side.LEFT], sides[Side.RIGHT]
        assert left is not None
        assert right is not None
        names = tuple(repair_value(name) for name in row.names)
        made = Comparison(left, right, (), names, config_value(row.config), row.context)
        findings = self._findings({comparison_id: _claims(made)})[comparison_id]
        return replace(made, findings=tuple(findings)), row.created_at

    def findings(self, asked: Sequence[Comparison]) -> Mapping[str, Sequence[Finding]]:
        """Return the findings of those of *asked* that are stored, by identifier, as made."""
        known = self.made_at([one.comparison_id for one in asked]).keys()
        stored = [one for one in asked if one.comparison_id in known]
        found: dict[str, Sequence[Finding]] = {}
        for first in range(0, len(stored), _AT_ONCE):
            some = stored[first : first + _AT_ONCE]
            found |= self._findings({one.comparison_id: _claims(one) for one in some})
        return found

    def _findings(self, claims: Mapping[str, Mapping[str, Claim]]) -> dict[str, list[Finding]]:
        """Return the findings of stored comparisons; *claims* are those of both sides by id.

        By columns: a story asks for tens of thousands, which the session need not keep.
        """
        parts: defaultdict[tuple[str, str], defaultdict[Side, list[Claim]]]
        parts = defaultdict(lambda: defaultdict(list))
        of_claim = select(
            FindingClaimRow.comparison_id,
            FindingClaimRow.finding_id,
            FindingClaimRow.side,
            FindingClaimRow.claim_id,
        ).where(FindingClaimRow.comparison_id.in_(claims))
        for made, finding_id, side, claim_id in self.session.execute(
            of_claim.order_by(FindingClaimRow.position)
        ):
            parts[made, finding_id][Side(side)].append(claims[made][claim_id])
        of_finding = select(
            FindingRow.comparison_id,
            FindingRow.finding_id,
            FindingRow.label,
            FindingRow.confidence,
            FindingRow.similarity,
            FindingRow.reasons,
        ).where(FindingRow.comparison_id.in_(claims))
        found: dict[str, list[Finding]] = {made: [] for made in claims}
        for row in self.session.execute(of_finding.order_by(FindingRow.position)):
            sides = parts[row.comparison_id, row.finding_id]
            found[row.comparison_id].append(finding_value(row, sides))
        return found

    def require(self, comparison_id: str) -> tuple[Comparison, datetime]:
        """Return a comparison as `load` does.

        Raises:
            NotFoundError: There is no such one, or it was stored before readings were kept.
        """
        found = self.load(comparison_id)
        if found is None and self.has(comparison_id):
            raise NotFoundError(
                f"The comparison {comparison_id} was stored by a version that kept no readings. "
                "Compare the two documents again."
            )
        if found is None:
            raise NotFoundError(f"There is no comparison {comparison_id}.")
        return found

    def latest(
        self, limit: int, *, after: Cursor | None = None, document_id: str | None = None
    ) -> Sequence[ComparisonRow]:
        """Return up to *limit* comparisons, newest first, without their findings.

        *after* is the last one of the page before; *document_id* keeps those of one document.
        """
        order = (ComparisonRow.created_at, ComparisonRow.comparison_id)
        found = select(ComparisonRow).order_by(*(key.desc() for key in order)).limit(limit)
        if after is not None:
            found = found.where(tuple_(*order) < after)
        if document_id is not None:
            found = found.where(
                (ComparisonRow.left_id == document_id) | (ComparisonRow.right_id == document_id)
            )
        return self.session.scalars(found).all()

    def _add_readings(self, comparison: Comparison, at: datetime) -> Mapping[Side, str]:
        documents, readings = DocumentRepository(self.session), ReadingRepository(self.session)
        ids = {}
        for side, reading in ((Side.LEFT, comparison.left), (Side.RIGHT, comparison.right)):
            documents.add(reading.document, stored_at=at)
            ids[side] = readings.add(reading, stored_at=at)
        return ids


def _claims(comparison: Comparison) -> Mapping[str, Claim]:
    sides = comparison.left, comparison.right
    return {claim.claim_id: claim for side in sides for claim in side.claims}


def config_id(config: RunConfig) -> str:
    """Return the identifier of a configuration, derived from all its values."""
    return content_id(
        "cfg",
        config.model,
        config.revision,
        config.precision,
        config.code_version,
        config.thresholds_id,
        config.head,
    )


def _config(config: RunConfig) -> dict[str, str | None]:
    return {
        "config_id": config_id(config),
        "model": config.model,
        "revision": config.revision,
        "precision": config.precision,
        "code_version": config.code_version,
        "thresholds_id": config.thresholds_id,
        "head": config.head,
    }
