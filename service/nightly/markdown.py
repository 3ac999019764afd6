"""A report as Markdown (CommonMark), which is also a mail's plain text."""

from collections.abc import Iterator

from service.exports.markdown import escape
from service.nightly.shown import CHANGES, MOST_CONFLICTS, MOST_SOURCES, Shown
from service.nightly_contract import ConflictItem, NightlyReport, StoryItem


def to_markdown(report: NightlyReport, language: str) -> bytes:
    """Return what changed, the stories, and figures; a document's words stay words."""
    lines = "\n".join(_lines(Shown(report, language)))
    return f"{lines}\n".encode("utf-8", errors="replace")


def _lines(shown: Shown) -> Iterator[str]:
    said, report = shown.said, shown.report
    yield f"# {escape(shown.title)}"
    yield ""
    yield f"{said['nightly.zone']}: {report.night.time_zone} · {report.report_id}"
    if report.is_empty:
        yield from ("", f"**{said['nightly.empty']}**")
    yield ""
    yield from (f"- {name}: {number}" for name, number in shown.figures)
    for state in CHANGES:
        if items := shown.of_state(state):
            yield from ("", f"## {said[f'nightly.state.{state}']}", "")
            for item in items[: MOST_CONFLICTS[state]]:
                yield from _conflict(shown, item)
            if (rest := len(items) - MOST_CONFLICTS[state]) > 0:
                yield from ("", shown.fill("nightly.more", number=rest))
    yield from _edits(shown)
    if report.stories:
        yield from ("", f"## {said['nightly.stories']}")
    for story in shown.stories:
        yield from _story(shown, story)
    if (rest := len(report.stories) - len(shown.stories)) > 0:
        yield from ("", shown.fill("nightly.more", number=rest))
    yield from _names(shown)
    yield from _sources(shown)
    yield from _people(shown)
    yield from ("", f"## {said['nightly.unread']}", "")
    for each in report.unread:
        place = f", {said['nightly.line']} {each.line}" if each.line else ""
        yield f"- {escape(each.name)}{place}: {escape(shown.tell_error(each.reason))}"
    if not report.unread:
        yield said["nightly.unread.none"]
    yield from ("", said["machine"])


def _conflict(shown: Shown, item: ConflictItem) -> Iterator[str]:
    sides = (
        f"{escape(side.source)}: «{escape(' […] '.join(each.text for each in side.claims))}»"
        for side in (item.left, item.right)
    )
    because = shown.said[f"nightly.because.{item.because}"]
    yield f"- {' / '.join(sides)} ({shown.percent(item.confidence)}, {because})"
    yield from (f"    - {escape(shown.tell(reason))}" for reason in item.reasons)


def _edits(shown: Shown) -> Iterator[str]:
    said = shown.said
    if shown.report.edits:
        yield from ("", f"## {said['nightly.edits']}", "")
    for edit in shown.report.edits:
        told = shown.fill("nightly.edit", number=edit.number)
        yield f"- **{escape(edit.source)}**, {shown.moment(edit.seen_at)}, {told}"
        for each in edit.broken:
            gone = " … ".join(escape(text) for text in each.words)
            yield f"    - {said[f'label.{each.label}']}: {gone}"
        if not edit.broken:
            yield f"    - {said['nightly.broke_nothing']}"


def _story(shown: Shown, story: StoryItem) -> Iterator[str]:
    said = shown.said
    yield from ("", f"### {escape(story.title)}", "")
    yield ", ".join(map(escape, story.sources))
    if story.splits:
        yield from ("", f"**{said['nightly.split']}** ({story.split_total})", "")
    for split in story.splits:
        yield f"- {escape(split.text)}"
        for answer in split.answers:
            words = ", ".join(f"«{escape(word)}»" for word in answer.words) or escape(answer.text)
            yield f"    - {escape(', '.join(answer.sources))}: {words}"
    if story.omissions:
        yield from ("", f"**{said['nightly.left_out']}**", "")
    for omitted in story.omissions:
        yield f"- {escape(omitted.source)} ({omitted.total})"
        yield from (f"    - {escape(each.text)}" for each in omitted.items)


def _names(shown: Shown) -> Iterator[str]:
    said, report = shown.said, shown.report
    if report.repairs:
        yield from ("", f"## {said['nightly.names']}", "")
    for each in report.repairs:
        kind = said[f"repair.{each.kind}"]
        yield f"- {escape(each.surface)} → {escape(each.canonical)} ({kind}, {each.places})"
    if report.merges:
        yield from ("", f"## {said['nightly.merges']}", "")
    for pair in report.merges:
        yield f"- {escape(pair.left)} / {escape(pair.right)} ({shown.percent(pair.score)})"


def _sources(shown: Shown) -> Iterator[str]:
    said, found = shown.said, shown.report.consistency
    if not found.total.comparisons:
        return
    yield from ("", f"## {said['nightly.consistency']}", "", shown.last_days, "")
    heads = ("nightly.source", "nightly.share", "label.agree", "label.conflict")
    yield f"| {' | '.join(said[head] for head in heads)} |"
    yield "|---|---|---|---|"
    for each in found.sources[:MOST_SOURCES]:
        share = shown.percent(each.consistency)
        yield f"| {escape(each.source)} | {share} | {each.agree} | {each.conflict} |"


def _people(shown: Shown) -> Iterator[str]:
    said, agreed = shown.said, shown.report.drift.agreement
    yield from ("", f"## {said['nightly.people']}", "")
    if not agreed.count:
        yield said["nightly.unjudged"]
        return
    counts = {"count": agreed.count, "blind": agreed.blind, "overruled": agreed.overruled}
    yield shown.fill("nightly.judged", **counts)
    for each in shown.report.calibration:
        figures = f"ECE {shown.number(each.ece)}, Brier {shown.number(each.brier)}"
        yield f"- {each.languages or said['nightly.all']}: {figures} ({each.count})"
