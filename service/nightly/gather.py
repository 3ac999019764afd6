"""The facts of a night, read from one state of the database."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from matching.comparison import RunConfig
from matching.finding import Label
from service.ingesting.breaks import Broken, find_broken
from service.nightly.calibration import verdicts
from service.nightly.conflicts import StoryStanding, standing
from service.nightly.consistency import first_day
from service.nightly.names import NamedRow
from service.nightly.plan import Plan, PlannedStory
from service.nightly.stories import story_item, uncompared_item
from service.nightly.window import midnight
from service.nightly_contract import Because, ConflictItem, StoryItem
from service.store.consistency import Window
from service.store.decided import Decided
from service.store.document_lists import DocumentLine
from service.store.inconsistencies import Edit
from service.store.night_counts import ComparisonCount, JudgedFinding
from service.store.nights import RepairRow
from service.store.unit import Store
from service.store.unread import Unread
from service.story.sheet import Sheet, sheet_value
from service.work.night import set_id

# Judged findings of so many days; drift compares them with as many days before.
JUDGED = timedelta(days=30)
# More edits than anybody reads in a night.
_MOST_EDITS = 500

# Gives the sheet of a story's documents; None where they could not be compared.
SheetOf = Callable[[PlannedStory], Sheet | None]


@dataclass(frozen=True, slots=True)
class EditFact:
    """A text that a page took on in the place of another one, and what that broke."""

    edit: Edit
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a report is made of."""

    plan: Plan
    config: RunConfig
    documents: tuple[DocumentLine, ...]
    stories: tuple[StoryItem, ...]
    standing: tuple[StoryStanding, ...]
    replaced: frozenset[str]
    edits: tuple[EditFact, ...]
    repairs: tuple[RepairRow, ...]
    named: tuple[tuple[NamedRow, ...], ...]
    decided: Decided
    counts: tuple[ComparisonCount, ...]
    judged: tuple[JudgedFinding, ...]
    unread: tuple[Unread, ...]


def gather(store: Store, plan: Plan, sheet_of: SheetOf, config: RunConfig, limits: str) -> Facts:
    """Return the facts of the night that *plan* describes."""
    night = plan.asked.night
    inside = sorted({each for story in plan.stories for each in story.document_ids})
    replaced = store.nights.replaced([*inside, *_earlier_documents(plan)], night.until)
    stories, now = _stories(store, plan, sheet_of, replaced)
    compared = sorted({each for story in stories for each in story.comparison_ids})
    lines = store.nights.lines(plan.documents)
    return Facts(
        plan=plan,
        config=config,
        documents=tuple(lines[each] for each in plan.documents),
        stories=stories,
        standing=now,
        replaced=replaced,
        edits=_edits(store, plan),
        repairs=tuple(store.nights.repairs(compared, frozenset(plan.documents))),
        named=tuple(tuple(store.nights.named(each.document_ids)) for each in plan.stories),
        decided=store.entity_directory.decisions,
        counts=_counts(store, plan),
        judged=_judged(store, plan),
        unread=_unread(store, plan, limits),
    )


def stored_sheets(store: Store, matrices: Mapping[str, str | None]) -> SheetOf:
    """Return a function that reads sheets from the database; *matrices* are by story."""

    def sheet_of(story: PlannedStory) -> Sheet | None:
        matrix = matrices.get(story.story_id)
        body = store.matrices.sheet(matrix) if matrix else None
        return sheet_value(json.dumps(body, separators=(",", ":")).encode()) if body else None

    return sheet_of


def _stories(
    store: Store, plan: Plan, sheet_of: SheetOf, replaced: frozenset[str]
) -> tuple[tuple[StoryItem, ...], tuple[StoryStanding, ...]]:
    """Return what each story shows; a sheet is let go before the next one comes."""
    until, sources = plan.asked.night.until, plan.asked.scope.sources
    items, now = [], []
    before = _open_findings(plan)
    for planned in plan.stories:
        sheet = sheet_of(planned)
        if sheet is None:
            lines = store.nights.lines(planned.document_ids).values()
            items.append(uncompared_item(planned, {line.source for line in lines}))
            documents = frozenset(planned.document_ids)
            now.append(StoryStanding(planned.story_id, (), {}, documents))
            continue
        items.append(story_item(planned, sheet, sources))
        ids = {each.finding_id for each in sheet.findings} | before.get(planned.story_id, set())
        said = verdicts(store.night_counts.verdicts(ids, until))
        found = standing(planned.story_id, sheet, said, replaced, until)
        now.append(_of_sources(_with_overruled(found, said, ids), sources))
    return tuple(items), tuple(now)


