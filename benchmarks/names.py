"""Measure `compare_names` on labelled pairs of names.

    python -m benchmarks.names PAIRS.jsonl[.gz] [--schema Person] [--split test] [--half held]
                               [--errors] [--speed]

A line has "a", "b" and "same"; "schema" and "split" are optional. `--half tune` and
`--half held` take the pairs whose hash is even or odd. An "unsure" pair counts as not the
same, and its number is printed. `--speed` prints the pairs compared a second on one core:
first with names that were never seen, then with the same names once more.
"""

import argparse
import gzip
import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from matching.names import NameDecision, compare_names


def read_pairs(
    path: Path, *, schema: str = "", split: str = "", half: str = ""
) -> Iterator[dict[str, Any]]:
    """Yield the pairs of a file, of one schema, split or half where it is named."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            pair = json.loads(line)
            if schema and not pair.get("schema", "").startswith(schema):
                continue
            if split and pair.get("split") != split:
                continue
            if half and _half(pair) != half:
                continue
            yield pair


def _half(pair: dict[str, Any]) -> str:
    digest = hashlib.sha256(f"{pair['a']}|{pair['b']}".encode()).hexdigest()
    return "held" if int(digest, 16) % 2 else "tune"


def area_under_curve(scores: Sequence[float], truths: Sequence[bool]) -> float:
    """Return the chance that a same pair scores above a different one, ties counted half."""
    same = [score for score, truth in zip(scores, truths, strict=True) if truth]
    different = [score for score, truth in zip(scores, truths, strict=True) if not truth]
    wins = sum((one > other) + 0.5 * (one == other) for one in same for other in different)
    return wins / (len(same) * len(different))


def report(pairs: Sequence[dict[str, Any]], decisions: Sequence[NameDecision]) -> str:
    """Return one line of figures: precision, recall and F1 of "same", unsure pairs, AUC."""
    truths = [bool(pair["same"]) for pair in pairs]
    called = [decision.decision == "same" for decision in decisions]
    hits = sum(truth and call for truth, call in zip(truths, called, strict=True))
    precision = hits / max(1, sum(called))
    recall = hits / max(1, sum(truths))
    f1 = 2 * hits / max(1, sum(called) + sum(truths))
    unsure = sum(decision.decision == "unsure" for decision in decisions)
    auc = area_under_curve([decision.score for decision in decisions], truths)
    return (
        f"{len(pairs)} pairs: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} "
        f"unsure {unsure} AUC {auc:.3f}"
    )


# Pairs that load the tables and lists before time is taken.
_WARM_UP = 1000


def pairs_per_second(pairs: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """Return the pairs a second on one core: (names never seen before, names seen once).

    A thousand pairs warm the tables and are not timed. Pairs are taken in the order of a hash:
    neighbours in a file are often one person's.
    """
    mixed = sorted(pairs, key=lambda pair: hashlib.sha256(json.dumps(pair).encode()).digest())
    warm, timed = mixed[:_WARM_UP], mixed[_WARM_UP:] or mixed
    for pair in warm:
        compare_names(pair["a"], pair["b"])
    return _rate(timed), _rate(timed)


def _rate(pairs: Sequence[dict[str, Any]]) -> float:
    start = time.process_time()
    for pair in pairs:
        compare_names(pair["a"], pair["b"])
    return len(pairs) / (time.process_time() - start)


def main() -> None:
    """Print the figures of one file of pairs, and with --errors the pairs that went wrong."""
    parser = argparse.ArgumentParser(description="Measure compare_names on labelled pairs.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--schema", default="", help="only pairs whose schema starts with this")
    parser.add_argument("--split", default="", help="only pairs of this split")
    parser.add_argument("--half", default="", choices=("tune", "held"))
    parser.add_argument("--errors", action="store_true", help="print the wrong pairs too")
    parser.add_argument("--speed", action="store_true", help="print pairs a second and stop")
    options = parser.parse_args()
    chosen = {"schema": options.schema, "split": options.split, "half": options.half}
    pairs = list(read_pairs(options.path, **chosen))
    if options.speed:
        fresh, again = pairs_per_second(pairs)
        print(f"{fresh:,.0f} pairs a second with new names, {again:,.0f} with names seen before")
        return
    decisions = [compare_names(pair["a"], pair["b"]) for pair in pairs]
    print(report(pairs, decisions))
    for pair, decision in zip(pairs, decisions, strict=True):
        if options.errors and bool(pair["same"]) != (decision.decision == "same"):
            print(f"{pair['same']!s:5} {decision.decision:9} {decision.score:.2f}", end=" ")
            print(pair["a"], "|", pair["b"])


if __name__ == "__main__":
    main()
