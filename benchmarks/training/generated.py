"""The sentences that contrasts and word orders are made of: public premises and NTREX."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from benchmarks.training.contrasts import contrast_pairs
from benchmarks.training.frames import Made
from benchmarks.training.rows import BothWays, translations
from benchmarks.training.word_order import reference_versions, round_trips, word_order_pairs

_SCENES = ("snli_dev_test", "cad_snli")
_CONTRASTED = ("mnli_dev_matched", *_SCENES)
_REORDERED = ("wikifactcheck_refuted", *_SCENES)
# A rough translation is changed less often than what people wrote.
_MOST_OF_PUBLIC = {"en": 2, "es": 1}
_MOST_OF_NEWS = {"en": 3, "es": 3}


def contrasts_of(
    public: Sequence[BothWays], news: Sequence[Mapping[str, str]], seed: int
) -> list[Made]:
    """Return contrasts of the premises of *public* and of *news* ("en", "es", "mx")."""
    pairs = [{"en": row["en"], "es": row[key]} for row in news for key in ("es", "mx")]
    return [
        *contrast_pairs(_premises(public, _CONTRASTED), seed, _MOST_OF_PUBLIC),
        *contrast_pairs(pairs, seed + 1, _MOST_OF_NEWS),
    ]


def word_order_of(
    public: Sequence[BothWays], references: Sequence[Mapping[str, str]], cache: Path, seed: int
) -> list[Made]:
    """Return word orders of English premises, there and back, and of news *references*."""
    rows = [row for row in _premises(public, _REORDERED) if "en" in row]
    there = {row["en"]: row.get("es") for row in rows}
    spanish = {text for text in there.values() if text}
    back = translations({"es": spanish}, cache)["es"]
    versions = [*reference_versions(references), *round_trips(list(there), "en", there, back)]
    return list(word_order_pairs(versions, seed))


def _premises(public: Sequence[BothWays], sources: Collection[str]) -> list[Mapping[str, str]]:
    """Return the distinct premises of *sources* in an order of their own."""
    found = {
        tuple(sorted(row.premise.items())): row.premise for row in public if row.source in sources
    }
    return [found[key] for key in sorted(found)]
