"""A night on each engine comes to the same bytes; inline is the measure.

The process pool and a real Ray cluster on this machine do it with two processes, one of which
is killed with -9 midway.
"""

import os
import signal
from collections.abc import Callable
from importlib.util import find_spec

import pytest
from sqlalchemy import Engine, func, select

from matching.document import Document
from service.config import Settings
from service.nightly.making import report_text
from service.nightly.plan import Asked
from service.nightly.replay import replay
from service.nightly.running import Means, run_night
from service.nightly.window import day_night
from service.store.engine import view
from service.store.tables import AuditRow
from service.work.engines import open_executor
from service.work.kinds import EngineKind
from service.work.lanes import BulkExecutor
from tests.databases import Fresh
from tests.service.nightly.newsroom import EVERYTHING, FIRST, at, store
from tests.service.work.means import hashed, process_id

# More than are given out ahead, so that some are left when a process dies.
_STORIES = 8
_SAID = ((12, "Port"), (19, "Wire"), (12, "Herald"))


def _run(engine: Engine, kind: EngineKind, after_first: Callable[[BulkExecutor], None]) -> str:
    """Do a night of several stories and return its report; *after_first* is called midway."""
    url = engine.url.render_as_string(hide_password=False)
    settings = Settings(database_url=url, threads=1)
    executor = open_executor(settings, kind, workers=2, make_work=hashed)
    means = Means(settings, engine, executor)
    for number in range(_STORIES):
        place = f"Valdoria {number}"
        told = [
            Document(f"The storm sank {ships} ships in {place}.", source, "en", at(14), place)
            for ships, source in _SAID
        ]
        store(means, *told, story=f"Storm in {place}")
    try:
        asked = Asked(day_night(FIRST, "UTC"), EVERYTHING)
        report = run_night(
            means, asked, lambda done, _: after_first(executor) if done == 1 else None
        ).report
        assert report.summary.new >= _STORIES
        assert replay(means, report.report_id).is_same
    finally:
        executor.close()
    return report_text(report)


@pytest.mark.parametrize("kind", [EngineKind.PROCESSES, EngineKind.RAY])
def test_engines_give_equal_reports(kind: EngineKind, fresh: Fresh) -> None:
    """Though a process was killed; and what is made again on that engine is the same."""
    if kind is EngineKind.RAY and not find_spec("ray"):
        pytest.skip("ray is not installed")
    killed: list[int] = []

    def kill(executor: BulkExecutor) -> None:
        killed.append(executor.run(process_id))
        os.kill(killed[-1], signal.SIGKILL)

    engine = fresh("sqlite")
    measure = _run(fresh("sqlite"), EngineKind.INLINE, lambda _: None)
    assert _run(engine, kind, kill) == measure
    assert len(killed) == 1
    with view(engine) as session:
        noted = select(func.count()).where(AuditRow.action == "matrix.add")
        assert session.scalar(noted) == _STORIES
