"""Queueing reports and alerts, in the transaction of whoever made them."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from matching.ids import content_id
from service.config import Settings
from service.delivery.alerts import Change
from service.delivery.report import Report
from service.delivery.targets import targets
from service.delivery.telling import alert_forms, headline, sentence
from service.store.delivery import Channel
from service.store.outbox import Item, ItemKind, StoredForm
from service.store.unit import Store

# Changes one by one for programs; people get one mail with all of a night.
_CHANNELS = {
    ItemKind.REPORT: frozenset(Channel),
    ItemKind.CHANGE: frozenset({Channel.WEBHOOK}),
    ItemKind.CHANGES: frozenset({Channel.MAIL}),
}


def queue_report(
    store: Store,
    report: Report,
    settings: Settings,
    *,
    on: date,
    at: datetime,
    path: str = "",
) -> tuple[str, ...]:
    """Queue *report*, of the day *on*, for every target; return the deliveries' identifiers.

    The same report in the same language, queued again, is what was queued before: nothing is
    sent twice, and a target that was added since gets it. *path* is its page on our server.
    Feeds sum it up by what changed of the verdicts.

    Raises:
        SettingError: The settings of a channel cannot be read.
    """
    item = Item(
        item_id=content_id("out", ItemKind.REPORT.value, report.report_id, report.language),
        kind=ItemKind.REPORT,
        subject_id=report.report_id,
        title=report.title,
        summary=" ".join(report.verdicts) or report.title,
        language=report.language,
        about_on=on.isoformat(),
        path=path,
        created_at=at,
    )
    forms = [StoredForm(form.file_name, form.media_type, form.content) for form in report.forms]
    store.outbox.add(item, forms)
    return tuple(_to_targets(store, item, targets(settings), at))


def queue_alerts(
    store: Store,
    changes: Sequence[Change],
    settings: Settings,
    *,
    on: date,
    language: str,
    at: datetime,
) -> tuple[str, ...]:
    """Queue what changed of the verdicts on the day *on*; return the deliveries' identifiers.

    Each change is a message for webhooks and an entry of the feed; all that were not told
    before are one mail. A change that was told for this day is not told again, whatever report
    it stands in; without a new one nothing is queued.

    Raises:
        SettingError: The settings of a channel cannot be read.
    """
    day, found = on.isoformat(), targets(settings)
    queued: list[str] = []
    fresh = []
    for change in changes:
        title = sentence(change, language)
        item = _alert(ItemKind.CHANGE, change.change_id(day), title, change.path, day, language, at)
        if store.outbox.add(item, [_json_form(day, change, title)]):
            fresh.append(change)
        queued += _to_targets(store, item, found, at)
    if not fresh:
        return tuple(queued)
    told = content_id("alt", *(change.change_id(day) for change in fresh))
    title = headline(fresh, day, language)
    item = _alert(ItemKind.CHANGES, told, title, "", day, language, at)
    store.outbox.add(item, alert_forms(fresh, title, language, settings))
    return (*queued, *_to_targets(store, item, found, at))


def _to_targets(
    store: Store, item: Item, found: Sequence[tuple[Channel, str]], at: datetime
) -> list[str]:
    return [
        store.deliveries.add(item.item_id, channel, target, at=at)
        for channel, target in found
        if channel in _CHANNELS[item.kind]
    ]


def _alert(
    kind: ItemKind,
    subject_id: str,
    title: str,
    path: str,
    day: str,
    language: str,
    at: datetime,
) -> Item:
    return Item(
        item_id=content_id("out", kind.value, subject_id, language),
        kind=kind,
        subject_id=subject_id,
        title=title,
        summary=title,
        language=language,
        about_on=day,
        path=path,
        created_at=at,
    )


def _json_form(day: str, change: Change, told: str) -> StoredForm:
    value = {"date": day, "changes": [change.as_json(told)]}
    body = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return StoredForm("alert.json", "application/json", body)
