"""The whole service as one ASGI application: the API, and the pages beside it."""

from collections.abc import Callable

from fastapi import FastAPI

from service.api.app import create_app as create_api
from service.config import Settings
from service.web import create_web
from service.work.executor import Executor, ProcessExecutor


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
    app.mount("/", web)
    return app
