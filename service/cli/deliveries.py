"""What `contraste deliveries` does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from pydantic import BaseModel
from rich.box import HORIZONTALS
from rich.table import Table
from rich.text import Text
from sqlalchemy import Engine

from service.access.principal import LOCAL
from service.cli.output import stdout_console, write_json
from service.clock import now
from service.config import Settings, read_settings
from service.delivery.deliver import deliver_due
from service.delivery.targets import targets
from service.store.delivery import TROUBLED, Channel, Delivery, DeliveryState
from service.store.engine import open_engine
from service.store.migrate import check_schema
from service.store.unit import read_only, unit_of_work

# In the audit log.
_ACTOR = LOCAL.actor
_STYLES = {
    DeliveryState.SENT: "green",
    DeliveryState.FAILED: "bold red",
    DeliveryState.GONE: "bold red",
    DeliveryState.UNKNOWN: "bold yellow",
    DeliveryState.CANCELLED: "dim",
}


class DeliveryPart(BaseModel):
    """A delivery as the commands print it with --json."""

    delivery_id: str
    item_id: str
    channel: str
    target: str
    state: str
    attempts: int
    queued_at: datetime
    next_at: datetime | None
    settled_at: datetime | None
    error: str | None


class Deliveries(BaseModel):
    """What the commands print with --json."""

    deliveries: tuple[DeliveryPart, ...]


class Sent(BaseModel):
    """What `contraste deliveries send` prints with --json, in numbers of deliveries."""

    sent: int
    waiting: int
    failed: int
    unknown: int


def list_command(
    state: str | None, channel: str | None, limit: int, *, troubled: bool, as_json: bool
) -> bool:
    """Print up to *limit* deliveries, those queued last first; tell whether one is in trouble.

    With *troubled* only those that failed, whose receiver wants no more, or of which nobody
    knows whether they arrived.
    """
    states = TROUBLED if troubled else (DeliveryState(state),) if state else ()
    with _opened() as (engine, _), read_only(engine) as store:
        found = store.deliveries.latest(
            limit, states=states, channel=Channel(channel) if channel else None
        )
    _print(found, as_json=as_json)
    return any(delivery.state in TROUBLED for delivery in found)


def retry_command(delivery_ids: Sequence[str], *, as_json: bool) -> None:
    """Let deliveries wait again that failed or are unknown; all of them or none.

    Raises:
        NotFoundError: One is not there.
        ConflictError: One of them waits, is being sent, or was sent.
    """
    with _opened() as (engine, _), unit_of_work(engine, actor=_ACTOR) as store:
        found = [store.deliveries.retry(each, at=now()) for each in delivery_ids]
    _print(found, as_json=as_json)


def cancel_command(delivery_ids: Sequence[str], *, as_json: bool) -> None:
    """Let deliveries that wait not be sent; all of them or none.

    Raises:
        NotFoundError: One is not there.
        ConflictError: One of them is being sent, or is over.
    """
    with _opened() as (engine, _), unit_of_work(engine, actor=_ACTOR) as store:
        found = [store.deliveries.cancel(each, at=now()) for each in delivery_ids]
    _print(found, as_json=as_json)


def send_command(*, as_json: bool) -> bool:
    """Send what is due now; tell whether anything failed or is unknown.

    Raises:
        SettingError: The settings of a channel cannot be read.
    """
    with _opened() as (engine, settings):
        targets(settings)  # a setting that makes no sense is told before anything is tried
        done = deliver_due(engine, settings, now())
    unknown = done.unknown + done.lost
    if as_json:
        write_json(Sent(sent=done.sent, waiting=done.waiting, failed=done.failed, unknown=unknown))
    else:
        stdout_console().print(
            f"{done.sent} sent, {done.waiting} to be tried again, {done.failed} failed, "
            f"{unknown} unknown"
        )
    return bool(done.failed or unknown)


@contextmanager
def _opened() -> Iterator[tuple[Engine, Settings]]:
    settings = read_settings()
    engine = open_engine(settings.store_url)
    try:
        check_schema(engine)
        yield engine, settings
    finally:
        engine.dispose()


def _part(delivery: Delivery) -> DeliveryPart:
    is_waiting = delivery.state is DeliveryState.WAITING
    return DeliveryPart(
        delivery_id=delivery.delivery_id,
        item_id=delivery.item_id,
        channel=delivery.channel.value,
        target=delivery.target,
        state=delivery.state.value,
        attempts=delivery.attempts,
        queued_at=delivery.queued_at,
        next_at=delivery.next_at if is_waiting else None,
        settled_at=delivery.settled_at,
        error=delivery.error,
    )


def _print(deliveries: Sequence[Delivery], *, as_json: bool) -> None:
    if as_json:
        write_json(Deliveries(deliveries=tuple(_part(each) for each in deliveries)))
        return
    table = Table(box=HORIZONTALS)
    for title in ("delivery", "channel", "target", "state", "tries", "queued", "last error"):
        table.add_column(title, overflow="fold")
    for each in deliveries:
        table.add_row(
            each.delivery_id,
            each.channel,
            # What servers and people write may hold brackets, which are no marks here.
            Text(each.target),
            Text(each.state, _STYLES.get(each.state, "")),
            str(each.attempts),
            f"{each.queued_at:%Y-%m-%d %H:%M}",
            Text(each.error or ""),
        )
    stdout_console().print(table)
