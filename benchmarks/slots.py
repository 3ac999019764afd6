"""Score numbers and dates in sentences against gold: found, with the right value.

    python -m benchmarks.slots GOLD.yaml [--language es] [--show]

A row has `language` (with a region where separators differ), `reference` (the day of
publication), `text`, and every number and date of it under `numbers` and `dates`. Gold and
found expressions meet where they overlap: how far a span reaches is not scored. A number is
right when kind, value, bounds and unit are; a date when both ends, granularity, time of day
and the weekday's fit are. What overlaps no gold expression is invented; a lone "one" before
a noun, which gold leaves out by rule, is neither.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isclose
from pathlib import Path
from typing import Any, TypeVar

import yaml

from benchmarks.gold_words import locate
from matching.dates import find_dates
from matching.quantities import find_quantities
from matching.slots import Bound, DateValue, Quantity, QuantityKind
from matching.span import Span

Value = TypeVar("Value", Quantity, DateValue)

_NUMBER_TOLERANCE = 1e-4
_SPELLINGS = (("metre", "meter"), ("litre", "liter"), ("celsius", "Celsius"))


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One sentence with every number and date that a person found in it."""

    row_id: str
    language: str
    reference: date | None
    text: str
    numbers: tuple[tuple[Span, Mapping[str, Any]], ...]
    dates: tuple[tuple[Span, Mapping[str, Any]], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One expression of gold, or one invented: what it is, and whether it is right."""

    row: GoldRow
    topic: str
    kind: str
    words: str
    right: bool
    found: str
    invented: bool = False


@dataclass(slots=True)
class SlotScores:
    """The figures of a gold file; `kinds` holds [right, wanted] by topic and kind."""

    right: int = 0
    wanted: int = 0
    invented: int = 0
    kinds: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def add(self, verdict: Verdict) -> None:
        """Count one verdict."""
        if verdict.invented:
            self.invented += 1
            return
        self.wanted += 1
        self.right += verdict.right
        own = self.kinds.setdefault((verdict.topic, verdict.kind), [0, 0])
        own[0] += verdict.right
        own[1] += 1

    @property
    def accuracy(self) -> float:
        """Share of gold expressions found with the right value, in [0, 1]; 1.0 of none."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def invention(self) -> float:
        """Invented expressions for each expression of gold; 0.0 when none is invented."""
        return self.invented / self.wanted if self.wanted else float(self.invented)


def read_gold(path: Path, language: str = "") -> Iterator[GoldRow]:
    """Yield the rows of a gold file, of one language ("es" takes "es-MX") where given."""
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        if row["language"].split("-")[0].startswith(language):
            yield GoldRow(
                row["id"],
                row["language"],
                row.get("reference"),
                row["text"],
                *(_located(row, topic) for topic in ("numbers", "dates")),
            )


def _located(row: Mapping[str, Any], topic: str) -> tuple[tuple[Span, Mapping[str, Any]], ...]:
    return tuple((locate(row["text"], one["words"]), one) for one in row.get(topic) or ())


def judge_row(row: GoldRow) -> Iterator[Verdict]:
    """Yield a verdict for each expression of gold, then one for each that was invented."""
    numbers = find_quantities(row.text, row.language)
    dates = find_dates(row.text, row.language, row.reference)
    for expected, number in _paired(row.numbers, numbers):
        right = number is not None and is_right_number(number, expected)
        yield Verdict(row, "number", expected["kind"], expected["words"], right, _show(number))
    for expected, day in _paired(row.dates, dates):
        right = day is not None and is_right_date(day, expected)
        yield Verdict(row, "date", expected["granularity"], expected["words"], right, _show(day))
    for topic, gold, found in (("number", row.numbers, numbers), ("date", row.dates, dates)):
        for one in found:
            if not _meets(one, gold) and not _is_lone_one(one):
                yield Verdict(row, topic, "", one.surface, False, _show(one), invented=True)


def _paired(
    gold: Sequence[tuple[Span, Mapping[str, Any]]], found: Sequence[Value]
) -> Iterator[tuple[Mapping[str, Any], Value | None]]:
    """Yield each gold expression with the found one that shares most with it, used once."""
    free = list(found)
    for span, expected in gold:
        best = max(free, key=lambda one: _shared(one.span, span), default=None)
        if best is None or _shared(best.span, span) <= 0:
            yield expected, None
            continue
        free.remove(best)
        yield expected, best


def _shared(left: Span, right: Span) -> int:
    return min(left.end, right.end) - max(left.start, right.start)


def _meets(one: Quantity | DateValue, gold: Sequence[tuple[Span, Mapping[str, Any]]]) -> bool:
    return any(one.span.overlaps(span) for span, _ in gold)


def _is_lone_one(one: Quantity | DateValue) -> bool:
    """Tell "un muerto", "an hour": counted by the reader, left out by gold's rule."""
    return isinstance(one, Quantity) and one.value == 1 and not any(map(str.isdigit, one.surface))


def is_right_number(found: Quantity, gold: Mapping[str, Any]) -> bool:
    """Tell whether kind, value, bounds and unit of a number are those of gold."""
    unit = gold.get("unit")
    named = gold["kind"] in ("money", "measure", "duration") and unit is not None
    if kind_of(found) != gold["kind"] or (named and _unit(found) != unit):
        return False
    if gold.get("value") is None:
        return _near(found.low, gold["low"]) and _near(found.high, gold["high"])
    if not _near(found.value, gold["value"]):
        return False
    if "low" in gold or "high" in gold:
        ends = (gold.get("low"), gold.get("high"))
        return _near(found.low, ends[0]) and _near(found.high, ends[1])
    return found.bound is (Bound.ABOUT if gold.get("about") else Bound.EXACT)


def kind_of(number: Quantity) -> str:
    """Return the kind of a number in gold's words, which tell ages and scores apart."""
    special = {"year_of_age": "age", "month_of_age": "age", "score": "score"}
    return special.get(number.unit or "", str(number.kind))


def _unit(number: Quantity) -> str:
    name = number.unit or ""
    if number.kind is QuantityKind.MEASURE or number.kind is QuantityKind.DURATION:
        for ours, theirs in _SPELLINGS:
            name = name.replace(ours, theirs)
    return name


def _near(found: float | None, gold: float | None) -> bool:
    if found is None or gold is None:
        return found is gold
    return isclose(found, gold, rel_tol=_NUMBER_TOLERANCE)


def is_right_date(found: DateValue, gold: Mapping[str, Any]) -> bool:
    """Tell whether the ends, granularity, time and weekday's fit of a date are those of gold."""
    minute = found.clock.minute if found.clock is not None else None
    written = gold.get("time")
    hours, _, minutes = str(written or "0:0").partition(":")
    return (
        str(found.granularity) == gold["granularity"]
        and (found.first, found.last) == (gold.get("first"), gold.get("last"))
        and minute == (int(hours) * 60 + int(minutes) if written is not None else None)
        and found.weekday_conflict is bool(gold.get("weekday_conflict"))
    )


def _show(one: Quantity | DateValue | None) -> str:
    if one is None:
        return "nothing"
    if isinstance(one, Quantity):
        ends = f"[{one.low}, {one.high}]"
        return f"“{one.surface}” {kind_of(one)} {one.value:.10g} {ends} {one.bound} {one.unit}"
    clock = f" {one.clock.minute // 60}:{one.clock.minute % 60:02d}" if one.clock else ""
    mark = " conflict" if one.weekday_conflict else ""
    return f"“{one.surface}” {one.granularity} {one.first}–{one.last}{clock}{mark}"


def score_rows(rows: Iterable[GoldRow], topic: str = "") -> SlotScores:
    """Return the figures of *rows*, of "number" or "date" alone where *topic* says so."""
    scores = SlotScores()
    for row in rows:
        for verdict in judge_row(row):
            if topic in ("", verdict.topic):
                scores.add(verdict)
    return scores


def report(name: str, scores: SlotScores) -> str:
    """Return the figures as lines: in all, then by kind."""
    lines = [
        f"{name:8} right {scores.right}/{scores.wanted} = {scores.accuracy:.3f}"
        f"  invented {scores.invented}"
    ]
    lines += [
        f"  {topic:6} {kind:10} {right}/{wanted}"
        for (topic, kind), (right, wanted) in sorted(scores.kinds.items())
    ]
    return "\n".join(lines)


def show_misses(rows: Iterable[GoldRow]) -> str:
    """Return the expressions that are wrong, missed or invented, for a person."""
    lines = []
    for row in rows:
        for verdict in judge_row(row):
            if verdict.invented or not verdict.right:
                mark = "+" if verdict.invented else "-"
                lines.append(f"{row.row_id} {row.language} {row.reference}: {row.text}")
                lines.append(f"  {mark} {verdict.words} ({verdict.kind}): {verdict.found}")
    return "\n".join(lines)


def main() -> None:
    """Print the figures of gold files, for each language and in all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--language", default="", help="only rows of this language")
    parser.add_argument("--show", action="store_true", help="print the misses")
    options = parser.parse_args()
    rows = [row for path in options.gold for row in read_gold(path, options.language)]
    if options.show:
        print(show_misses(rows))
    for language in sorted({row.language.split("-")[0] for row in rows}):
        own = [row for row in rows if row.language.split("-")[0] == language]
        print(report(language, score_rows(own)))
    print(report("all", score_rows(rows)).splitlines()[0])


if __name__ == "__main__":
    main()
