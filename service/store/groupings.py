"""Which story a document is in, by whom and why: the machine's decisions and people's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations, product
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from matching.comparison import RunConfig
from matching.grouping.cluster import Constraints, ordered
from matching.ids import content_id
from service.errors import ConflictError, NotFoundError
from service.store.entity_decisions import Decider
from service.store.insert import insert_new
from service.store.locks import take_turn
from service.store.stories import StoryRepository
from service.store.tables import (
    StoryDecisionRow,
    StoryDocumentRow,
    StoryGroupingRow,
    StoryRow,
    StoryUndoRow,
)
from service.store.trail import note

_LOCK = "grouping"


class StoryDecisionKind(StrEnum):
    """What a person corrected; the stored value."""

    MOVE = "move"
    OUT = "out"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Grouped:
    """What the machine decided on a document: `story_id` is None for one that is alone."""

    document_id: str
    story_id: str | None
    confidence: float
    reasons: Sequence[Mapping[str, Any]]
    pairs: int


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """A story that a document is in, since `added_at`."""

    story_id: str
    title: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class StoryDecision:
    """A correction as it stands, with its undo where there is one; `number` counts from 1.

    `moved` gives each document the story that it was in and the one it is in, None for none;
    `were` all the stories that it was in, for people may put one into several.
    """

    number: int
    decision_id: str
    kind: StoryDecisionKind
    together: tuple[str, ...]
    apart: tuple[tuple[str, ...], tuple[str, ...]]
    moved: Mapping[str, tuple[str | None, str | None]]
    by: Decider
    undone: Decider | None
    were: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class GroupingRepository:
    """All SQL on who put documents into stories; what was decided is appended."""

    session: Session

    def hold(self) -> None:
        """Let no other writer group until this transaction ends."""
        take_turn(self.session, _LOCK)

    def begin(self, title: str, first_id: str, *, at: datetime) -> str:
        """Store a story begun by the document *first_id*; return its identifier.

        It is known by that document, not by its title: two events may bear the same.
        """
        story_id = content_id("sto", "begun", first_id)
        values = {"story_id": story_id, "title": title, "created_at": at}
        if insert_new(self.session, StoryRow, values):
            note(self.session, "story.begin", story_id, document=first_id)
        return story_id

    def place(self, document_id: str, story_id: str | None, *, at: datetime) -> None:
        """Let a document be in *story_id* and in no other story; None for none at all."""
        stories = StoryRepository(self.session)
        for other in stories.of_document(document_id):
            if other != story_id:
                stories.take_out(other, document_id)
        if story_id is not None:
            stories.put(story_id, document_id, at=at)

    def record(self, found: Grouped, config: RunConfig, *, at: datetime) -> bool:
        """Note what the machine decided; tell whether it says anything new."""
        last = self.latest(found.document_id)
        if last and (last.story_id, last.thresholds_id) == (found.story_id, config.thresholds_id):
            return False
        row = StoryGroupingRow(
            number=self._next(StoryGroupingRow),
            document_id=found.document_id,
            story_id=found.story_id,
            confidence=found.confidence,
            reasons=[dict(reason) for reason in found.reasons],
            pairs=found.pairs,
            model=config.model,
            revision=config.revision,
            code_version=config.code_version,
            thresholds_id=config.thresholds_id,
            decided_at=at,
        )
        self.session.add(row)
        self.session.flush()
        note(self.session, "story.group", found.document_id, story=found.story_id)
        return True

    def latest(self, document_id: str) -> StoryGroupingRow | None:
        """Return what the machine decided last on a document, None when it never did."""
        return self.session.scalar(
            select(StoryGroupingRow)
            .where(StoryGroupingRow.document_id == document_id)
            .order_by(StoryGroupingRow.number.desc())
            .limit(1)
        )

    def places(self, document_id: str) -> Sequence[StoryPlace]:
        """Return the stories that a document is in, the one begun first before others."""
        rows = self.session.execute(
            select(StoryRow.story_id, StoryRow.title, StoryDocumentRow.added_at)
            .join(StoryRow, StoryRow.story_id == StoryDocumentRow.story_id)
            .where(StoryDocumentRow.document_id == document_id)
            .order_by(StoryRow.created_at, StoryRow.story_id)
        )
        return [StoryPlace(*row) for row in rows]

    def was_put_by_machine(self, document_id: str, place: StoryPlace) -> bool:
        """Tell whether the machine put a document where it is, at the very moment it decided."""
        found = select(
            exists().where(
                StoryGroupingRow.document_id == document_id,
                StoryGroupingRow.story_id == place.story_id,
                StoryGroupingRow.decided_at == place.added_at,
            )
        )
        return bool(self.session.scalar(found))

    def homes(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the story of each document that is in one; of several, the one begun first."""
        rows = self.session.execute(
            select(StoryDocumentRow.document_id, StoryDocumentRow.story_id)
            .join(StoryRow, StoryRow.story_id == StoryDocumentRow.story_id)
            .where(StoryDocumentRow.document_id.in_(sorted(set(ids))))
            .order_by(StoryRow.created_at.desc(), StoryRow.story_id.desc())
        )
        return {each.document_id: each.story_id for each in rows}

    def decide(
        self,
        kind: StoryDecisionKind,
        document_ids: Sequence[str],
        into: str | None,
        apart: tuple[Sequence[str], Sequence[str]],
        by: Decider,
    ) -> str:
        """Store a correction and carry it out; return its identifier.

        *document_ids* belong in the story *into*, together with those that are there; None for
        in no story. *apart* are two lists that share no story from now on.

        Raises:
            NotFoundError: There is no such document or story.
            ConflictError: Nothing would change.
        """
        self.hold()
        before = self.homes(document_ids)
        if all(before.get(one) == into for one in document_ids):
            raise ConflictError("Nothing changes: each document is where it should be.")
        stories = StoryRepository(self.session)
        ids = sorted(document_ids)
        moved = {one: [before.get(one), into, *stories.of_document(one)] for one in ids}
        together = {*ids, *stories.document_ids(into)} if into else set()
        for document_id in moved:
            self.place(document_id, into, at=by.at)
        number = self._next(StoryDecisionRow)
        made = content_id("dec", "story", number, kind, sorted(moved), by.actor)
        row = StoryDecisionRow(
            number=number,
            decision_id=made,
            kind=kind,
            together=sorted(together),
            apart=[sorted(apart[0]), sorted(apart[1])],
            moved=moved,
            actor=by.actor,
            reason=by.reason,
            decided_at=by.at,
        )
        self.session.add(row)
        self.session.flush()
        note(self.session, f"story.{kind}", made, moved=moved)
        return made

    def undo(self, decision_id: str, by: Decider) -> None:
        """Let a correction no longer hold, and put its documents back where they were.

        Raises:
            NotFoundError: There is no such correction.
            ConflictError: It is undone already, or a document was moved again since.
        """
        self.hold()
        known = self.decision(decision_id)
        if known is None:
            raise NotFoundError(f"There is no decision {decision_id}.")
        if known.undone:
            raise ConflictError(f"{decision_id} is undone already.")
        homes = self.homes(known.moved)
        if any(homes.get(one) != after for one, (_, after) in known.moved.items()):
            raise ConflictError(f"A document of {decision_id} was moved again; undo that first.")
        stories = StoryRepository(self.session)
        for document_id, (was, after) in sorted(known.moved.items()):
            if after is not None:
                stories.take_out(after, document_id)
            for story_id in filter(None, (was, *known.were[document_id])):
                stories.put(story_id, document_id, at=by.at)
        values = {"decision_id": decision_id, "actor": by.actor, "reason": by.reason}
        insert_new(self.session, StoryUndoRow, values | {"undone_at": by.at})
        note(self.session, "story.undo", decision_id)

    def decisions(self, document_id: str | None = None) -> list[StoryDecision]:
        """Return all corrections, or those that moved a document, in the order they were made."""
        rows = self.session.execute(_with_undos().order_by(StoryDecisionRow.number))
        found = [_decision(row, undo) for row, undo in rows]
        return [each for each in found if document_id is None or document_id in each.moved]

    def decision(self, decision_id: str) -> StoryDecision | None:
        """Return a correction, None when there is no such one."""
        found = _with_undos().where(StoryDecisionRow.decision_id == decision_id)
        row = self.session.execute(found).first()
        return _decision(*row) if row else None

    def latest_decisions(self, limit: int, before: int | None = None) -> Sequence[StoryDecision]:
        """Return up to *limit* corrections, newest first, those under number *before*."""
        found = _with_undos().order_by(StoryDecisionRow.number.desc()).limit(limit)
        if before is not None:
            found = found.where(StoryDecisionRow.number < before)
        return [_decision(row, undo) for row, undo in self.session.execute(found)]

    def constraints(self) -> Constraints:
        """Return what all corrections in force come to; of two on one pair the later holds."""
        verdicts: dict[tuple[str, str], bool] = {}
        for each in self.decisions():
            if each.undone:
                continue
            for one, two in combinations(each.together, 2):
                verdicts[ordered(one, two)] = True
            for one, two in product(*each.apart):
                verdicts[ordered(one, two)] = False
        apart = frozenset(pair for pair, is_one in verdicts.items() if not is_one)
        return Constraints(frozenset(verdicts) - apart, apart)

    def _next(self, row: type[StoryGroupingRow] | type[StoryDecisionRow]) -> int:
        return (self.session.scalar(select(func.max(row.number))) or 0) + 1


def _with_undos() -> Select[StoryDecisionRow, StoryUndoRow]:
    return select(StoryDecisionRow, StoryUndoRow).outerjoin(
        StoryUndoRow, StoryUndoRow.decision_id == StoryDecisionRow.decision_id
    )


def _decision(row: StoryDecisionRow, undo: StoryUndoRow | None) -> StoryDecision:
    left, right = row.apart
    return StoryDecision(
        number=row.number,
        decision_id=row.decision_id,
        kind=StoryDecisionKind(row.kind),
        together=tuple(row.together),
        apart=(tuple(left), tuple(right)),
        moved={one: (was, after) for one, (was, after, *_) in row.moved.items()},
        by=Decider(row.actor, row.reason, row.decided_at),
        undone=Decider(undo.actor, undo.reason, undo.undone_at) if undo else None,
        were={one: tuple(stories) for one, (_, _, *stories) in row.moved.items()},
    )
