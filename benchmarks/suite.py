"""The figures that `contraste bench` measures, in groups.

A group is a function from the places of the sets to its rows. Sets of our own lie in
tests/gold; public sets are named in docs/benchmarks.md, and stay "not measured" where the
folder of --data does not hold them.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks import claims, distractors, invented, names, quotes, reading, rosters, slots
from benchmarks.figure import Bound, Figure, Places, absent
from benchmarks.grouping.figures import grouping_figures
from benchmarks.labels.figures import labels_figures
from matching.names import compare_names

_MISSPELT = 2_000

Group = Callable[[Places], Iterator[Figure]]


def quotes_figures(places: Places) -> Iterator[Figure]:
    """Who says what: spans of contents and sources, exact and overlapping."""
    ours = places.gold / "quotes_es" / "test.yaml"
    limits = {("content", "overlap"): Bound(0.90), ("source", "overlap"): Bound(0.85)}
    yield from _quotes("quotes_es, test half (own, Spanish)", ours, limits, {})
    polnear = _within(places.data, "quotes/polnear_en.jsonl.gz")
    references = {
        ("content", "exact"): "Citron .593, on its own corpus",
        ("content", "overlap"): "Citron .832, on its own corpus",
    }
    yield from _quotes("PolNeAR, test", polnear, {("content", "overlap"): Bound(0.75)}, references)


def _quotes(
    name: str,
    path: Path | None,
    limits: Mapping[tuple[str, str], Bound],
    references: Mapping[tuple[str, str], str],
) -> Iterator[Figure]:
    if path is None or not path.exists():
        yield absent("quotes", name, path)
        return
    contents, sources = quotes.score_texts(quotes.read_gold(path, "test"))
    for role, scores in (("content", contents), ("source", sources)):
        for measure in ("exact", "overlap"):
            key = (role, measure)
            score = getattr(scores, measure).f1[2]
            metric = f"{role} {measure} F1"
            yield Figure("quotes", name, metric, score, limits.get(key), references.get(key, ""))


def claims_figures(places: Places) -> Iterator[Figure]:
    """Where one checkable claim ends, in Spanish and English."""
    path = places.gold / "claims" / "test.yaml"
    if not path.exists():
        yield absent("claims", "claims, test half (own)", path)
        return
    for language, name in (("", "es and en"), ("es", "es"), ("en", "en")):
        scores = claims.score_rows(claims.read_gold(path, language))
        set_name = f"claims, test half, {name} (own)"
        bound = None if language else Bound(0.85)
        yield Figure("claims", set_name, "boundary F1", scores.boundary.f1, bound)
        if not language:
            yield Figure("claims", set_name, "inner boundary F1", scores.inner.f1)
            yield Figure("claims", set_name, "exact claim F1", scores.exact.f1)


def slots_figures(places: Places) -> Iterator[Figure]:
    """Numbers and dates with their values, in four languages."""
    for stem, languages in (("test", ("es", "en")), ("test_pt_fr", ("pt", "fr"))):
        path = places.gold / "slots" / f"{stem}.yaml"
        if not path.exists():
            yield absent("slots", f"slots, {stem} (own)", path)
            continue
        yield from _slots(path, f"slots, test half, {' and '.join(languages)} (own)")
        for language in languages:
            scores = slots.score_rows(slots.read_gold(path, language))
            yield Figure("slots", f"slots, test half, {language} (own)", "right", scores.accuracy)
    yield from _invented(places.gold / "invented_es" / "eighth.yaml")


def _slots(path: Path, name: str) -> Iterator[Figure]:
    scores = slots.score_rows(slots.read_gold(path))
    yield Figure("slots", name, "value and granularity right", scores.accuracy, Bound(0.95))
    for topic in ("number", "date"):
        part = slots.score_rows(slots.read_gold(path), topic)
        yield Figure("slots", name, f"{topic}s right", part.accuracy)
    yield Figure("slots", name, "invented per expression", scores.invention)


def _invented(path: Path) -> Iterator[Figure]:
    if not path.exists():
        yield absent("slots", "spans found in raw news, judged by hand", path)
        return
    judged = invented.read_judged(path)
    name = f"FakeNewsCorpusSpanish, {judged.total} found spans, judged one by one"
    yield Figure("slots", name, "spans that are a number or date", judged.precision)
    yield Figure("slots", name, "spans with the right value", judged.right)


def rosters_figures(places: Places) -> Iterator[Figure]:
    """Whom of a story's people a written name means."""
    path = places.gold / "rosters" / "test.yaml"
    if not path.exists():
        yield absent("rosters", "rosters, test half (own)", path)
        return
    stories = rosters.read_stories(path)
    scores = rosters.score_rosters(stories)
    name = f"rosters, test half, {scores.cases} names (own)"
    none = Bound(0, is_ceiling=True)
    yield Figure("rosters", name, "typos and accents repaired", scores.repaired, Bound(0.97))
    yield Figure("rosters", name, "all right", scores.right)
    yield Figure("rosters", name, "given to the wrong person", scores.wrong_merges)
    pairs = f"of {scores.member_pairs:,} pairs"
    yield Figure("rosters", name, "members merged", scores.member_merges, none, pairs)


