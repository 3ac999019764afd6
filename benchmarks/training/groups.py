"""Pairs of claims from groups: one happening told by many sentences of known relation.

A group (groups/*.txt) is written by hand, a sentence a line, in Spanish and in English. Its
mark tells how a line stands to the full wordings (`=`) of its group:

    = | a full wording            = with =   agree     entailed both ways
    < | says less                 = with <   agree     entailed; neutral the other way
    > | adds one more detail      > with =   agree     entailed; neutral the other way
    ! | excluded by every =       = with !   conflict  contradiction; so has > with !
    ~ | another fact, same event  ~ with all extra     neutral
    % | a similar, other event    % with all extra     neutral

General texts (groups/general_*.txt) tell scenes, not claims of news: there `~` is neutral and
may belong to the same fact, so that it tells no relation, and may presuppose what a `!` denies.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.training.frames import Made
from benchmarks.training.values import Random

_FOLDER = Path(__file__).parent / "groups"
_LINE = re.compile(r"(?P<mark>[=<>!~%]) (?P<language>es|en)(?: (?P<slot>\w+))? \| (?P<text>.+)")
_AS_LEFT = 0.6
"""How often a pair of unequal detail shows the fuller claim first: entailment."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a group and its mark; `slot` is what differs, for `!` alone."""

    mark: str
    language: str
    text: str
    slot: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """All sentences about one happening; `is_news` where they are claims of news."""

    name: str
    lines: tuple[Line, ...]
    is_news: bool

    def marked(self, marks: str) -> list[Line]:
        """Return the lines that carry one of *marks*, in order."""
        return [line for line in self.lines if line.mark in marks]


@cache
def read_groups(folder: Path = _FOLDER) -> tuple[Group, ...]:
    """Return all groups of the data files; ValueError for a line that is none."""
    return tuple(group for path in sorted(folder.glob("*.txt")) for group in _read(path))


def _read(path: Path) -> Iterator[Group]:
    for part in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
        head, *rest = part.splitlines()
        lines = [_LINE.fullmatch(line.strip()) for line in rest]
        if not head.startswith("# ") or None in lines:
            raise ValueError(f"{path.name}: not a group: {part[:120]!r}")
        yield Group(
            head[2:].strip(),
            tuple(Line(m["mark"], m["language"], m["text"], m["slot"]) for m in lines if m),
            not path.stem.startswith("general"),
        )


def group_pairs(seed: int, groups: Sequence[Group] | None = None) -> Iterator[Made]:
    """Yield the pairs of every group, of which the frequent kinds are drawn from."""
    for at, group in enumerate(read_groups() if groups is None else groups):
        yield from _pairs(group, np.random.default_rng((seed, at)))


def _pairs(group: Group, random: Random) -> Iterator[Made]:
    full, less, more = (group.marked(mark) for mark in "=<>")
    contra, beside, near = (group.marked(mark) for mark in "!~%")
    alike = [(a, b) for a, b in product(full, full) if a is not b]
    for a, b in _some(alike, 14, random):
        yield _made(a, b, "entailment", "agree", "same")
    fuller = [*product(full, less), *product(more, full), *product(more, less)]
    for a, b in _some(fuller, 12, random):
        if random.random() < _AS_LEFT:
            yield _made(a, b, "entailment", "agree", "less")
        else:
            yield _made(b, a, "neutral", "agree", "more")
    clashing = [*_some(product(full, contra), 24, random), *_some(product(more, contra), 4, random)]
    for a, b in clashing:
        yield _turned(a, b, "contradiction", "conflict", "contra", random)
    others = [
        *_some(product(full, beside), 18, random),
        *_some(product([*less, *more], beside), 2, random),
    ]
    if group.is_news:
        others += _some(product(contra, beside), 6, random)
    for a, b in others:
        yield _turned(a, b, "neutral", "extra" if group.is_news else None, "beside", random)
    for a, b in _some(product([*full, *contra], near), 8, random):
        yield _turned(a, b, "neutral", "extra", "near", random)


def _some(
    pairs: Iterable[tuple[Line, Line]], count: int, random: Random
) -> list[tuple[Line, Line]]:
    found = list(pairs)
    return [found[int(index)] for index in random.permutation(len(found))[:count]]


def _made(a: Line, b: Line, label: str, relation: str | None, kind: str) -> Made:
    return Made(a.text, b.text, a.language, b.language, label, relation, kind)


def _turned(a: Line, b: Line, label: str, relation: str | None, kind: str, random: Random) -> Made:
    """Return a pair whose class is the same both ways, in either order."""
    return _made(*((a, b) if random.random() < 0.5 else (b, a)), label, relation, kind)
