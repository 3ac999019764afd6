"""What else groups give: their lines in the other language, and pairs that nobody labelled.

A line that a group sets against others is easily told by its style alone. Beside its own
translation it agrees, so that style is no answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.training.groups import Group, Line
from benchmarks.training.rows import UNTOLD, BothWays
from benchmarks.training.values import Random
from matching.model.pair_head import INFERENCE, RELATION

Known = Mapping[str, Mapping[str, str | None]]
"""By language: texts and what they are in the other one, as `rows.translations` gives them."""

_OTHER = {"en": "es", "es": "en"}
_BESIDE = 12
"""Pairs of any two lines that are drawn from a group."""


def line_texts(groups: Sequence[Group]) -> dict[str, set[str]]:
    """Return the texts of all lines by language."""
    lines = [line for group in groups for line in group.lines]
    return {one: {line.text for line in lines if line.language == one} for one in _OTHER}


def translated(rows: Sequence[BothWays], known: Known) -> Iterator[BothWays]:
    """Yield *rows* with the translations of their texts, where there are any."""
    for row in rows:
        premise, hypothesis = (_both(side, known) for side in (row.premise, row.hypothesis))
        if len(premise) + len(hypothesis) > len(row.premise) + len(row.hypothesis):
            yield replace(row, premise=premise, hypothesis=hypothesis, source="groups_translated")


def echoes(groups: Sequence[Group], known: Known, seed: int) -> Iterator[BothWays]:
    """Yield every line beside its own translation, in either order: they agree."""
    random = np.random.default_rng((seed, 1))
    for line in (line for group in groups for line in group.lines):
        other = known[line.language][line.text]
        if other:
            sides = [{line.language: line.text}, {_OTHER[line.language]: other}]
            one, two = sides if random.random() < 0.5 else sides[::-1]
            agree = INFERENCE.index("entailment"), RELATION.index("agree")
            yield BothWays(one, two, *agree, "echoes")


def beside(groups: Sequence[Group], known: Known, seed: int) -> Iterator[BothWays]:
    """Yield pairs of any two lines of a group, whose classes nobody tells."""
    random = np.random.default_rng((seed, 2))
    for group in groups:
        for _ in range(_BESIDE):
            a, b = (_both({line.language: line.text}, known) for line in _two(group, random))
            yield BothWays(a, b, UNTOLD, UNTOLD, "beside")


def _two(group: Group, random: Random) -> list[Line]:
    return [group.lines[int(at)] for at in random.choice(len(group.lines), 2, replace=False)]


def _both(side: Mapping[str, str], known: Known) -> Mapping[str, str]:
    """Return a side with its translation, where it has only one language."""
    ((language, text), *more) = side.items()
    other = None if more else known[language].get(text)
    return {language: text, _OTHER[language]: other} if other else side
