"""`python -m benchmarks.crash_delivery --rounds 50 --database sqlite|postgresql`.

Kills the sender of reports with -9, at random moments and inside the window in which nobody can
know whether a mail was accepted, and runs it again. Exit code 1 when a mail came twice, when
anything was lost that is not told as unknown, or was left half written. With `--resend` mails in
doubt are sent again: then doubles under one Message-ID are counted, not refused.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.crash_delivery.rounds import Report, run_rounds
from benchmarks.crash_delivery.scene import open_scene
from benchmarks.databases import DATABASES, empty_database


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds and print what was found; 1 when there is a violation."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crash_delivery")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--resend", action="store_true", help="mails in doubt are sent again")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="contraste-crash-delivery-") as name:
        folder = Path(name)
        with empty_database(asked.database) as url:
            report = measure(
                url, folder, asked.rounds, asked.seed, resends=asked.resend, tell=_tell
            )
    told = {"database": asked.database, "resends": asked.resend} | report.as_dict()
    print(json.dumps(told, indent=2))
    return 1 if report.violations else 0


def measure(
    url: str,
    folder: Path,
    rounds: int,
    seed: int,
    *,
    resends: bool = False,
    tell: Callable[[Report], None] | None = None,
) -> Report:
    """Run rounds on the empty database at *url* with servers of their own."""
    more = {"mail_when_unknown": "resend" if resends else "report"}
    with open_scene(url, folder, seed, more) as scene:
        return run_rounds(scene, rounds, tell)


def _tell(report: Report) -> None:
    found = f"round {report.rounds}, {report.seconds:.0f} s, {len(report.violations)} violations"
    print(found, file=sys.stderr, flush=True)
    for violation in report.violations[-3:]:
        print(f"  {violation}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
