"""What a delivery is: an item on its way to one target, and where it may be.

    waiting ── claim ──► sending ── mark ──► handed ── sent ──► sent
       ▲                    │                   ├── again (refused for now) ──► waiting
       ├──── again ─────────┤                   └── end ──► unknown
       └──── recover ───────┴── end ──► failed, gone       (recover: handed ──► unknown)

A claim carries a token that nobody else has. `mark`, and whatever ends a delivery, holds only
while that token is the row's: a process that was taken for dead cannot hand anything over.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matching.ids import content_id


class Channel(StrEnum):
    """How an item gets out; the stored value."""

    MAIL = "mail"
    WEBHOOK = "webhook"
    FILES = "files"


class DeliveryState(StrEnum):
    """Where a delivery is; the stored value.

    `handed`: the mail server was, or is being, told that the mail is complete. `unknown`:
    nobody knows whether it accepted it. `gone`: the receiver wants no more.
    """

    WAITING = "waiting"
    SENDING = "sending"
    HANDED = "handed"
    SENT = "sent"
    FAILED = "failed"
    GONE = "gone"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


TROUBLED = (DeliveryState.FAILED, DeliveryState.GONE, DeliveryState.UNKNOWN)
"""States that a person should hear of."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An item on its way to `target`: an address, a webhook's name, a folder.

    `queued_at` is when it was queued, or by hand again; `error` is one sentence on the last thing
    that went wrong.
    """

    delivery_id: str
    item_id: str
    channel: Channel
    target: str
    state: DeliveryState
    attempts: int
    queued_at: datetime
    next_at: datetime
    claim: str | None
    settled_at: datetime | None
    error: str | None


def delivery_id(item_id: str, channel: Channel, target: str) -> str:
    """Return the identifier of a delivery: the same item never goes to a target twice."""
    return content_id("dlv", item_id, channel.value, target)
