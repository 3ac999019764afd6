"""Round after round: clients work, something is killed, and everything is looked at."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from benchmarks.crash.clients import Clients, Ledger
from benchmarks.crash.invariants import Checks, again, is_idle
from benchmarks.crash.processes import Installation, wait_until_gone
from benchmarks.told import Told
from service.store.engine import open_engine
from service.store.migrate import upgrade

CLIENTS = 4
# How long the clients work before something is killed, in seconds: any moment up to it.
_LONGEST_WORK = 4.0
# How long the clients go on with what is left.
_AFTERWARDS = 0.5
# A worker that has been silent so long lost its job, in seconds.
_SILENCE = 2
# How long jobs may take to be over, in seconds: a machine that does much else is slow.
_SETTLE = 1800.0
# What is sent once more after a round: so many requests, drawn from all.
_AGAIN = 4


@dataclass(slots=True)
class Report(Told):
    """What was done, and what was wrong: a sentence for each violation, with its round."""

    rounds: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    under_way: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    sent_again: int = 0
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)


def run_rounds(
    rounds: int,
    database_url: str,
    model: Path,
    folder: Path,
    *,
    seed: int,
    embedded: bool = False,
    tell: Callable[[Report], None] = lambda _: None,
) -> Report:
    """Kill something *rounds* times at random moments; return what was found.

    The worker stands beside the server, or inside it when *embedded*. *tell* is called after
    each round.
    """
    settings = {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
        "MODEL": str(model),
        "THREADS": "1",
        "JOB_SILENCE": str(_SILENCE),
        "OBEY_ROBOTS": "false",
        "RATE_READS": "0",
        "RATE_WRITES": "0",
        "RATE_STRANGERS": "0",
    }
    environment = {f"CONTRASTE_{name}": value for name, value in settings.items()}
    installation = Installation(folder, environment, embedded)
    engine = open_engine(database_url)
    upgrade(engine)
    one = _Rounds(installation, engine, random.Random(seed), seed)  # noqa: S311
    try:
        installation.start()
        for _ in range(rounds):
            one.run()
            tell(one.report)
        one.send_again(one.ledger.sent)
    finally:
        installation.stop()
        engine.dispose()
    return one.report


class _Rounds:
    """The rounds of one run, which share a database and a ledger."""

    def __init__(
        self, installation: Installation, engine: Engine, chance: random.Random, seed: int
    ) -> None:
        self.report = Report()
        self.ledger = Ledger()
        self._installation, self._engine = installation, engine
        self._chance, self._seed = chance, seed
        self._checks = Checks(engine)
        self._began = time.monotonic()

    def run(self) -> None:
        """Let clients work, kill something, start it again, and look at everything."""
        number = self.report.rounds = self.report.rounds + 1
        clients = Clients(self._installation.url, self.ledger, f"{self._seed}-{number}", CLIENTS)
        clients.start()
        time.sleep(self._chance.uniform(0, _LONGEST_WORK))
        target = self._chance.choice(self._installation.targets)
        under_way = clients.under_way()
        if not is_idle(self._engine):
            under_way["a job"] += 1
        orphans = self._installation.kill(target)
        self.report.kills[target] += 1
        self.report.under_way.update(under_way.keys())
        time.sleep(_AFTERWARDS)
        clients.stop()
        self._note(f"process {pid} outlived its parent" for pid in wait_until_gone(orphans))
        self._installation.start()
        self._note(self._settle())
        self._note(self._checks.violations(self.ledger))
        self.send_again(self._chance.sample(self.ledger.sent, min(_AGAIN, len(self.ledger.sent))))
        self.report.acknowledged = self.ledger.acknowledged
        self.report.refused = self.ledger.refused
        self.report.seen = self._checks.seen
        self.report.seconds = time.monotonic() - self._began

    def send_again(self, sent: list[tuple[str, dict[str, Any]]]) -> None:
        """Send what was acknowledged once more, which must change nothing."""
        self._note(again(self._installation.url, self._engine, sent))
        self.report.sent_again += len(sent)

    def _settle(self) -> list[str]:
        """Wait until every job is over; say so when they never are."""
        until = time.monotonic() + _SETTLE
        while not is_idle(self._engine):
            if time.monotonic() > until:
                return [f"jobs were not over {_SETTLE:g} s after a start"]
            time.sleep(0.1)
        return []

    def _note(self, sentences: Iterable[str]) -> None:
        number = self.report.rounds
        self.report.violations += [f"round {number}: {sentence}" for sentence in sentences]
