"""Sending what is due: claim one delivery, send it, note how it ended, until nothing is due."""

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from service.clock import now
from service.config import Settings
from service.delivery import files, mail, webhook
from service.delivery.backoff import pause
from service.delivery.faults import DeliveryFault, Gone, NotNow, Refused, Unclear
from service.delivery.feed import write_feed
from service.delivery.outgoing import Outgoing
from service.delivery_settings import WhenUnknown
from service.errors import SettingError, StoreError
from service.store.delivery import Channel, Delivery, DeliveryState
from service.store.unit import read_only, unit_of_work

log = logging.getLogger(__name__)

SENDERS: Mapping[Channel, Callable[[Outgoing], None]] = {
    Channel.MAIL: mail.send,
    Channel.WEBHOOK: webhook.send,
    Channel.FILES: files.send,
}
# How much longer than its own limits allow a delivery may take before it counts as left.
_GRACE = timedelta(seconds=60)
# Bytes are kept this much longer than they may wait, for a retry by hand.
_KEPT = timedelta(days=30)
_FAULT = "It failed by a fault of the program; the log tells more."


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round came to, in numbers of deliveries.

    `waiting` are those that were tried and will be again, `lost` those that killed processes
    left in doubt.
    """

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    unknown: int = 0
    lost: int = 0


def deliver_due(
    engine: Engine,
    settings: Settings,
    at: datetime,
    *,
    clock: Callable[[], datetime] = now,
    stops: Callable[[], bool] = lambda: False,
) -> Delivered:
    """Send whatever is due at *at*, each delivery once; return what came of it.

    Several processes may do so at once. Once *stops* gives True nothing more is begun. *clock*
    tells the moment of each attempt.

    Raises:
        StoreError: The database cannot be used; nothing is lost, and nothing is sent twice.
    """
    with read_only(engine) as store:
        if not store.deliveries.is_due(max(at, clock())):
            return Delivered()
    lost = _tidy(engine, settings, clock())
    counted = dict.fromkeys(DeliveryState, 0)
    courier = _Courier(engine, settings, at, clock)
    while not stops() and (delivery := courier.claim()):
        counted[courier.deliver(delivery)] += 1
    if settings.delivery_dir and counted[DeliveryState.SENT]:
        write_feed(engine, settings, Path(settings.delivery_dir))
    return Delivered(
        sent=counted[DeliveryState.SENT],
        waiting=counted[DeliveryState.WAITING],
        failed=counted[DeliveryState.FAILED] + counted[DeliveryState.GONE],
        unknown=counted[DeliveryState.UNKNOWN],
        lost=lost,
    )


def _tidy(engine: Engine, settings: Settings, at: datetime) -> int:
    """Take up what was left, give up what is too old; return how many nobody knows about."""
    resends = settings.mail_when_unknown is WhenUnknown.RESEND
    longest = timedelta(days=settings.delivery_days)
    with unit_of_work(engine) as store:
        lost = store.deliveries.recover(at=at, resends=resends)
        store.deliveries.expire(at - longest, at=at)
        store.outbox.let_go(at - longest - _KEPT)
    for delivery in lost:
        log.warning("nobody knows whether %s arrived", delivery.delivery_id)
    return len(lost)


class _Courier:
    """Sends one delivery after the other, each under a claim of its own."""

    def __init__(
        self, engine: Engine, settings: Settings, by: datetime, clock: Callable[[], datetime]
    ) -> None:
        """Send what is due at *by*."""
        self._engine, self._settings, self._by, self._clock = engine, settings, by, clock
        slowest = max(2 * settings.smtp_timeout, settings.webhook_timeout)
        self._lease = timedelta(seconds=slowest) + _GRACE

    def claim(self) -> Delivery | None:
        """Return a delivery that is due, and this courier's from now on."""
        at = self._clock()
        with unit_of_work(self._engine) as store:
            token = secrets.token_hex(8)
            return store.deliveries.claim(token, by=self._by, until=at + self._lease)

    def deliver(self, delivery: Delivery) -> DeliveryState:
        """Send *delivery* and note how it ended; return where it is now."""
        try:
            self._send(delivery)
        except DeliveryFault as fault:
            return self._failed(delivery, fault)
        except SettingError as error:
            return self._failed(delivery, NotNow(str(error)))
        except StoreError:
            raise
        except Exception as error:
            log.critical("internal fault in %s: %s", delivery.delivery_id, error, exc_info=error)
            return self._failed(delivery, self._after_fault(delivery))
        with unit_of_work(self._engine) as store:
            store.deliveries.sent(delivery, at=self._clock())
        log.info("%s is sent (%s)", delivery.delivery_id, delivery.channel)
        return DeliveryState.SENT

    def _send(self, delivery: Delivery) -> None:
        if delivery.attempts > self._settings.delivery_attempts:
            raise Refused("The process that sent it was stopped each time.")
        with read_only(self._engine) as store:
            item = store.outbox.get(delivery.item_id)
            forms = store.outbox.forms(delivery.item_id)
        if item is None or not forms:
            raise Refused("What it would send is not kept any more.")

        def mark() -> bool:
            with unit_of_work(self._engine) as store:
                return store.deliveries.mark(delivery)

        at = self._clock()
        SENDERS[delivery.channel](Outgoing(delivery, item, forms, self._settings, at, mark))

    def _failed(self, delivery: Delivery, fault: DeliveryFault) -> DeliveryState:
        state, sentence = self._outcome(delivery, fault), str(fault)
        at = self._clock()
        with unit_of_work(self._engine) as store:
            if state is DeliveryState.WAITING:
                asked = fault.retry_after if isinstance(fault, NotNow) else None
                wait = pause(
                    delivery.delivery_id,
                    delivery.attempts,
                    first=self._settings.delivery_pause,
                    retry_after=asked,
                )
                # Later than what this round looks for, whatever the clock says.
                store.deliveries.again(delivery, sentence, next_at=max(at, self._by) + wait)
            else:
                store.deliveries.end(delivery, state, sentence, at=at)
        # The sentence may quote a server: it stays in the database.
        log.warning("%s is %s", delivery.delivery_id, state)
        return state

    def _outcome(self, delivery: Delivery, fault: DeliveryFault) -> DeliveryState:
        is_last = delivery.attempts >= self._settings.delivery_attempts
        if isinstance(fault, Unclear):
            resends = self._settings.mail_when_unknown is WhenUnknown.RESEND
            return DeliveryState.WAITING if resends and not is_last else DeliveryState.UNKNOWN
        if isinstance(fault, Gone):
            return DeliveryState.GONE
        if isinstance(fault, Refused) or is_last:
            return DeliveryState.FAILED
        return DeliveryState.WAITING

    def _after_fault(self, delivery: Delivery) -> DeliveryFault:
        with read_only(self._engine) as store:
            found = store.deliveries.get(delivery.delivery_id)
        is_handed = found is not None and found.state is DeliveryState.HANDED
        return Unclear(_FAULT) if is_handed else NotNow(_FAULT)
