"""An archive read, embedded and compared on each engine comes to the same rows, each once.

Inline is the measure. The process pool and a real Ray cluster on this machine run it with two
processes each, one of which is killed with -9 midway, and one dies when it has stored all of
its batch and nobody knows.
"""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from seeds.load import load_stories
from service.clock import run_time
from service.config import Settings
from service.errors import InputError
from service.store.unit import unit_of_work
from service.work.archive import TakenUp
from service.work.engines import open_executor
from service.work.kinds import EngineKind
from service.work.lanes import BulkExecutor
from service.work.loading import load_archive
from service.work.work import Work
from tests.databases import Fresh
from tests.service.work.contents import LAST_READ, contents, noted
from tests.service.work.means import compare_ids, hashed, process_id, take_up_then_die

_STORIES = 2
# With the real model this takes minutes: for those who change what crosses processes.
_MAKE_WORK = Work if os.environ.get("CONTRASTE_ENGINES_MODEL") else hashed


@pytest.fixture
def archive(fresh: Fresh) -> Callable[[], Engine]:
    """Make PostgreSQL databases that hold the documents of some seed stories."""

    def make() -> Engine:
        engine = fresh("postgresql")
        with unit_of_work(engine, at=run_time()) as store:
            for story in load_stories()[:_STORIES]:
                for document in story.documents.values():
                    store.documents.add(document, stored_at=run_time())
        return engine

    return make


def _pairs() -> list[tuple[str, str]]:
    ids = [document.document_id for document in load_stories()[0].documents.values()]
    return list(combinations(ids, 2))


def _opened(engine: Engine, kind: EngineKind, settings: Settings) -> BulkExecutor:
    url = engine.url.render_as_string(hide_password=False)
    changed = settings.model_copy(update={"database_url": url, "threads": 1})
    return open_executor(changed, kind, workers=2, make_work=_MAKE_WORK)


@dataclass
class Run:
    """What an engine came to: the database when all was read, then when pairs were compared."""

    engine: Engine
    loaded: TakenUp
    read: dict[str, list[Any]]
    compared: dict[str, list[Any]]


def _run(executor: BulkExecutor, engine: Engine, after_first: Callable[[], None]) -> Run:
    """Load the archive and compare its pairs; *after_first* is called midway through each."""
    done = 0

    def progress(_: object) -> None:
        nonlocal done
        done += 1
        if done == 1:
            after_first()

    loaded = load_archive(executor, engine, batch=2, progress=progress)
    read = contents(engine)
    for number, _ in enumerate(executor.spread(compare_ids, _pairs())):
        if number == 0:
            after_first()
    return Run(engine, loaded, read, contents(engine, LAST_READ))


@pytest.fixture
def measure(archive: Callable[[], Engine], settings: Settings) -> Iterator[Run]:
    """What the archive comes to in this process, nothing killed."""
    engine = archive()
    executor = _opened(engine, EngineKind.INLINE, settings)
    yield _run(executor, engine, lambda: None)
    executor.close()


@pytest.mark.parametrize("kind", [EngineKind.PROCESSES, EngineKind.RAY])
def test_engines_come_to_the_same(
    kind: EngineKind,
    measure: Run,
    archive: Callable[[], Engine],
    settings: Settings,
    tmp_path: Path,
) -> None:
    """Every row is equal, and the log has noted each thing once, though processes were killed."""
    if kind is EngineKind.RAY and not find_spec("ray"):
        pytest.skip("ray is not installed")
    engine = archive()
    executor = _opened(engine, kind, settings)
    killed: list[int] = []

    def kill() -> None:
        killed.append(executor.run(process_id))
        os.kill(killed[-1], signal.SIGKILL)

    try:
        executor.run(take_up_then_die, _pairs()[0], str(tmp_path / "mark"))
        found = _run(executor, engine, kill)
        assert executor.run(process_id) not in killed
    finally:
        executor.close()
    assert (tmp_path / "mark").exists()
    assert len(killed) == 2
    assert found.read == measure.read
    assert found.compared == measure.compared
    assert noted(engine) == noted(measure.engine)
    assert set(noted(engine).values()) == {1}


def test_a_second_run_does_nothing(measure: Run, settings: Settings) -> None:
    """What was read and embedded is not touched again."""
    documents = sum(len(story.documents) for story in load_stories()[:_STORIES])
    assert (measure.loaded.documents, measure.loaded.unread) == (documents, [])
    assert documents < measure.loaded.embedded <= measure.loaded.texts
    before = contents(measure.engine), noted(measure.engine)
    executor = _opened(measure.engine, EngineKind.INLINE, settings)
    assert load_archive(executor, measure.engine).documents == 0
    executor.close()
    assert (contents(measure.engine), noted(measure.engine)) == before


def test_an_address_is_for_ray_only(settings: Settings) -> None:
    """Who gives it meant a cluster, and would wait for one machine instead."""
    with pytest.raises(InputError, match="--engine ray"):
        open_executor(settings, EngineKind.PROCESSES, "10.0.0.1:6379")
