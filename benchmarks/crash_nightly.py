"""`python -m benchmarks.crash_nightly --rounds 50`: a night killed at any moment, then run again.

Each round kills `contraste nightly` and all that computes for it with -9 after a random time, on
one database; at its end the command is run to its end. The report must be that of a night which
nobody disturbed, byte for byte, and each delivery queued once. Exit code 1 when it is not.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.crash.small_model import write_small_model
from matching.document import Document
from service.store.engine import open_engine, view
from service.store.migrate import upgrade
from service.store.tables import AuditRow, Base, NightlyReportRow, OutboxItemRow
from service.store.unit import read_only, unit_of_work

DAY = "2031-05-14"
_CONTRASTE = (sys.executable, "-c", "from service.cli import main; main()")
_AT = datetime(2031, 5, 14, 12, tzinfo=UTC)
_STORIES = 6
_PATIENCE = 600


@dataclass(frozen=True, slots=True)
class Found:
    """What came of the rounds: `killed` ended before they were done, by the signal."""

    rounds: int
    killed: int
    same_bytes: bool
    reports: int
    deliveries: int
    expected_deliveries: int
    audit_holds: bool

    @property
    def is_right(self) -> bool:
        """Whether nothing was lost, changed or done twice."""
        once = self.reports == 1 and self.deliveries == self.expected_deliveries
        return self.same_bytes and once and self.audit_holds


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds and print what was found; 1 when there is a violation."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crash_nightly", description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="contraste-crash-nightly-") as name:
        folder = Path(name)
        write_small_model(folder / "model")
        found = run_rounds(asked.rounds, folder, seed=asked.seed)
    print(json.dumps(asdict(found), indent=1))
    return 0 if found.is_right else 1


def run_rounds(rounds: int, folder: Path, *, seed: int = 1) -> Found:
    """Kill the night *rounds* times, finish it, and compare it with one left in peace.

    *folder* has the model of `benchmarks.crash`.
    """
    quiet, killed = (folder / f"{name}.db" for name in ("quiet", "killed"))
    for path in (quiet, killed):
        _fill(f"sqlite:///{path}")
    begun = time.monotonic()
    expected = _whole(quiet, folder)
    length = time.monotonic() - begun
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret
    number = sum(_kill(killed, folder, chance.uniform(0, length)) for _ in range(rounds))
    again = _whole(killed, folder)
    with view(open_engine(f"sqlite:///{quiet}")) as session:
        deliveries = _count(session, OutboxItemRow)
    engine = open_engine(f"sqlite:///{killed}")
    with view(engine) as session:
        counts = [_count(session, row) for row in (NightlyReportRow, OutboxItemRow)]
        noted = session.scalars(
            select(AuditRow.subject).where(AuditRow.action == "nightly.add")
        ).all()
    with read_only(engine) as store:
        holds = store.audit.verify().broken is None and len(noted) == 1
    return Found(rounds, number, again == expected, counts[0], counts[1], deliveries, holds)


def _count(session: Session, row: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(row)) or 0


def _fill(url: str) -> None:
    """Store six stories of three documents each."""
    engine = open_engine(url)
    upgrade(engine)
    with unit_of_work(engine, at=_AT) as store:
        for number in range(_STORIES):
            place = f"Valdoria {number}"
            story = store.stories.add(f"Storm in {place}", at=_AT)
            for ships, source in ((12, "Port"), (19, "Wire"), (12, "Herald")):
                text = f"The storm sank {ships} ships in {place}. The harbour of {place} is closed."
                document = Document(text, source, "en", _AT, f"{source} on {place}")
                seen = store.documents.see(document, at=_AT)
                store.stories.put(story, seen.document_id, at=_AT)
    engine.dispose()


def _start(database: Path, folder: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "CONTRASTE_DATABASE_URL": f"sqlite:///{database}",
        "CONTRASTE_DATA_DIR": str(folder / "data"),
        "CONTRASTE_MODEL": str(folder / "model"),
        "CONTRASTE_DELIVERY_DIR": str(folder / database.stem),
        "CONTRASTE_THREADS": "1",
    }
    return subprocess.Popen(  # noqa: S603 - our own command
        [*_CONTRASTE, "nightly", "--date", DAY, "--json"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _whole(database: Path, folder: Path) -> bytes:
    """Return what the night prints when it runs to its end."""
    process = _start(database, folder)
    out, _ = process.communicate(timeout=_PATIENCE)
    if process.returncode:
        raise RuntimeError(f"the night ended with {process.returncode}")
    return out


def _kill(database: Path, folder: Path, seconds: float) -> bool:
    """Run the night and kill it after *seconds*; tell whether it was not done yet."""
    process = _start(database, folder)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        # Its own processes as well, as when a machine loses its power.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=_PATIENCE)
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