def _open_findings(plan: Plan) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in plan.previous.conflicts if plan.previous else ():
        found.setdefault(each.story_id, set()).add(each.finding_id)
    return found


def _with_overruled(
    found: StoryStanding, said: Mapping[str, Label], ids: set[str]
) -> StoryStanding:
    """Return *found* with findings of the report before that a person overruled since."""
    standing_now = {each.finding_id for each in found.conflicts}
    overruled: dict[str, Because] = {
        each: "overruled"
        for each in ids
        if each in said and said[each] is not Label.CONFLICT and each not in standing_now
    }
    return replace(found, over={**overruled, **found.over})


def _of_sources(found: StoryStanding, sources: Sequence[str]) -> StoryStanding:
    if not sources:
        return found
    return replace(found, conflicts=tuple(x for x in found.conflicts if _is_of(x, sources)))


def _is_of(item: ConflictItem, sources: Sequence[str]) -> bool:
    return item.left.source in sources or item.right.source in sources


def _earlier_documents(plan: Plan) -> list[str]:
    """Return the documents of conflicts that the report before told."""
    before = plan.previous.conflicts if plan.previous else ()
    return [side.document_id for each in before for side in (each.left, each.right)]


def _edits(store: Store, plan: Plan) -> tuple[EditFact, ...]:
    night, scope = plan.asked.night, plan.asked.scope
    found = store.inconsistencies.edits(Window(night.since, night.until), _MOST_EDITS)
    own = {each for story in plan.stories for each in story.document_ids}
    wanted = [
        each
        for each in found
        if (not scope.sources or each.source in scope.sources)
        and (not scope.story_id or {each.document_id, each.earlier_id} & own)
    ]
    ordered = sorted(wanted, key=lambda each: (each.seen_at, each.page_id, each.number))
    return tuple(EditFact(each, _broken_by(store, each)) for each in ordered)


def _broken_by(store: Store, edit: Edit) -> tuple[Broken, ...]:
    """Return the findings that an edit broke; one of several comparisons is told once."""
    previous, now = store.documents.get(edit.earlier_id), store.documents.get(edit.document_id)
    if previous is None or now is None:
        return ()
    history = store.pages.history(edit.page_id)
    earlier = [each.document_id for each in history if each.number < edit.number]
    found: dict[str, Broken] = {}
    for each in find_broken(store, earlier, previous, now):
        found.setdefault(each.finding_id, each)
    return tuple(found[key] for key in sorted(found))


def _counts(store: Store, plan: Plan) -> tuple[ComparisonCount, ...]:
    night, story_id = plan.asked.night, plan.asked.scope.story_id
    begin = midnight(first_day(night), night.time_zone)
    found = store.night_counts.comparisons(begin, night.until)
    if not story_id:
        return tuple(found)
    own = _own(plan)
    return tuple(each for each in found if {each.left_id, each.right_id} <= own)


def _judged(store: Store, plan: Plan) -> tuple[JudgedFinding, ...]:
    until, scope = plan.asked.night.until, plan.asked.scope
    found = store.night_counts.judged(until - 2 * JUDGED, until)
    own = _own(plan)
    return tuple(
        each
        for each in found
        if (not scope.story_id or set(each.documents) <= own)
        and (not scope.sources or not set(each.sources).isdisjoint(scope.sources))
    )


def _own(plan: Plan) -> frozenset[str]:
    return frozenset(each for story in plan.stories for each in story.document_ids)


def _unread(store: Store, plan: Plan, limits: str) -> tuple[Unread, ...]:
    """Return what was refused in the night, and what of its stories cannot be read."""
    night, scope = plan.asked.night, plan.asked.scope
    is_all = not scope.sources and not scope.story_id
    inputs = store.unread.inputs(plan.changed_since, night.until) if is_all else ()
    subjects = {*plan.documents, *_own(plan)}
    subjects |= {set_id(story.document_ids) for story in plan.stories}
    stored = store.unread.of(sorted(subjects), limits)
    return (*inputs, *(stored[key] for key in sorted(stored)))
