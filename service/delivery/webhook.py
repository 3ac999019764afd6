"""A report or an alert as a signed message to a webhook.

The body is the same for each attempt, and so is `webhook-id`: a receiver that has it already
leaves it. At least once, as the standard has it.

Source: Standard Webhooks 1.0.0.
"""

import json
import ssl
from datetime import UTC, datetime

import httpcore
import httpx
from standardwebhooks import Webhook as Signer

from service.config import Settings
from service.delivery.faults import Gone, NotNow, Refused
from service.delivery.outgoing import Outgoing, instant
from service.delivery.targets import Webhook, webhooks
from service.errors import InputError
from service.intake.connect import CheckedBackend, Deadline
from service.intake.fetch import user_agent
from service.intake.headers import header, retry_after
from service.intake.web_address import parse_url
from service.store.outbox import Item, ItemKind

TYPES = {
    ItemKind.REPORT: "report.created",
    ItemKind.CHANGE: "verdict.changed",
}
"""The type of a message, by the kinds of items that webhooks get."""

_FAULTS = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    ssl.SSLError,
    OSError,
)


def send(outgoing: Outgoing) -> None:
    """Post one message; it has arrived when the answer is 2xx. Redirects are not followed.

    Raises:
        NotNow: The receiver cannot be reached, or answers anything else.
        Gone: It answers 410.
        Refused: The settings do not name it any more.
        SettingError: The settings of webhooks cannot be read.
    """
    hook = webhooks(outgoing.settings).get(outgoing.delivery.target)
    if hook is None:
        raise Refused(f"CONTRASTE_WEBHOOKS names no {outgoing.delivery.target} any more.")
    body = message(outgoing)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": user_agent(outgoing.settings),
        "Connection": "close",
        **signed(hook, outgoing.delivery.delivery_id, outgoing.at, body),
    }
    status, wanted = _post(hook, headers, body.encode(), outgoing.settings)
    if status == httpx.codes.GONE:
        raise Gone("It answers 410: it wants no more.")
    if not httpx.codes.is_success(status):
        raise NotNow(
            f"It answers {status} {httpx.codes.get_reason_phrase(status)}".strip() + ".", wanted
        )


def message(outgoing: Outgoing) -> str:
    """Return the body as JSON: `type`, `timestamp`, and `data` on the item.

    `data.report` is the item's own JSON, None where there is none or it is too large.
    """
    item = outgoing.item
    form = outgoing.form("application/json")
    fits = form is not None and len(form.body) <= outgoing.settings.webhook_bytes
    value = {
        "type": TYPES[item.kind],
        "timestamp": instant(item.created_at),
        "data": _described(item)
        | {
            "link": outgoing.link or None,
            "report": json.loads(form.body) if form is not None and fits else None,
        },
    }
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def signed(hook: Webhook, delivery_id: str, at: datetime, body: str) -> dict[str, str]:
    """Return the headers that prove who sent *body* and when, a signature for each secret."""
    moment = at.astimezone(UTC).replace(microsecond=0)
    signatures = [Signer(secret).sign(delivery_id, moment, body) for secret in hook.secrets]
    return {
        "webhook-id": delivery_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _post(
    hook: Webhook, headers: dict[str, str], body: bytes, settings: Settings
) -> tuple[int, float | None]:
    """Return the status of the answer, and the wait that it asks for in seconds.

    An address may be a secret itself, so no sentence repeats it.
    """
    checked = settings.model_copy(update={"allow_private_urls": settings.webhook_private})
    deadline = Deadline.after(settings.webhook_timeout)
    try:
        place = parse_url(hook.url, checked)
    except InputError:
        raise NotNow("CONTRASTE_WEBHOOKS has no address that may be asked there.") from None
    if place.scheme != "https" and not settings.webhook_private:
        raise NotNow("Its address has to begin with https://.")
    url = httpcore.URL(
        scheme=place.raw_scheme, host=place.raw_host, port=place.port, target=place.raw_path
    )
    fields = [("Host", place.netloc.decode("ascii")), *headers.items()]
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=ssl.create_default_context(),
                network_backend=CheckedBackend(checked, deadline),
            ) as pool,
            pool.stream("POST", url, headers=fields, content=body) as response,
        ):
            return response.status, retry_after(header(response, "retry-after"))
    except _FAULTS as error:
        why = "it takes too long" if isinstance(error, httpcore.TimeoutException) else "no answer"
        raise NotNow(f"It cannot be reached ({why}).") from error
    except InputError:
        # Not the sentence itself: it names the host.
        raise NotNow(
            "Its host is not found, or private; CONTRASTE_WEBHOOK_PRIVATE permits the latter."
        ) from None


def _described(item: Item) -> dict[str, object]:
    return {
        "id": item.subject_id,
        "kind": item.kind.value,
        "title": item.title,
        "summary": item.summary,
        "language": item.language,
        "date": item.about_on,
    }
