"""Figures of time and memory of labelling; time is that of this machine, as it is now."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from benchmarks.figure import Bound, Figure, Places
from benchmarks.labels.engines import Engines
from benchmarks.labels.gold import LabelledPair, read_pairs
from benchmarks.speed.texts import DOCUMENTS
from service.config import read_settings
from service.contract import PairLine
from service.pairing import label_pairs

_RUNS = 7
_WARM = 16
_PARTS = ("of the encoder", "added by the head", "of the model, both")


def speed_figures(places: Places, engines: Engines) -> Iterator[Figure]:
    """Yield pairs a second, seconds of one comparison, and megabytes of the model."""
    threads = read_settings().threads
    machine = f"warm, {threads} thread{'s' if threads > 1 else ''}"
    path = places.gold / "labels" / "pairs_dev.yaml"
    if path.exists():
        name = "`contraste pairs`, development half (own)"
        metric = f"pairs a second, {machine}"
        rate = pairs_per_second(read_pairs(path), engines)
        yield Figure("labels", name, metric, rate, Bound(40))
    name = "`contraste compare`, two readouts of ten sentences, es-en"
    metric = f"seconds, {machine}"
    yield Figure("labels", name, metric, comparison_seconds(engines), Bound(0.5, is_ceiling=True))
    for part, megabytes in zip(_PARTS, memory_megabytes(), strict=True):
        bound = Bound(300, is_ceiling=True) if part == _PARTS[-1] else None
        metric = f"memory {part}, MB"
        yield Figure("labels", "a process of its own, one call", metric, megabytes, bound)


def pairs_per_second(rows: list[LabelledPair], engines: Engines) -> float:
    """Return how many claim pairs are labelled in a second, texts never seen before."""
    lines = [
        PairLine(
            id=row.pair_id,
            a=row.claims[0],
            b=row.claims[1],
            lang_a=row.languages[0],
            lang_b=row.languages[1],
        )
        for row in rows
    ]
    list(label_pairs(lines[:_WARM], engines.encoder))
    forget(engines)
    passed = _seconds(lambda: list(label_pairs(lines, engines.encoder)))
    return len(lines) / passed


def comparison_seconds(engines: Engines) -> float:
    """Return the median time of comparing two readouts, their vectors computed anew."""
    engines.compare(*DOCUMENTS)

    def compare_anew() -> None:
        forget(engines)
        engines.compare(*DOCUMENTS)

    return statistics.median(_seconds(compare_anew) for _ in range(_RUNS))


def forget(engines: Engines) -> None:
    """Empty what encoder and head remember, where they remember."""
    for part in (engines.encoder, engines.judge):
        empty = getattr(part, "forget", None)
        if empty is not None:
            empty()


def memory_megabytes() -> tuple[float, float, float]:
    """Return the memory of the encoder, what the head adds, and the sum, in a new process."""
    command = [sys.executable, "-m", "benchmarks.labels.memory"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own words
    before, encoder, both = (float(word) for word in printed.split()[-3:])
    return encoder - before, both - encoder, both - before


def _seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start
