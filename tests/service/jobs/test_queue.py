"""The queue wakes, from other threads and processes; what it loses or is forged does no harm."""

import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, inspect

from service.jobs.queue import WakeQueue, open_queue
from service.store.engine import open_engine

SECRET = "of the test"  # noqa: S105 - no secret at all
WAKE = """
import sys
from service.jobs.queue import open_queue
from service.store.engine import open_engine

open_queue(open_engine(sys.argv[1]), sys.argv[2]).wake("job_2")
"""


@pytest.fixture
def queue(engine: Engine) -> Iterator[WakeQueue]:
    """The queue of a database."""
    found = open_queue(engine, SECRET)
    yield found
    found.close()


def test_a_wake_up_ends_the_wait(queue: WakeQueue) -> None:
    """One is enough for one wait; none lets it wait to the end."""
    queue.wake("job_1")
    assert queue.wait(5, Event())
    started = time.monotonic()
    assert not queue.wait(0.3, Event())
    assert time.monotonic() - started >= 0.3


def test_who_waits_is_woken_at_once(queue: WakeQueue) -> None:
    """By another thread, long before the wait would end."""
    waker = Thread(target=lambda: (time.sleep(0.2), queue.wake("job_1")))
    waker.start()
    started = time.monotonic()
    assert queue.wait(10, Event())
    waker.join()
    assert time.monotonic() - started < 2


def test_another_process_wakes(queue: WakeQueue, store_url: str) -> None:
    """Both know the database and its secret, and nothing else."""
    arguments = [sys.executable, "-c", WAKE, store_url, SECRET]
    subprocess.run(arguments, cwd=Path(__file__).parents[3], check=True)  # noqa: S603 - our own
    assert queue.wait(1, Event())


def test_a_forged_message_is_not_read(engine: Engine, queue: WakeQueue) -> None:
    """It wakes, which anybody may; its pickle is never opened."""
    forger = open_queue(engine, "another secret")
    forger.wake("job_1")
    forger.close()
    assert queue.wait(1, Event())
    assert not queue.wait(0.2, Event())


def test_a_stop_ends_the_wait(queue: WakeQueue) -> None:
    """Within the second that PostgreSQL's notifications are waited for."""
    stop = Event()
    stop.set()
    started = time.monotonic()
    assert not queue.wait(10, stop)
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_broken_queue_does_no_harm(
    queue: WakeQueue, store_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither who asks nor who works fails; the log tells."""
    file = Path(store_url.removeprefix("sqlite:///")).with_name("store-queue.db")
    queue.close()
    file.write_bytes(b"no database" * 1000)
    with caplog.at_level(logging.WARNING):
        queue.wake("job_1")
        assert not queue.wait(0.2, Event())
    assert "nobody could be woken for job_1" in caplog.text


def test_the_queue_stands_apart_from_our_tables(queue: WakeQueue, engine: Engine) -> None:
    """A migration must not meet tables that it does not know."""
    assert not [name for name in inspect(engine).get_table_names() if "huey" in name]


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_many_open_the_queue_at_once(store_url: str) -> None:
    """Its tables are made by one, and the others wait."""
    arguments = [sys.executable, "-c", WAKE, store_url, SECRET]
    root = Path(__file__).parents[3]
    running = [subprocess.Popen(arguments, cwd=root) for _ in range(4)]  # noqa: S603 - our own
    assert [process.wait() for process in running] == [0] * 4
    engine = open_engine(store_url)
    queue = open_queue(engine, SECRET)
    assert all(queue.wait(1, Event()) for _ in running)
    queue.close()
    engine.dispose()
