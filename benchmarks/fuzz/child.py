"""The process that fuzzes one target: `python -m benchmarks.fuzz.child TARGET LIBFUZZER-OPTIONS`.

It ends with the time that it was given, or at the first input that breaks what must hold.
"""

import importlib
import sys
from typing import Any

from benchmarks.fuzz import target as targets


def main() -> None:
    """Fuzz until told to stop."""
    # An extra: it has wheels for few platforms, and no stubs.
    atheris: Any = importlib.import_module("atheris")
    name, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["matching", "service", *targets.LIBRARIES]):
        target = targets.load(name)
        for seed in target.seeds():
            # What is imported when it is needed has to be watched, too.
            target.run(seed)
    atheris.Setup([sys.argv[0], *options], target.run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
