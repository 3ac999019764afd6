"""The whole service on loopback, seeded with two stories, and a browser to look at it."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

import pytest
import uvicorn
from sqlalchemy import Engine

from matching.testing import HashingEncoder
from seeds.load import SeedStory, load_stories
from service.app import create_app
from service.config import Grouping, Settings
from service.grouping.means import Grouper
from service.nightly.plan import Asked
from service.nightly.running import Means, run_night
from service.nightly.window import span_night
from service.nightly_contract import Scope
from service.seeding import seed_stories
from service.store.engine import open_engine
from service.store.migrate import upgrade
from tests.browsers import chromium
from tests.service.api.conftest import hashing_executor
from tests.service.diff.factories import CREATED_AT
from tests.service.grouping.rounds import group_new

__all__ = ["chromium"]

_STORIES = 3
_PATIENCE = 60


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running service with some of the example stories in it."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("desk"), grouping=Grouping.OFF)
    with served(settings, load_stories()[:_STORIES]) as address:
        yield address


@contextmanager
def served(settings: Settings, stories: Sequence[SeedStory] = ()) -> Iterator[str]:
    """Run a service of its own on loopback, with *stories* in it; give its address."""
    engine = open_engine(settings.store_url)
    upgrade(engine)
    seed_stories(stories, engine, encoder=HashingEncoder(), at=CREATED_AT, progress=lambda *_: None)
    # Every document tells why it is where it is.
    group_new(Grouper(engine, HashingEncoder()), at=CREATED_AT)
    _night(settings, engine)
    engine.dispose()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = create_app(settings, executor=hashing_executor, with_worker=True)
        config = uvicorn.Config(app, log_level="error", proxy_headers=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        _wait(server)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(_PATIENCE)


def _night(settings: Settings, engine: Engine) -> None:
    """Store a nightly report of the hours in which the stories came."""
    night = span_night(CREATED_AT - timedelta(hours=1), CREATED_AT + timedelta(hours=1), "UTC")
    executor = hashing_executor(settings)
    run_night(Means(settings, engine, executor), Asked(night, Scope(sources=(), story_id=None)))
    executor.close()


def _wait(server: uvicorn.Server) -> None:
    until = time.monotonic() + _PATIENCE
    while not server.started:
        assert time.monotonic() < until, "the service did not start"
        time.sleep(0.05)
