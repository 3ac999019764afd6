"""Pairs with the same words in another order, balanced so that the words tell nothing.

    two names, numbers or words exchanged         conflict  contradiction
    members of a coordination exchanged           agree     entailment
    a last adjunct put first, a first one last    agree     entailment
    another translation, or there and back        agree     entailment
    another translation and an exchange           conflict  contradiction

As many pairs of each version (the sentence itself, another reference, the other language, a
round trip through Apertium) conflict as agree.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.training.frames import Made
from benchmarks.training.pieces import find_names
from benchmarks.training.reorder import exchanged, reordered
from benchmarks.training.values import LANGUAGES, Random

T = TypeVar("T")

_LONGEST = 60
_MOST_EXCHANGES = 2
_OVERLAP = 0.6
"""Share of words that a round trip keeps, below which it is no rendering of the sentence."""


@dataclass(frozen=True, slots=True)
class Versions:
    """A sentence and other texts that say the same: (how they came about, language, text)."""

    text: str
    language: str
    others: tuple[tuple[str, str, str], ...]


def read_references(path: Path) -> list[dict[str, str]]:
    """Return NTREX sentences: English ("en") and three Spanish ones ("es", "es2", "mx")."""
    keys = {"en": "src", "es": "tgt", "es2": "tgt_ref2", "mx": "tgt_mx"}
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    return [{key: row[name] for key, name in keys.items() if row.get(name)} for row in rows]


def reference_versions(rows: Sequence[Mapping[str, str]]) -> list[Versions]:
    """Return every reference of *rows* with the others of its sentence."""
    found = []
    for row in rows:
        for key, text in row.items():
            others = [
                (_how(key, other), "en" if other == "en" else "es", row[other])
                for other in row
                if row[other] != text
            ]
            found.append(Versions(text, "en" if key == "en" else "es", tuple(others)))
    return found


def _how(key: str, other: str) -> str:
    return "translation" if "en" in (key, other) else "reference"


def round_trips(
    texts: Sequence[str],
    language: str,
    there: Mapping[str, str | None],
    back: Mapping[str, str | None],
) -> list[Versions]:
    """Return *texts* and what Apertium makes of them, there and back, each with the others."""
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    found = []
    for text in texts:
        abroad = there.get(text)
        home = back.get(abroad) if abroad else None
        others = [("translation", other, abroad)] if abroad else []
        if home and home != text and _overlap(home, text) >= _OVERLAP:
            others.append(("trip", language, home))
        found.append(Versions(text, language, tuple(others)))
        if abroad:
            found.append(Versions(abroad, other, (("translation", language, text),)))
    return found


def _overlap(left: str, right: str) -> float:
    one, two = set(left.lower().split()), set(right.lower().split())
    return len(one & two) / max(len(one | two), 1)


def word_order_pairs(sentences: Sequence[Versions], seed: int) -> Iterator[Made]:
    """Yield the pairs of *sentences*, as many in conflict as in agreement for each version."""
    names = {
        one: find_names([row.text for row in sentences if row.language == one]) for one in LANGUAGES
    }
    found: dict[tuple[str, str, str], dict[str | None, list[Made]]] = defaultdict(
        lambda: {"agree": [], "conflict": []}
    )
    for at, row in enumerate(sentences):
        if len(row.text.split()) > _LONGEST:
            continue
        random = np.random.default_rng((seed, at))
        for version, made in _of_sentence(row, names[row.language], random):
            found[version, made.lang_a, made.lang_b][made.relation].append(made)
    random = np.random.default_rng(seed)
    for key in sorted(found):
        least = min(len(pairs) for pairs in found[key].values())
        for relation in ("agree", "conflict"):
            pairs = found[key][relation]
            yield from (pairs[int(i)] for i in random.permutation(len(pairs))[:least])


def _of_sentence(
    row: Versions, names: frozenset[str], random: Random
) -> Iterator[tuple[str, Made]]:
    changed = _some(list(exchanged(row.text, row.language, names)), _MOST_EXCHANGES, random)
    moved = list(reordered(row.text, row.language, names))
    for kind, text in moved:
        yield "itself", _made(row, (row.text, row.language), text, kind, "agree", random)
    for kind, text in changed:
        yield "itself", _made(row, (row.text, row.language), text, kind, "conflict", random)
    for how, language, other in _some(list(row.others), 2, random):
        if len(other.split()) > _LONGEST:
            continue
        same = _some([("same", row.text), *moved], 1, random)[0]
        if changed:
            kind, text = changed[int(random.integers(len(changed)))]
            yield how, _made(row, (other, language), text, kind, "conflict", random)
            yield how, _made(row, (other, language), same[1], same[0], "agree", random)
        elif same[0] != "same":
            yield how, _made(row, (other, language), same[1], same[0], "agree", random)


def _made(
    row: Versions, other: tuple[str, str], text: str, kind: str, relation: str, random: Random
) -> Made:
    label = "entailment" if relation == "agree" else "contradiction"
    one, two = other, (text, row.language)
    if random.random() < 0.5:
        one, two = two, one
    return Made(one[0], two[0], one[1], two[1], label, relation, kind)


def _some(items: Sequence[T], count: int, random: Random) -> list[T]:
    return [items[int(i)] for i in random.permutation(len(items))[:count]]
