"""What a running API has at hand, as one value that routes are given."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine

from service.access.oidc import OidcClient
from service.access.principal import Principal
from service.api.bodies import BodyCache
from service.api.job_events import Listeners
from service.api.metrics import Metrics
from service.api.rates import Rates
from service.clock import run_time
from service.config import Settings
from service.jobs.queue import WakeQueue
from service.store.unit import Store, read_only, unit_of_work
from service.work.executor import Executor


@dataclass(frozen=True, slots=True)
class Services:
    """Settings, database and executor of one application; answers that never change.

    `secret` signs what only this installation may have made; it is the same in all processes.
    `queue` wakes a worker: `services.queue.wake(job_id)` when the job's row is committed.
    `rates` and `metrics` count what this process does.
    `oidc` is the provider that people sign in through, if there is one.
    """

    settings: Settings
    engine: Engine
    executor: Executor
    secret: str
    queue: WakeQueue
    rates: Rates
    metrics: Metrics
    oidc: OidcClient | None = None
    bodies: BodyCache = field(default_factory=BodyCache)
    listeners: Listeners = field(default_factory=Listeners)

    @contextmanager
    def write(self, principal: Principal) -> Iterator[Store]:
        """Open the store for one request's writes, in *principal*'s name."""
        with unit_of_work(self.engine, actor=principal.actor, at=run_time()) as store:
            yield store

    @contextmanager
    def read(self) -> Iterator[Store]:
        """Open the store as it is at this moment."""
        with read_only(self.engine) as store:
            yield store


def services(request: Request) -> Services:
    """Return the services of the application that *request* came to."""
    found: Services = request.app.state.services
    return found


ServicesDep = Annotated[Services, Depends(services)]
