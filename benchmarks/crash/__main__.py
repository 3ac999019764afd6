"""`python -m benchmarks.crash --rounds 100 --database sqlite|postgresql`.

Exit code 1 when something was lost, half written, or done twice.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.crash.rounds import Report, run_rounds
from benchmarks.crash.small_model import write_small_model
from benchmarks.databases import DATABASES, empty_database


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds and print what was found; 1 when there is a violation."""
    asked = _asked(arguments)
    with tempfile.TemporaryDirectory(prefix="contraste-crash-") as name:
        folder = Path(name)
        model = folder / "model"
        write_small_model(model)
        with empty_database(asked.database) as url:
            report = run_rounds(
                asked.rounds,
                url,
                model,
                folder,
                seed=asked.seed,
                embedded=asked.embedded,
                tell=_tell,
            )
    text = json.dumps({"database": asked.database} | report.as_dict(), indent=2)
    print(text)
    if asked.write:
        asked.write.write_text(text + "\n", encoding="utf-8")
    return 1 if report.violations else 0


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crash", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--embedded", action="store_true", help="the worker inside the server")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help="also write the report here")
    return parser.parse_args(arguments)


def _tell(report: Report) -> None:
    found = f"round {report.rounds}, {report.seconds:.0f} s, {len(report.violations)} violations"
    print(found, file=sys.stderr, flush=True)
    for violation in report.violations[-3:]:
        print(f"  {violation}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
