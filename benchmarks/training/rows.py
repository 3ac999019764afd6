"""Rows with both of their languages."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.training.frames import Made
from benchmarks.training.sets import Row
from benchmarks.training.translate import translate
from matching.model.pair_head import INFERENCE, RELATION

UNTOLD = -100
"""The class of a row that tells none, as cross-entropy leaves it out."""

_OTHER = {"en": "es", "es": "en"}


@dataclass(frozen=True, slots=True)
class BothWays:
    """A row whose texts are known in one language or in two; UNTOLD where it has no class."""

    premise: Mapping[str, str]
    hypothesis: Mapping[str, str]
    label: int
    relation: int
    source: str


def both_ways(rows: Sequence[Row], cache: Path) -> list[BothWays]:
    """Return *rows* with their translations; *cache* keeps these between runs."""
    texts = {
        language: {
            text
            for row in rows
            if row.language == language
            for text in (row.premise, row.hypothesis)
        }
        for language in _OTHER
    }
    known = translations(texts, cache)
    return [_both(row, known[row.language]) for row in rows]


def translations(
    texts: Mapping[str, Collection[str]], cache: Path
) -> dict[str, dict[str, str | None]]:
    """Return by language what is known of each text in the other one, *texts* included."""
    known: dict[str, dict[str, str | None]] = {"en": {}, "es": {}}
    if cache.exists():
        known = json.loads(cache.read_text(encoding="utf-8"))
    for language, wanted in texts.items():
        missing = sorted(set(wanted) - set(known[language]))
        if missing:
            print(f"translating {len(missing)} texts from {language}", flush=True)
            found = translate(missing, language, _OTHER[language])
            known[language].update(zip(missing, found, strict=True))
    cache.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return known


def _both(row: Row, translations: Mapping[str, str | None]) -> BothWays:
    def texts(text: str) -> dict[str, str]:
        other = translations[text]
        return {row.language: text} | ({_OTHER[row.language]: other} if other else {})

    label = INFERENCE.index(row.label) if row.label else UNTOLD
    relation = RELATION.index(row.relation) if row.relation else UNTOLD
    return BothWays(texts(row.premise), texts(row.hypothesis), label, relation, row.source)


def one_way(made: Iterable[Made], source: str) -> list[BothWays]:
    """Return pairs that were made in their languages, without translations."""
    return [
        BothWays(
            {pair.lang_a: pair.a},
            {pair.lang_b: pair.b},
            INFERENCE.index(pair.label),
            RELATION.index(pair.relation) if pair.relation else UNTOLD,
            source,
        )
        for pair in made
    ]
