"""`python -m benchmarks.crash_nightly --rounds 50 --database sqlite|postgresql`.

Each round is a night. `contraste nightly` and all that computes for it are killed with -9 at a
random moment, and it is run again; then `contraste deliveries send` is killed, and run until all
is settled. The mail server and the webhook's receiver are real, and fail now and then. Exit code
1 when a report is not that of a night left in peace, byte for byte, when a mail came twice, or
when anything is lost, half written, or not in the audit log.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.crash_nightly.rounds import Report, measure
from benchmarks.databases import DATABASES, empty_database


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds and print what was found; 1 when there is a violation."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crash_nightly")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="contraste-crash-nightly-") as name:
        folder = Path(name)
        with empty_database(asked.database) as url:
            report = measure(url, folder, asked.rounds, asked.seed, _tell)
    print(json.dumps({"database": asked.database} | report.as_dict(), indent=1))
    return 1 if report.violations else 0


def _tell(report: Report) -> None:
    killed = {"nights": report.nights, "sends": report.sends}
    told = {name: dict(counts) for name, counts in killed.items()}
    found = f"round {report.rounds}, {report.seconds:.0f} s, {len(report.violations)} violations"
    print(f"{found}, {json.dumps(told)}", file=sys.stderr, flush=True)
    for violation in report.violations[-3:]:
        print(f"  {violation[:300]}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
