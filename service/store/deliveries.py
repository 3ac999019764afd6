"""All SQL on deliveries; `service.store.delivery` draws their states."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, CursorResult, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from service.errors import ConflictError, NotFoundError
from service.store.delivery import Channel, Delivery, DeliveryState, delivery_id
from service.store.insert import insert_new
from service.store.tables import DeliveryRow
from service.store.trail import note

_S = DeliveryState
_UNDONE = (_S.FAILED, _S.GONE, _S.UNKNOWN, _S.CANCELLED)
# What whoever has the claim may still end: it may learn more than `recover` knew.
_MINE = (_S.SENDING, _S.HANDED, _S.UNKNOWN)
_GONE = "The receiver answered 410 before: it wants no more. Retry it to try again."


@dataclass(frozen=True, slots=True)
class DeliveryRepository:
    """All SQL on deliveries."""

    session: Session

    def add(self, item_id: str, channel: Channel, target: str, *, at: datetime) -> str:
        """Queue an item for a target, once; return the delivery's identifier.

        For a target that answered that it wants no more, nothing is tried.
        """
        made = delivery_id(item_id, channel, target)
        is_gone = self._is_gone(channel, target)
        values = {
            "delivery_id": made,
            "item_id": item_id,
            "channel": channel,
            "target": target,
            "state": _S.GONE if is_gone else _S.WAITING,
            "attempts": 0,
            "queued_at": at,
            "next_at": at,
            "error": _GONE if is_gone else None,
        }
        if insert_new(self.session, DeliveryRow, values):
            note(self.session, "delivery.queued", made, item=item_id, channel=channel.value)
        return made

    def is_due(self, at: datetime) -> bool:
        """Tell whether anything waits, or was left, at *at*; asking takes no turn of a writer."""
        return bool(self.session.scalar(select(exists().where(or_(_due(at), _left(at))))))

    def claim(self, token: str, *, by: datetime, until: datetime) -> Delivery | None:
        """Give the bearer of *token* the first delivery that is due by *by*; no two get the same.

        None when there is none. At *until* it counts as left by a process that was killed.
        """
        first = select(DeliveryRow).where(_due(by))
        first = first.order_by(DeliveryRow.next_at, DeliveryRow.delivery_id).limit(1)
        row = self.session.scalar(first.with_for_update(skip_locked=True))
        if row is None:
            return None
        row.state, row.claim, row.claimed_until = _S.SENDING, token, until
        row.attempts += 1
        self.session.flush()
        return _delivery(row)

    def mark(self, delivery: Delivery) -> bool:
        """Note that the receiver is told now that it has all; False when it is not mine any more.

        After that, and before `sent`, nobody can know whether it was accepted.
        """
        return self._change(
            DeliveryRow.delivery_id == delivery.delivery_id,
            DeliveryRow.claim == delivery.claim,
            DeliveryRow.state == _S.SENDING,
            state=_S.HANDED,
        )

    def sent(self, delivery: Delivery, *, at: datetime) -> bool:
        """Note that it was accepted; False when it is not mine any more."""
        return self._end(delivery, _S.SENT, None, at)

    def again(self, delivery: Delivery, error: str, *, next_at: datetime) -> bool:
        """Let it wait until *next_at*; False when it is not mine any more."""
        return self._change(
            *_mine(delivery), state=_S.WAITING, error=error, next_at=next_at, **_UNCLAIMED
        )

    def end(self, delivery: Delivery, state: DeliveryState, error: str, *, at: datetime) -> bool:
        """Note why it is tried no more: failed, gone or unknown; False when it is not mine."""
        return self._end(delivery, state, error, at)

    def recover(self, *, at: datetime, resends: bool) -> Sequence[Delivery]:
        """Take up what killed processes left; return those that nobody can know about.

        What was not handed over yet waits again. What was may have been accepted: it is
        `unknown`, or with *resends* waits again too.
        """
        rows = self.session.scalars(
            select(DeliveryRow)
            .where(_left(at))
            .order_by(DeliveryRow.delivery_id)
            .with_for_update(skip_locked=True)
        ).all()
        unknown = []
        for row in rows:
            if row.state == _S.HANDED and not resends:
                row.state, row.settled_at = _S.UNKNOWN, at
                row.error = "It was cut off while the mail server accepted it, or did not."
                note(self.session, "delivery.unknown", row.delivery_id)
                unknown.append(_delivery(row))
            else:
                row.state, row.next_at, row.claim, row.claimed_until = _S.WAITING, at, None, None
                row.error = "The process that sent it was stopped."
        self.session.flush()
        return unknown

    def expire(self, before: datetime, *, at: datetime) -> None:
        """Fail what has waited since before *before*: it is no news any more."""
        old = select(DeliveryRow).where(
            DeliveryRow.state == _S.WAITING, DeliveryRow.queued_at < before
        )
        for row in self.session.scalars(old.with_for_update(skip_locked=True)).all():
            row.state, row.settled_at = _S.FAILED, at
            row.error = f"It was too old to be sent. {row.error or ''}".strip()
            note(self.session, "delivery.failed", row.delivery_id)
        self.session.flush()

    def retry(self, delivery_id: str, *, at: datetime) -> Delivery:
        """Let a delivery wait again that failed, is gone, unknown or cancelled; return it.

        Of one that is gone, all others to the same target wait again too.

        Raises:
            NotFoundError: There is no such delivery.
            ConflictError: It waits, is being sent, or was sent.
        """
        found = self._existing(delivery_id)
        if found.state not in _UNDONE:
            raise ConflictError(f"{delivery_id} is {found.state}; only what was not sent is tried.")
        same = DeliveryRow.delivery_id == delivery_id
        if found.state is _S.GONE:
            target = and_(
                DeliveryRow.channel == found.channel,
                DeliveryRow.target == found.target,
                DeliveryRow.state == _S.GONE,
            )
            same = or_(same, target)
        again = {"state": _S.WAITING, "attempts": 0, "next_at": at, "queued_at": at}
        self._change(same, settled_at=None, error=None, **again, **_UNCLAIMED)
        note(self.session, "delivery.again", delivery_id)
        return self._existing(delivery_id)

    def cancel(self, delivery_id: str, *, at: datetime) -> Delivery:
        """Let a delivery that waits not be sent, and return it; twice changes nothing.

        Raises:
            NotFoundError: There is no such delivery.
            ConflictError: It is being sent, or it is over.
        """
        same = DeliveryRow.delivery_id == delivery_id
        waits = DeliveryRow.state == _S.WAITING
        if self._change(same, waits, state=_S.CANCELLED, settled_at=at):
            note(self.session, "delivery.cancelled", delivery_id)
        found = self._existing(delivery_id)
        if found.state is not _S.CANCELLED:
            raise ConflictError(
                f"{delivery_id} is {found.state}; only what waits can be cancelled."
            )
        return found

    def get(self, delivery_id: str) -> Delivery | None:
        """Return the delivery as it stands, None when there is no such one."""
        row = self.session.get(DeliveryRow, delivery_id)
        return _delivery(row) if row else None

    def latest(
        self,
        limit: int,
        *,
        states: Collection[DeliveryState] = (),
        channel: Channel | None = None,
    ) -> Sequence[Delivery]:
        """Return up to *limit* deliveries, those queued last first; *states* () means any."""
        order = (DeliveryRow.queued_at.desc(), DeliveryRow.delivery_id)
        found = select(DeliveryRow).order_by(*order).limit(limit)
        if states:
            found = found.where(DeliveryRow.state.in_(states))
        if channel is not None:
            found = found.where(DeliveryRow.channel == channel)
        return [_delivery(row) for row in self.session.scalars(found)]

    def _is_gone(self, channel: Channel, target: str) -> bool:
        same = (DeliveryRow.channel == channel, DeliveryRow.target == target)
        return bool(
            self.session.scalar(select(exists().where(*same, DeliveryRow.state == _S.GONE)))
        )

    def _existing(self, delivery_id: str) -> Delivery:
        found = self.get(delivery_id)
        if found is None:
            raise NotFoundError(f"There is no delivery {delivery_id}.")
        return found

    def _end(
        self, delivery: Delivery, state: DeliveryState, error: str | None, at: datetime
    ) -> bool:
        # The claim stays: who has it may still learn how an unknown one ended.
        mine = self._change(*_mine(delivery), state=state, error=error, settled_at=at)
        if mine:
            note(self.session, f"delivery.{state.value}", delivery.delivery_id)
        return mine

    def _change(self, *conditions: ColumnElement[bool], **values: object) -> bool:
        result = self.session.execute(
            update(DeliveryRow)
            .where(*conditions)
            .values(**values)
            .execution_options(synchronize_session="fetch")
        )
        assert isinstance(result, CursorResult)
        return result.rowcount > 0


_UNCLAIMED = {"claim": None, "claimed_until": None}


def _due(at: datetime) -> ColumnElement[bool]:
    return and_(DeliveryRow.state == _S.WAITING, DeliveryRow.next_at <= at)


def _left(at: datetime) -> ColumnElement[bool]:
    open_states = DeliveryRow.state.in_((_S.SENDING, _S.HANDED))
    return and_(open_states, DeliveryRow.claimed_until < at)


def _mine(delivery: Delivery) -> tuple[ColumnElement[bool], ...]:
    return (
        DeliveryRow.delivery_id == delivery.delivery_id,
        DeliveryRow.claim == delivery.claim,
        DeliveryRow.state.in_(_MINE),
    )


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        delivery_id=row.delivery_id,
        item_id=row.item_id,
        channel=Channel(row.channel),
        target=row.target,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        queued_at=row.queued_at,
        next_at=row.next_at,
        claim=row.claim,
        settled_at=row.settled_at,
        error=row.error,
    )
