"""`python -m benchmarks.crash_nightly.newsroom nightly …`: `contraste`, but for the model.

A stand-in takes its place, which loads at once, so that what is killed is at work and not
importing. Processes that it starts import this file, too.
"""

import os
import sys
from collections.abc import Mapping, Sequence

from matching.testing import HashingEncoder
from service.cli import deliveries as deliveries
from service.cli import main
from service.cli import nightly as nightly
from service.config import Settings
from service.work import work

DIMENSION = 64


def run_as(environment: Mapping[str, str], words: Sequence[str], out: str) -> None:
    """Run the command in this process, which is nobody else's: its output goes to a file."""
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sys.argv = ["contraste", *words]
    main()


def _stand_in(_: Settings) -> HashingEncoder:
    return HashingEncoder(DIMENSION)


vars(work)["load_model"] = _stand_in

if __name__ == "__main__":
    main()
