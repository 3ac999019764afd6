"""`python -m benchmarks.soak --minutes 30 --database postgresql|sqlite`.

A server, a worker, clients, mails and webhooks, while the worker and what holds the models are
killed, the database goes away and comes back, the disk is full, and the mail server is slow.
Exit code 1 when anything acknowledged was lost, the server ended, memory grew, or /readyz lied.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.crash.small_model import write_small_model
from benchmarks.databases import DATABASES
from benchmarks.soak.disk import database
from benchmarks.soak.running import soak


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print the report; 1 when something was wrong."""
    asked = _asked(arguments)
    with tempfile.TemporaryDirectory(prefix="contraste-soak-files-") as name:
        folder = Path(name)
        write_small_model(folder / "model")
        with database(asked.database) as found:
            report = soak(
                found, folder / "model", folder, minutes=asked.minutes, tell=_tell, seed=asked.seed
            )
        if asked.logs:
            asked.logs.mkdir(parents=True, exist_ok=True)
            for log in folder.glob("*.log"):
                (asked.logs / log.name).write_bytes(log.read_bytes())
    text = json.dumps({"database": asked.database} | report.as_dict(), indent=2)
    print(text)
    if asked.write:
        asked.write.write_text(text + "\n", encoding="utf-8")
    return int(bool(report.wrong))


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--database", choices=DATABASES, default="postgresql")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--logs", type=Path, help="keep what server and worker said in this folder")
    parser.add_argument("--write", type=Path, help="also write the report here")
    return parser.parse_args(arguments)


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
