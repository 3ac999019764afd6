"""The whole service as one ASGI application: the API, and the pages beside it."""

from collections.abc import Callable

from fastapi import FastAPI
from starlette.routing import Match, Mount
from starlette.types import Scope

from service.api.app import create_app as create_api
from service.config import Settings
from service.web import create_web
from service.work.executor import Executor, ProcessExecutor

_API = "/v1/"


def create_app(
    settings: Settings,
    *,
    executor: Callable[[Settings], Executor] = ProcessExecutor,
    with_worker: bool = False,
) -> FastAPI:
    """Return the API with the pages mounted behind its routes; arguments as the API's."""
    app = create_api(settings, executor=executor, with_worker=with_worker)
    web = create_web()
    # One set of services for both.
    web.state = app.state
    app.router.routes.append(_Pages("/", web))
    return app


class _Pages(Mount):
    """The pages: every address but the API's, which tells itself what is not there."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return what `Mount` does, and no match for an address of the API."""
        if scope["type"] == "http" and f"{scope['path']}/".startswith(_API):
            return Match.NONE, {}
        return super().matches(scope)
