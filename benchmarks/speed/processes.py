"""Whole processes: how long a command takes from nothing, and what a service weighs."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from benchmarks.speed.texts import DOCUMENTS

_TIMES = 3
_NO_COMPILING = "PYTHONDONTWRITEBYTECODE"

_BOTH_MODELS = """
import psutil
from service.config import read_settings
from service.runtime import load_encoder
from benchmarks.speed.texts import DOCUMENTS
from matching.compare import compare_documents
encoder = load_encoder(read_settings())
compare_documents(*DOCUMENTS, encoder=encoder)
encoder.judge([("The bridge is closed.", "El puente está abierto.")])
print(psutil.Process().memory_info().rss)
"""


def seconds_of_help() -> float:
    """Return the seconds of `contraste --help`."""
    return _fastest(lambda: _run("--help"))


def seconds_to_first_comparison() -> float:
    """Return the seconds from the command to its result, with a prepared model."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "left.txt", Path(folder) / "right.txt"]
        for path, document in zip(paths, DOCUMENTS, strict=True):
            path.write_text(document.text, encoding="utf-8")
        return _fastest(lambda: _run("compare", *map(str, paths), "--json"))


def megabytes_of_both_models() -> float:
    """Return the resident memory, in MB, of a process that has compared and asked the head."""
    command = [sys.executable, "-c", _BOTH_MODELS]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return int(done.stdout.split()[-1]) / 1e6


def load_before() -> float:
    """Return how many processes waited for a processor during the last minute."""
    return psutil.getloadavg()[0]


def _run(*words: str) -> None:
    command = [str(Path(sys.executable).with_name("contraste")), *words]
    # As installed: with its modules compiled, even where compiling is turned off.
    environment = {name: value for name, value in os.environ.items() if name != _NO_COMPILING}
    subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603


def _fastest(job: Callable[[], object]) -> float:
    # The first run fills the disk cache; the best of the others is the job's own time.
    times = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        job()
        times.append(time.perf_counter() - began)
    return min(times)
