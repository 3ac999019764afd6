"""What surrounds every route, one plain ASGI file each, and their order."""

from starlette.middleware import Middleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from service.api.metrics import Metrics
from service.api.middleware.body import BodyMiddleware
from service.api.middleware.faults import FaultsMiddleware
from service.api.middleware.gzip import TaggedGzipMiddleware
from service.api.middleware.headers import HeadersMiddleware
from service.api.middleware.idempotency import IdempotencyMiddleware
from service.api.middleware.observe import ObserveMiddleware
from service.api.middleware.rates import RatesMiddleware
from service.api.middleware.request_id import RequestIdMiddleware
from service.api.rates import Rates
from service.config import Settings


def stack(settings: Settings, metrics: Metrics, rates: Rates) -> list[Middleware]:
    """Return the middleware of the API, outermost first.

    The order is that of need: every answer has an identifier, a log line and its headers, a
    fault's too; what is refused costs nothing further in; an answer is kept uncompressed.
    """
    found = [
        Middleware(RequestIdMiddleware),
        Middleware(ObserveMiddleware, metrics=metrics),
        Middleware(HeadersMiddleware),
        Middleware(FaultsMiddleware),
        Middleware(RatesMiddleware, rates=rates),
        Middleware(
            BodyMiddleware, most_bytes=settings.max_request_bytes, seconds=settings.body_timeout
        ),
        Middleware(TaggedGzipMiddleware),
        Middleware(IdempotencyMiddleware),
    ]
    if settings.trusted_proxies:
        # Others may write what they like in these headers.
        proxies = [each.strip() for each in settings.trusted_proxies.split(",")]
        found.insert(0, Middleware(ProxyHeadersMiddleware, trusted_hosts=proxies))
    return found
