"""What surrounds every route, one plain ASGI file each, and their order."""

from starlette.middleware import Middleware

from service.api.middleware.idempotency import IdempotencyMiddleware


def stack() -> list[Middleware]:
    """Return the middleware of the API, outermost first."""
    return [Middleware(IdempotencyMiddleware)]
