"""Reports are sent beside the jobs of a worker, whatever a server does."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from service.clock import now
from service.config import Settings
from service.delivery.deliver import Delivered
from service.delivery.queueing import queue_report
from service.errors import StoreError
from service.jobs import courier
from service.jobs.courier import Courier
from service.jobs.kind import Means
from service.jobs.queue import open_queue
from service.jobs.worker import Worker
from service.store.unit import unit_of_work
from tests.service.delivery.made import ON, MadeReport

PATIENCE = 60


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_worker_sends_what_is_due(means: Means, engine: Engine, tmp_path: Path) -> None:
    """Without anybody asking for it."""
    settings = means.settings.model_copy(update={"delivery_dir": str(tmp_path / "reports")})
    with unit_of_work(engine) as store:
        queue_report(store, MadeReport(), settings, on=ON, at=now())
    queue = open_queue(engine, "of the test")
    worker = Worker(Means(settings, engine, means.executor), queue)
    worker.start()
    try:
        place = tmp_path / "reports" / "2025-10-30" / "rpt_1-es" / "report.html"
        until(lambda: place.is_file() and (tmp_path / "reports" / "feed.atom").is_file())
    finally:
        worker.stop(PATIENCE)
        queue.close()
    assert not worker.is_alive()


def test_no_fault_ends_it(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a database that is away nor a fault of ours."""
    faults = iter([StoreError("away"), ValueError("a fault")])
    rounds: list[datetime] = []

    def deliver(_: Engine, __: Settings, at: datetime, **___: object) -> Delivered:
        rounds.append(at)
        if fault := next(faults, None):
            raise fault
        return Delivered()

    monkeypatch.setattr(courier, "deliver_due", deliver)
    found = Courier(engine, Settings(), 0.01)
    found.start()
    until(lambda: len(rounds) > 3)
    found.stop(PATIENCE)
    assert not found._thread.is_alive()
