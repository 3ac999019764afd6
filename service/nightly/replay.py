"""A stored report made again from the stored texts, and what differs where it is not the same.

Documents are read again, compared again with the model and told again; what was stored of the
comparisons is only what the result is compared with. Facts that are not computed (who judged
what, which page showed what when, the thirty days' counts of other nights) are read again as
the database has them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from matching.comparison import Comparison, RunConfig
from service.convert import comparison_document, config_part
from service.errors import NotFoundError
from service.nightly.gather import gather
from service.nightly.making import make_report
from service.nightly.plan import Asked, Plan, PlannedStory
from service.nightly.running import Means, Progress
from service.nightly_contract import NightlyReport
from service.store.unit import Store, read_only
from service.story.sheet import Sheet
from service.work.configuration import configuration
from service.work.night import compare_again, limits_of

# More differences than anybody reads.
_MOST = 50


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was stored: where, what was stored, what came out now."""

    where: str
    stored: str
    now: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of it: documents read and comparisons made again, and what differs, if anything."""

    report_id: str
    documents: int
    comparisons: int
    differences: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        """Whether every comparison and every byte of the report is as it was stored."""
        return not self.differences


def replay(means: Means, report_id: str, progress: Progress | None = None) -> Replayed:
    """Make a stored report again and say whether it is the same, or what differs.

    Raises:
        NotFoundError: There is no such report.
    """
    with read_only(means.engine) as store:
        stored = stored_report(store, report_id)
        plan = _plan(store, stored)
    config = means.executor.run(configuration)
    found = list(_config_differences(stored, config))
    sheets: dict[str, Sheet] = {}
    made = 0
    compared = [each for each in stored.stories if each.comparison_ids]
    results = means.executor.spread(compare_again, [each.document_ids for each in compared])
    told = enumerate(zip(compared, results, strict=True), start=1)
    for done, (story, (sheet, comparisons)) in told:
        sheets[story.story_id] = sheet
        made += len(comparisons)
        with read_only(means.engine) as store:
            for each in comparisons:
                found += _comparison_differences(store, each)
        if progress:
            progress(done, len(compared))
    with read_only(means.engine) as store:
        facts = gather(
            store, plan, lambda each: sheets.get(each.story_id), config, limits_of(means.settings)
        )
    again = make_report(facts)
    found += differences(stored.model_dump(mode="json"), again.model_dump(mode="json"))
    documents = sum(len(each.document_ids) for each in compared)
    return Replayed(report_id, documents, made, tuple(found[:_MOST]))


def stored_report(store: Store, report_id: str) -> NightlyReport:
    """Return a stored report; NotFoundError when there is no such one."""
    body = store.nightly_reports.body(report_id)
    if body is None:
        raise NotFoundError(f"There is no report {report_id}.")
    return NightlyReport.model_validate_json(body)


def differences(stored: Any, now: Any, where: str = "") -> list[Difference]:
    """Return where two JSON values differ, the deepest places, at most fifty."""
    return list(islice(_differences(stored, now, where), _MOST))


def _differences(stored: Any, now: Any, where: str) -> Iterator[Difference]:
    if isinstance(stored, dict) and isinstance(now, dict):
        for key in sorted({*stored, *now}):
            yield from _differences(stored.get(key), now.get(key), f"{where}/{key}")
    elif isinstance(stored, list) and isinstance(now, list) and len(stored) == len(now):
        for number, (one, other) in enumerate(zip(stored, now, strict=True)):
            yield from _differences(one, other, f"{where}/{number}")
    elif stored != now:
        yield Difference(where or "/", _short(stored), _short(now))


def _plan(store: Store, stored: NightlyReport) -> Plan:
    """Return the plan that *stored* was made by: its own stories and documents, not today's."""
    asked = Asked(stored.night, stored.scope)
    previous = stored_report(store, stored.previous.report_id) if stored.previous else None
    stories = tuple(
        PlannedStory(each.story_id, each.title, each.planned_ids, each.new_document_ids)
        for each in stored.stories
    )
    return Plan(
        asked=asked,
        previous=previous,
        changed_since=previous.night.until if previous else stored.night.since,
        documents=tuple(each.document_id for each in stored.documents),
        stories=stories,
        stories_of={each.document_id: each.story_ids for each in stored.documents},
    )


def _config_differences(stored: NightlyReport, config: RunConfig) -> Iterator[Difference]:
    was, now = stored.config.model_dump(), config_part(config).model_dump()
    for key in was:
        if was[key] != now[key]:
            yield Difference(f"configuration/{key}", _short(was[key]), _short(now[key]))


def _comparison_differences(store: Store, made: Comparison) -> list[Difference]:
    where = f"comparison/{made.comparison_id}"
    loaded = store.comparisons.load(made.comparison_id)
    if loaded is None:
        return [Difference(where, "nothing", "a comparison")]
    stored, at = loaded
    one, other = (comparison_document(each, at).model_dump(mode="json") for each in (stored, made))
    return differences(one, other, where)


def _short(value: Any) -> str:
    text = f"{len(value)} items" if isinstance(value, list) else repr(value)
    return text if len(text) <= 200 else f"{text[:199]}…"
