"""The application: all wiring of the API on one page."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.middleware import Middleware

from matching.run_config import CODE_VERSION
from service.access.oidc import OidcClient
from service.access.oidc_settings import provider_of
from service.api import etag, guard, idempotency, middleware, openapi, problems
from service.api.metrics import Metrics
from service.api.rates import Rates
from service.api.routes import ROUTERS
from service.api.services import Services
from service.clock import run_time
from service.config import Settings
from service.jobs.kind import Means
from service.jobs.queue import open_queue
from service.jobs.worker import PATIENCE, Worker
from service.store.engine import open_engine, transaction
from service.store.migrate import upgrade
from service.store.secrets import SecretRepository
from service.work.bounded import BoundedExecutor
from service.work.executor import Executor, ProcessExecutor

_DESCRIPTION = """Compare what sources say about one event: agree, extra, conflict, undecided.

Offsets are Unicode code points into the stored text, half-open. Errors are problems (RFC 9457)."""


def create_app(
    settings: Settings,
    *,
    executor: Callable[[Settings], Executor] = ProcessExecutor,
    with_worker: bool = False,
) -> FastAPI:
    """Return the API on the database that *settings* name; its schema is made the newest.

    *executor* makes what runs the heavy work, by default a process beside this one. A worker
    does jobs with it too, when asked for.

    Raises:
        SettingError: What OpenID Connect needs is not all set.
        StoreError: The database cannot be opened or migrated (when the application starts).
    """
    provider = provider_of(settings)
    oidc = OidcClient(provider) if provider else None
    metrics, rates = Metrics(), Rates(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        engine = open_engine(settings.store_url)
        upgrade(engine)
        inner = executor(settings)
        with transaction(engine) as session:
            secret = SecretRepository(session).get_or_make("installation", at=run_time())
        app.state.services = services = Services(
            settings=settings,
            engine=engine,
            executor=BoundedExecutor(inner, settings.max_queue, metrics),
            secret=secret,
            queue=open_queue(engine, secret),
            rates=rates,
            metrics=metrics,
            oidc=oidc,
        )
        # Jobs take turns with requests inside the executor, and nobody sends them away.
        means = Means(settings, engine, inner.for_jobs())
        try:
            with _working(Worker(means, services.queue) if with_worker else None):
                yield
        finally:
            services.queue.close()
            services.executor.close()
            engine.dispose()

    return _assembled(lifespan, middleware.stack(settings, metrics, rates))


@contextmanager
def _working(worker: Worker | None) -> Iterator[None]:
    """Let *worker* do jobs meanwhile, if there is one."""
    if worker:
        worker.start()
    try:
        yield
    finally:
        if worker:
            worker.stop(PATIENCE)


def _assembled(
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]], stack: list[Middleware]
) -> FastAPI:
    """Return the application with its routes; what they need is opened by *lifespan*."""
    app = FastAPI(
        title="Contraste",
        version=CODE_VERSION,
        description=_DESCRIPTION,
        lifespan=lifespan,
        responses=openapi.RESPONSES,
        generate_unique_id_function=_operation_id,
        # Their pages load scripts from other hosts; /openapi.json is the whole of it.
        docs_url=None,
        redoc_url=None,
        middleware=stack,
    )
    problems.install(app)
    etag.install(app)
    idempotency.install(app)
    openapi.install(app)
    for router in ROUTERS:
        app.include_router(router)
    guard.ask_first(app)
    return app


def _operation_id(route: APIRoute) -> str:
    # Client generators name methods after it: the function's name, and nothing that moves.
    return route.name
