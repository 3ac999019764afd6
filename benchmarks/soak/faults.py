"""What fails while the service is at work: each fault comes, stays a while, and is over."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial

from benchmarks.crash.processes import Installation, Target
from benchmarks.crash_delivery.mail_sink import OK
from benchmarks.crash_delivery.scene import Scene
from benchmarks.soak.disk import Database, Disk
from benchmarks.soak.watch import Watch

# A mail server that answers after so many seconds, which is more than we wait for.
SLOW = 8.0

Fault = Callable[[], AbstractContextManager[None]]


def faults_of(
    installation: Installation, scene: Scene, database: Database, watch: Watch
) -> Mapping[str, Fault]:
    """Return the faults that can be made here, by name, in the order in which they come."""
    found: dict[str, Fault] = {
        "worker killed": partial(_worker_killed, installation),
        "models killed": partial(_models_killed, installation),
        "mail server slow": partial(_slow_mails, scene),
    }
    if database.server is not None:
        found["database away"] = partial(_database_away, database, watch)
        found["database restarted"] = partial(_database_restarted, database)
    if database.disk is not None:
        found["disk full"] = partial(_disk_full, database, database.disk)
    return found


@contextmanager
def _worker_killed(installation: Installation) -> Iterator[None]:
    installation.kill(Target.WORKER)
    yield
    installation.start()


@contextmanager
def _models_killed(installation: Installation) -> Iterator[None]:
    for target in (Target.SERVER_MODEL, Target.WORKER_MODEL):
        installation.kill(target)
    yield


@contextmanager
def _slow_mails(scene: Scene) -> Iterator[None]:
    before = scene.sink.at_recipient

    def slow(_: str) -> str:
        time.sleep(SLOW)
        return OK

    scene.sink.at_recipient = slow
    yield
    scene.sink.at_recipient = before


@contextmanager
def _database_away(database: Database, watch: Watch) -> Iterator[None]:
    database.server.stop()
    with watch.must_not_be_ready():
        yield
    database.revive()


@contextmanager
def _database_restarted(database: Database) -> Iterator[None]:
    database.server.stop()
    database.revive()
    yield


@contextmanager
def _disk_full(database: Database, disk: Disk) -> Iterator[None]:
    disk.fill()
    yield
    disk.empty()
    # It ends itself where it cannot write down what it did.
    database.revive()
