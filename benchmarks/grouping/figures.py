"""The rows of `contraste bench grouping`.

    python -m benchmarks.grouping.figures [GOLD.yaml]

The product groups the documents as they arrive, one by one with nothing but those before as
background, and all at once; three baselines group them all at once, their thresholds chosen on
the development half.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figure import Bound, Figure, Places, absent
from benchmarks.grouping.baselines import BASELINES
from benchmarks.grouping.gold import GroupingGold, read_gold
from benchmarks.grouping.running import (
    Placement,
    all_candidates,
    group_at_once,
    group_in_order,
    place_all,
)
from benchmarks.grouping.scores import Scores, b_cubed, pairwise
from matching.embed import Encoder
from matching.grouping.profile import Profile, profile_documents
from service.config import read_settings
from service.runtime import load_encoder

_FLOOR = Bound(0.90)
DEV = "dev.yaml"


def grouping_figures(places: Places) -> Iterator[Figure]:
    """Documents into stories: B-cubed of the test files, with baselines fitted on dev."""
    folder = places.gold / "grouping"
    tests = sorted(folder.glob("test*.yaml"))
    if not tests:
        yield absent("grouping", "grouping, test half (own)", folder / "test.yaml")
        return
    encoder = load_encoder(read_settings())
    fitted = _fitted(_Measured.of(folder / DEV, encoder))
    for path in tests:
        yield from _figures(_Measured.of(path, encoder), fitted)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A gold file with its documents profiled, in order of publication, and placed."""

    name: str
    gold: GroupingGold
    profiles: Sequence[Profile]
    placement: Placement

    @classmethod
    def of(cls, path: Path, encoder: Encoder) -> "_Measured":
        gold = read_gold(path)
        profiles = profile_documents([row.document for row in gold.rows], encoder)
        return cls(path.stem, gold, profiles, place_all(profiles))


def _fitted(development: _Measured) -> dict[str, float]:
    """Return the threshold of each baseline that serves the development half best."""
    gold, placement = development.gold, development.placement
    return {label: baseline.fit(gold, placement) for label, baseline in BASELINES.items()}


def _figures(measured: _Measured, fitted: Mapping[str, float]) -> Iterator[Figure]:
    gold, placement = measured.gold, measured.placement
    stories = len(set(gold.stories.values()))
    name = f"grouping, {measured.name}, {len(gold.rows)} documents of {stories}"
    found = group_in_order(measured.profiles)
    yield from _rows(f"{name} stories, as they arrive", b_cubed(found, gold.stories))
    yield Figure("grouping", name, "pairwise F1", pairwise(found, gold.stories).f1)
    yield from _families(name, found, gold)
    together = group_at_once(placement)
    yield Figure("grouping", f"{name}, all at once", "B³ F1", b_cubed(together, gold.stories).f1)
    turned = group_in_order(measured.profiles[::-1])
    metric = "B³ F1, last first against as they arrive"
    yield Figure("grouping", name, metric, b_cubed(turned, found).f1)
    pairs = len(all_candidates(placement)) / len(gold.rows)
    yield Figure("grouping", name, "pairs weighed per document", pairs)
    for label, baseline in BASELINES.items():
        score = b_cubed(baseline.group(gold, placement, fitted[label]), gold.stories)
        yield Figure("grouping", f"{name}: {label}", "B³ F1", score.f1)


def _rows(name: str, score: Scores) -> Iterator[Figure]:
    yield Figure("grouping", name, "B³ precision", score.precision)
    yield Figure("grouping", name, "B³ recall", score.recall)
    yield Figure("grouping", name, "B³ F1", score.f1, _FLOOR)


def _families(name: str, found: Mapping[str, object], gold: GroupingGold) -> Iterator[Figure]:
    """Yield B-cubed F1 over the documents of near-misses, and over all others."""
    for label, inside in (("near-misses", True), ("no near-miss", False)):
        ids = [r.document.document_id for r in gold.rows if (r.family in gold.families) is inside]
        if ids:
            score = b_cubed(found, gold.stories, ids)
            yield Figure("grouping", f"{name}, {label}", "B³ F1", score.f1)


def _by_family(found: Mapping[str, object], gold: GroupingGold) -> dict[str, Scores]:
    """Return the B-cubed scores over the documents of each family."""
    ids: dict[str, list[str]] = {}
    for row in gold.rows:
        ids.setdefault(row.family, []).append(row.document.document_id)
    return {family: b_cubed(found, gold.stories, each) for family, each in sorted(ids.items())}


def main() -> None:
    """Print the figures of one file, then every family."""
    folder = Path(__file__).parents[2] / "tests" / "gold" / "grouping"
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / DEV
    encoder = load_encoder(read_settings())
    measured = _Measured.of(path, encoder)
    fitted = _fitted(_Measured.of(folder / DEV, encoder))
    for figure in _figures(measured, fitted):
        print(f"{figure.set_name:<75} {figure.metric:<42} {figure.ours:.3f}")
    found = group_in_order(measured.profiles)
    for family, score in _by_family(found, measured.gold).items():
        print(f"{family:<6} precision {score.precision:.3f} recall {score.recall:.3f}")


if __name__ == "__main__":
    main()
