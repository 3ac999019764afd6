"""A report as tables, in which no document's words can act; scripts depend on column names."""

from collections.abc import Iterator, Mapping

from service.exports.spreadsheets import book_of, csv_of
from service.exports.tables import Value
from service.nightly_contract import ConflictItem, ConflictSide, NightlyReport
from service.nightly_measures import Tally

Table = list[list[Value]]

CONFLICTS = (
    "report_id",
    "state",
    "because",
    "conflict_id",
    "story_id",
    "comparison_id",
    "finding_id",
    "left_source",
    "left_words",
    "left_document",
    "right_source",
    "right_words",
    "right_document",
    "kinds",
    "confidence",
    "judged",
    "reasons",
    "first_reported",
)
_TALLY = (
    "comparisons",
    "consistency",
    "agree",
    "conflict",
    "undecided",
    "extra_left",
    "extra_right",
)


def to_csv(report: NightlyReport) -> bytes:
    """Return the conflicts as CSV; the other tables are in the workbook."""
    return csv_of(_conflicts(report))


def to_xlsx(report: NightlyReport) -> bytes:
    """Return a workbook with a sheet for each part; equal reports give equal bytes."""
    return book_of(tables(report), report.night.until)


def tables(report: NightlyReport) -> Mapping[str, Table]:
    """Return the parts of a report as tables by their names, a header in each."""
    found = {
        "summary": _summary(report),
        "conflicts": _conflicts(report),
        "edits": _edits(report),
        "splits": _splits(report),
        "left_out": _left_out(report),
        "names": _names(report),
        "sources": _sources(report),
        "pairs": _pairs(report),
        "calibration": _calibration(report),
        "unread": _unread(report),
        "documents": _documents(report),
    }
    return {name: list(rows) for name, rows in found.items()}


def _summary(report: NightlyReport) -> Iterator[list[Value]]:
    night = report.night
    yield ["what", "value"]
    yield ["report_id", report.report_id]
    yield ["since", night.since.isoformat()]
    yield ["until", night.until.isoformat()]
    yield ["time_zone", night.time_zone]
    yield ["previous", report.previous.report_id if report.previous else None]
    yield from ([name, number] for name, number in report.summary.model_dump().items())
    config = report.config.model_dump()
    yield from ([name, value] for name, value in config.items())


def _conflicts(report: NightlyReport) -> Table:
    return [list(CONFLICTS), *(_conflict(report, each) for each in report.conflicts)]


def _conflict(report: NightlyReport, item: ConflictItem) -> list[Value]:
    return [
        report.report_id,
        item.state,
        item.because,
        item.conflict_id,
        item.story_id,
        item.comparison_id,
        item.finding_id,
        *_side(item.left),
        *_side(item.right),
        " ".join(item.kinds),
        item.confidence,
        item.judged.value if item.judged else None,
        " ".join(each.text for each in item.reasons),
        item.first_reported.isoformat(),
    ]


def _side(side: ConflictSide) -> tuple[Value, ...]:
    return side.source, " […] ".join(each.text for each in side.claims), side.document_id


def _edits(report: NightlyReport) -> Iterator[list[Value]]:
    yield [
        "source",
        "seen_at",
        "number",
        "earlier_id",
        "document_id",
        "finding_id",
        "label",
        "words",
    ]
    for edit in report.edits:
        own: list[Value] = [edit.source, edit.seen_at.isoformat(), edit.number]
        own += [edit.earlier_id, edit.document_id]
        for each in edit.broken:
            yield [*own, each.finding_id, each.label.value, " … ".join(each.words)]
        if not edit.broken:
            yield [*own, None, None, None]


def _splits(report: NightlyReport) -> Iterator[list[Value]]:
    yield ["story_id", "story", "fact", "weight", "kinds", "sources", "words"]
    for story in report.stories:
        for split in story.splits:
            own: list[Value] = [story.story_id, story.title, split.text, split.weight]
            for answer in split.answers:
                words = " | ".join(answer.words) or answer.text
                yield [*own, " ".join(split.kinds), ", ".join(answer.sources), words]


def _left_out(report: NightlyReport) -> Iterator[list[Value]]:
    yield ["story_id", "story", "source", "fact", "weight", "told_by"]
    for story in report.stories:
        for omitted in story.omissions:
            for each in omitted.items:
                own: list[Value] = [story.story_id, story.title, omitted.source, each.text]
                yield [*own, each.weight, ", ".join(each.told_by)]


def _names(report: NightlyReport) -> Iterator[list[Value]]:
    yield ["what", "name", "other", "kind", "score", "places"]
    for each in report.repairs:
        yield ["repair", each.surface, each.canonical, each.kind, each.score, each.places]
    for pair in report.merges:
        yield ["merge", pair.left, pair.right, pair.entity_kind, pair.score, None]


def _sources(report: NightlyReport) -> Iterator[list[Value]]:
    yield ["source", *_TALLY]
    yield from ([each.source, *_tally(each)] for each in report.consistency.sources)


def _pairs(report: NightlyReport) -> Iterator[list[Value]]:
    yield ["left", "right", *_TALLY]
    yield from ([each.left, each.right, *_tally(each)] for each in report.consistency.pairs)


def _tally(tally: Tally) -> list[Value]:
    return [getattr(tally, field) for field in _TALLY]


def _calibration(report: NightlyReport) -> Iterator[list[Value]]:
    fields = ("languages", "count", "accuracy", "confidence", "ece", "brier")
    yield list(fields)
    yield from ([getattr(each, field) for field in fields] for each in report.calibration)


def _unread(report: NightlyReport) -> Iterator[list[Value]]:
    fields = ("what", "name", "line", "subject_id", "reason")
    yield list(fields)
    yield from ([getattr(each, field) for field in fields] for each in report.unread)


def _documents(report: NightlyReport) -> Iterator[list[Value]]:
    yield ["document_id", "source", "title", "language", "published_at", "sha256", "stories"]
    for each in report.documents:
        at = each.published_at.isoformat() if each.published_at else None
        own: list[Value] = [each.document_id, each.source, each.title, each.language, at]
        yield [*own, each.sha256, " ".join(each.story_ids)]
