"""Facts of a night to its report: pure; equal facts give equal bytes."""

import hashlib
import json
import re
from collections import Counter
from datetime import timedelta

from matching.ids import content_id
from service.convert import config_part
from service.nightly.calibration import Settled, agreement, calibration, settled
from service.nightly.conflicts import Changed, change
from service.nightly.consistency import consistency, distance, first_day, last_day, shares
from service.nightly.gather import JUDGED, EditFact, Facts
from service.nightly.names import merges, repairs
from service.nightly_contract import (
    BrokenItem,
    DocumentItem,
    EditItem,
    NightlyReport,
    NightSummary,
    Previous,
    UnreadItem,
)
from service.nightly_measures import Drift
from service.store.document_lists import DocumentLine
from service.store.unread import Unread

_RECENT = timedelta(days=7)
_HALVES = re.compile("[\ud800-\udfff]")
_NOTHING = NightSummary(**dict.fromkeys(NightSummary.model_fields, 0))


def make_report(facts: Facts) -> NightlyReport:
    """Return the report on *facts*, with identifiers derived from what it says."""
    plan = facts.plan
    night, scope = plan.asked.night, plan.asked.scope
    changed = _changed(facts)
    judged = settled(facts.judged)
    begin = night.until - JUDGED
    recent = [each for each in judged if each.judged_at >= begin]
    earlier = [each for each in judged if each.judged_at < begin]
    draft = NightlyReport(
        report_id="",
        data_digest="",
        night=night,
        scope=scope,
        previous=_previous(facts),
        config=config_part(facts.config),
        is_empty=False,
        summary=_NOTHING,
        documents=tuple(_document(each, facts) for each in facts.documents),
        stories=facts.stories,
        conflicts=changed.conflicts,
        settled=changed.settled,
        edits=tuple(map(_edit, facts.edits)),
        repairs=repairs(facts.repairs),
        merges=merges(facts.named, facts.decided),
        consistency=consistency(facts.counts, night, scope.sources),
        calibration=calibration(recent),
        drift=_drift(facts, recent, earlier),
        unread=tuple(map(_unread, facts.unread)),
    )
    return _identified(draft.model_copy(update={"summary": _summary(draft)}))


def report_text(report: NightlyReport) -> str:
    """Return *report* as JSON: what is stored, printed and compared."""
    written = json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=1)
    # Halves of surrogate pairs, which a hostile text may hold, have no UTF-8.
    return _HALVES.sub("\ufffd", written) + "\n"


def _identified(draft: NightlyReport) -> NightlyReport:
    summary = draft.summary
    told = (summary.documents, summary.edits, summary.unread, summary.new)
    is_empty = not any((*told, summary.resolved, summary.regressed, summary.stories))
    draft = draft.model_copy(update={"is_empty": is_empty})
    left_out = {"report_id", "data_digest", "config"}
    data = draft.model_dump(mode="json", exclude=left_out)
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode("ascii")).hexdigest()
    draft = draft.model_copy(update={"data_digest": digest})
    report_id = content_id("ngt", digest, draft.config.model_dump(mode="json"))
    return draft.model_copy(update={"report_id": report_id})


def _changed(facts: Facts) -> Changed:
    plan = facts.plan
    before = plan.previous
    open_before = [each for each in before.conflicts if each.state != "resolved"] if before else []
    new = {each for story in plan.stories for each in story.new_ids}
    return change(
        open_before,
        before.settled if before else (),
        facts.standing,
        new_documents=new,
        replaced=facts.replaced,
        until=plan.asked.night.until,
    )


def _previous(facts: Facts) -> Previous | None:
    before = facts.plan.previous
    if before is None:
        return None
    return Previous(report_id=before.report_id, since=before.night.since, until=before.night.until)


def _document(line: DocumentLine, facts: Facts) -> DocumentItem:
    return DocumentItem(
        document_id=line.document_id,
        source=line.source,
        title=line.title,
        language=line.language,
        published_at=line.published_at,
        sha256=line.sha256,
        story_ids=tuple(facts.plan.stories_of.get(line.document_id, ())),
    )


def _edit(fact: EditFact) -> EditItem:
    edit = fact.edit
    return EditItem(
        page_id=edit.page_id,
        number=edit.number,
        source=edit.source,
        seen_at=edit.seen_at,
        document_id=edit.document_id,
        earlier_id=edit.earlier_id,
        broken=tuple(
            BrokenItem(
                comparison_id=each.comparison_id,
                finding_id=each.finding_id,
                label=each.label,
                words=tuple(text for _, text in each.words),
            )
            for each in fact.broken
        ),
    )


def _drift(facts: Facts, recent: list[Settled], earlier: list[Settled]) -> Drift:
    night, before = facts.plan.asked.night, facts.plan.previous
    last = last_day(night) + timedelta(days=1)
    late = shares(facts.counts, night, last - _RECENT, last)
    early = shares(facts.counts, night, first_day(night), last - _RECENT)
    return Drift(
        recent=late,
        before=early,
        distance=distance(late, early),
        agreement=agreement(recent),
        agreement_before=agreement(earlier),
        config_changed=before.config != config_part(facts.config) if before else None,
    )


def _unread(each: Unread) -> UnreadItem:
    fields = ("what", "name", "line", "subject_id", "reason")
    return UnreadItem.model_validate({field: getattr(each, field) for field in fields})


def _summary(draft: NightlyReport) -> NightSummary:
    states = Counter(each.state for each in draft.conflicts)
    return NightSummary(
        documents=len(draft.documents),
        stories=len(draft.stories),
        new=states["new"],
        regressed=states["regressed"],
        resolved=states["resolved"],
        standing=states["standing"],
        edits=len(draft.edits),
        broken=sum(len(each.broken) for each in draft.edits),
        splits=sum(each.split_total for each in draft.stories),
        repairs=len(draft.repairs),
        merges=len(draft.merges),
        unread=len(draft.unread),
    )