def names_figures(places: Places) -> Iterator[Figure]:
    """Same or not: pairs of names without context."""
    bench = _within(places.data, "names/name_bench.jsonl.gz")
    yield from _pairs("name_bench, all", bench, {}, Bound(0.79), "OpenSanctions logic-v2 .790")
    people = {"schema": "Person"}
    reference = "OpenSanctions logic-v2 .742"
    yield from _pairs("name_bench, Person", bench, people, Bound(0.76), reference)
    held = {"half": "held"}
    yield from _pairs("name_bench, half never tuned on", bench, held, None, "")
    politicians = _within(places.data, "names/everypolitician_pairs.jsonl.gz")
    test = {"split": "test"}
    reference = "difflib, accents folded, words sorted .873"
    yield from _pairs("everypolitician_pairs, test", politicians, test, Bound(0.93), reference)


def distractors_figures(places: Places) -> Iterator[Figure]:
    """Misspelt names among 100,000 names of others; pairs compared in a second."""
    pairs = _within(places.data, "names/everypolitician_pairs.jsonl.gz")
    others = _within(places.data, "names/yente_distractors.jsonl.gz")
    if pairs is None or others is None or not (pairs.exists() and others.exists()):
        yield absent("distractors", "misspelt names among 100,000", others)
        return
    drawn = distractors.draw_names(pairs, _MISSPELT, "measure")
    scores = distractors.score_search(drawn, distractors.read_distractors(others))
    name = f"{scores.queries:,} misspelt names among {scores.distractors:,}"
    ceiling = Bound(1 / 20_000, is_ceiling=True)
    yield Figure("distractors", name, "recall", scores.recall, Bound(0.90))
    wrong = f"{scores.merges} of {scores.queries * scores.distractors:,}"
    metric = "false merges per comparison"
    yield Figure("distractors", name, metric, scores.per_comparison, ceiling, wrong)
    yield Figure("distractors", name, "names with a false merge", scores.per_query)
    mixed = list(names.read_pairs(pairs, split="train"))
    new, known = names.pairs_per_second(mixed)
    metric = "pairs a second, one core"
    yield Figure("distractors", "names never seen before", metric, new, Bound(10_000))
    yield Figure("distractors", "names seen before", metric, known, Bound(10_000))


def _pairs(
    name: str, path: Path | None, chosen: Mapping[str, str], bound: Bound | None, reference: str
) -> Iterator[Figure]:
    if path is None or not path.exists():
        yield absent("names", name, path)
        return
    pairs = list(names.read_pairs(path, **chosen))
    called = [compare_names(pair["a"], pair["b"]).decision == "same" for pair in pairs]
    hits = sum(one and pair["same"] for one, pair in zip(called, pairs, strict=True))
    score = 2 * hits / (sum(called) + sum(bool(pair["same"]) for pair in pairs))
    yield Figure("names", name, "F1 of “same”", score, bound, reference)


def reading_figures(_places: Places) -> Iterator[Figure]:
    """Time of reading 1,000 words."""
    passed = reading.milliseconds_per_thousand_words()
    limit = Bound(150, is_ceiling=True)
    yield Figure("reading", "seed stories, 1,000 words", "ms, warm, one core", passed, limit)


def memory_figures(_places: Places) -> Iterator[Figure]:
    """Growth of memory from the 1,000th to the 10,000th article."""
    early, late = reading.memory_growth(10_000)
    limit = Bound(1.05, is_ceiling=True)
    name = "10,000 articles made of the seed stories"
    yield Figure("memory", name, "memory at the end ÷ after 1,000", late / early, limit)


GROUPS: Mapping[str, Group] = {
    "quotes": quotes_figures,
    "claims": claims_figures,
    "slots": slots_figures,
    "names": names_figures,
    "rosters": rosters_figures,
    "distractors": distractors_figures,
    "labels": labels_figures,
    "grouping": grouping_figures,
    "reading": reading_figures,
    "memory": memory_figures,
}


def _within(folder: Path | None, path: str) -> Path | None:
    return folder / path if folder is not None else None
