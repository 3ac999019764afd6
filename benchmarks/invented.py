"""Are numbers and dates invented on raw news? A sample drawn for a person, and its precision.

    python -m benchmarks.invented draw DOCS.jsonl.gz OUT.yaml [--seed 7] [--size 200]
    python -m benchmarks.invented score JUDGED.yaml

The sample is drawn from the found numbers and dates of all documents of the test split, each
with 60 characters either side. A person gives every row a verdict: `right` (kind, value and
bounds as the text says; a date that depends on the unknown day of publication counts by what
it means, not by its day), `wrong` (there is a number or a date, with another value or kind)
or `invented` (there is none). The judged file keeps offsets and verdicts, no text.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from matching.dates import find_dates
from matching.quantities import find_quantities
from matching.slots import DateValue, Quantity

CONTEXT = 60
VERDICTS = ("right", "wrong", "invented")
# Relative dates are read against some day; which one is not judged.
_ANY_DAY = date(2021, 6, 16)


@dataclass(frozen=True, slots=True)
class Judged:
    """How many spans were judged, by verdict."""

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Spans judged."""
        return sum(self.counts.values())

    @property
    def precision(self) -> float:
        """Share of the spans where the text has a number or a date; 1.0 of none."""
        return 1 - self.counts.get("invented", 0) / self.total if self.total else 1.0

    @property
    def right(self) -> float:
        """Share of the spans with the right kind and value; 1.0 of none."""
        return self.counts.get("right", 0) / self.total if self.total else 1.0


def draw(documents: Sequence[Mapping[str, Any]], size: int, seed: int) -> list[dict[str, Any]]:
    """Return *size* found spans of the test split for judging, in order of the texts."""
    test = [one for one in documents if one["split"] == "test"]
    found = [row for one in sorted(test, key=lambda each: each["id"]) for row in _rows(one)]
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    picked = chance.sample(range(len(found)), min(size, len(found)))
    return [found[index] for index in sorted(picked)]


def _rows(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    text = document["text"]
    values: list[Quantity | DateValue] = [
        *find_quantities(text, "es"),
        *find_dates(text, "es", _ANY_DAY),
    ]
    for one in sorted(values, key=lambda value: value.span):
        start, end = one.span.start, one.span.end
        yield {
            "document": document["id"],
            "start": start,
            "end": end,
            "value": _value(one),
            "context": f"{text[max(0, start - CONTEXT) : start]}⟦{text[start:end]}⟧"
            f"{text[end : end + CONTEXT]}".replace("\n", " "),
            "verdict": None,
        }


def _value(one: Quantity | DateValue) -> str:
    if isinstance(one, Quantity):
        return f"{one.kind} {one.value:.10g} {one.bound} {one.unit or '-'}"
    clock = f" {one.clock.minute // 60}:{one.clock.minute % 60:02d}" if one.clock else ""
    days = "relative" if one.relative else f"{one.first}..{one.last}"
    return f"{one.granularity} {days}{clock}"


def read_judged(path: Path) -> Judged:
    """Return the verdicts of a judged file. Raises ValueError for a row without one."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    unknown = [row for row in rows if row["verdict"] not in VERDICTS]
    if unknown:
        raise ValueError(f"{len(unknown)} rows have no verdict of {', '.join(VERDICTS)}")
    return Judged(Counter(row["verdict"] for row in rows))


def main() -> None:
    """Draw a sample, or print the precision of a judged one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("documents", type=Path)
    drawing.add_argument("out", type=Path)
    drawing.add_argument("--seed", type=int, default=7)
    drawing.add_argument("--size", type=int, default=200)
    commands.add_parser("score").add_argument("judged", type=Path)
    options = parser.parse_args()
    if options.command == "score":
        judged = read_judged(options.judged)
        print(f"{judged.total} spans: precision {judged.precision:.3f}, right {judged.right:.3f}")
        return
    with gzip.open(options.documents, "rt", encoding="utf-8") as lines:
        rows = draw([json.loads(line) for line in lines], options.size, options.seed)
    dumped = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=1000)
    options.out.write_text(dumped, encoding="utf-8")


if __name__ == "__main__":
    main()
