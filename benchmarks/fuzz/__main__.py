"""`python -m benchmarks.fuzz TARGET … --seconds N`, or `--all`; exit code 1 when one found a fault.

Needs the extra `fuzz` (atheris). What reached new code is kept in --folder, and the next run
goes on from there. `--replay FILE` runs one input, which needs no atheris.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.fuzz.running import fuzz
from benchmarks.fuzz.target import load, names

_FOLDER = Path("out/fuzz")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz what was asked for, one target after the other, and print what came of each."""
    asked = _asked(arguments)
    chosen = names() if asked.all else asked.target
    if asked.replay:
        for name in chosen:
            load(name).run(asked.replay.read_bytes())
        return 0
    found = []
    for name in chosen:
        found.append(fuzz(name, asked.folder, asked.seconds))
        print(json.dumps(asdict(found[-1]), ensure_ascii=False), flush=True)
    if asked.write:
        text = json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2)
        asked.write.write_text(text + "\n", encoding="utf-8")
    return int(any(each.found for each in found))


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", choices=[*names(), []], help="which reader")
    parser.add_argument("--all", action="store_true", help="every reader, one after the other")
    parser.add_argument("--seconds", type=int, default=600, help="for each target")
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="where inputs are kept")
    parser.add_argument("--replay", type=Path, help="run the input in this file once, and no more")
    parser.add_argument("--write", type=Path, help="also write the report here")
    asked = parser.parse_args(arguments)
    if bool(asked.target) == asked.all:
        parser.error("name targets, or give --all")
    return asked


if __name__ == "__main__":
    sys.exit(main())
