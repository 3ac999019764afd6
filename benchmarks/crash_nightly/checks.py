"""What must be after each night: what a newsroom left in peace has, and nothing twice."""

import json
from collections import Counter, defaultdict
from pathlib import Path

from sqlalchemy import Engine, func, select

from benchmarks.crash_delivery.scene import Scene, broken_chain, lost_or_double
from service.store.engine import view
from service.store.outbox import ItemKind
from service.store.tables import (
    AuditRow,
    DeliveryRow,
    NightlyReportRow,
    OutboxFormRow,
    OutboxItemRow,
)


def violations(scene: Scene, peace: Engine) -> list[str]:
    """Return what is not as it is in the newsroom of *peace*, and what came twice."""
    return [
        *lost_or_double(scene),
        *_other_reports(scene.engine, peace),
        *_other_outbox(scene.engine, peace),
        *_same_mails(scene),
        *_same_messages(scene),
        *_other_files(Path(scene.settings.delivery_dir), peace),
        *broken_chain(scene.engine),
    ]


def noted(engine: Engine) -> int:
    """Return how much was written: the number of the log's last entry."""
    with view(engine) as session:
        return session.scalar(select(func.max(AuditRow.number))) or 0


def _other_reports(engine: Engine, peace: Engine) -> list[str]:
    stored, expected = _reports(engine), _reports(peace)
    found = [f"the report {each} is not the same" for each in stored.items() ^ expected.items()]
    with view(engine) as session:
        subjects = session.scalars(
            select(AuditRow.subject).where(AuditRow.action == "nightly.add")
        ).all()
    times = Counter(subjects)
    return found + [
        f"the report {each} is noted {times[each]} times" for each in stored if times[each] != 1
    ]


def _reports(engine: Engine) -> dict[str, str]:
    with view(engine) as session:
        found = select(NightlyReportRow.report_id, NightlyReportRow.body)
        return {row.report_id: row.body for row in session.execute(found)}


def _other_outbox(engine: Engine, peace: Engine) -> list[str]:
    """Return the items, forms and deliveries of one newsroom that the other does not have."""
    found = []
    for one, other, told in ((engine, peace, "too many"), (peace, engine, "missing")):
        left = _queued(one) - _queued(other)
        found += [f"{each[:2]} is {told}" for each in sorted(left, key=str)]
    return found


def _queued(engine: Engine) -> set[tuple[str, ...]]:
    items = select(
        OutboxItemRow.item_id, OutboxItemRow.title, OutboxItemRow.summary, OutboxItemRow.about_on
    )
    forms = select(OutboxFormRow.item_id, OutboxFormRow.name, OutboxFormRow.body)
    goes = select(DeliveryRow.delivery_id, DeliveryRow.item_id, DeliveryRow.target)
    with view(engine) as session:
        return {tuple(row) for rows in (items, forms, goes) for row in session.execute(rows)}


def _same_mails(scene: Scene) -> list[str]:
    """Return mails whose words came to one person twice, under whatever Message-ID."""
    with scene.sink.lock:
        mails = [(each.recipient, each.read()) for each in scene.sink.mails]
    told: Counter[tuple[str, str, str]] = Counter()
    for recipient, mail in mails:
        body = mail.get_body(("plain",))
        told[recipient, str(mail["Subject"]), body.get_content() if body else ""] += 1
    return [
        f"{recipient} got {subject!r} {times} times"
        for (recipient, subject, _), times in told.items()
        if times > 1
    ]


def _same_messages(scene: Scene) -> list[str]:
    """Return messages that came under two identifiers, and identifiers of two messages."""
    ids, words = defaultdict(set), defaultdict(set)
    with scene.receiver.lock:
        arrived = list(scene.receiver.arrived)
    for each in arrived:
        text = json.dumps(each.value, sort_keys=True)
        ids[text].add(each.webhook_id)
        words[each.webhook_id].add(text)
    found = [f"one message came as {sorted(each)}" for each in ids.values() if len(each) > 1]
    return found + [
        f"{each} came with other words" for each, said in words.items() if len(said) > 1
    ]


def _other_files(folder: Path, peace: Engine) -> list[str]:
    """Return the folders that are not those of the reports, whole."""
    query = (
        select(
            OutboxItemRow.about_on,
            OutboxItemRow.subject_id,
            OutboxItemRow.language,
            OutboxFormRow.name,
            OutboxFormRow.body,
        )
        .join(OutboxFormRow, OutboxFormRow.item_id == OutboxItemRow.item_id)
        .where(OutboxItemRow.kind == ItemKind.REPORT)
    )
    with view(peace) as session:
        expected = {
            folder / day / f"{report}-{language}" / name: body
            for day, report, language, name, body in session.execute(query)
        }
    there = {path for path in folder.glob("*/*/*") if path.is_file()}
    found = [f"{path} should not be there" for path in there - set(expected)]
    return found + [
        f"{path} is not whole"
        for path, body in expected.items()
        if path not in there or path.read_bytes() != body
    ]
