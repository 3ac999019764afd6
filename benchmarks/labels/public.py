"""Figures of public sets: inference, paraphrase, similarity and retrieval.

What each file holds and where it comes from stands in docs/benchmarks.md. Verdicts of the
head are asked for in chunks of pairs of like length, with progress on standard error.
"""

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from benchmarks.figure import Bound, Figure, absent
from benchmarks.labels.engines import (
    AGREE,
    CONTRADICTION,
    ENTAILMENT,
    Engines,
    Judge,
    Verdicts,
)
from benchmarks.similarity import read_rows

VERDICTS = ("entailment", "neutral", "contradiction")
_CHUNK = 512
# Characters by which texts count as equally long.
_STEP = 40

Row = dict[str, Any]
Pairs = Sequence[tuple[str, str]]


def public_figures(data: Path | None, engines: Engines) -> Iterator[Figure]:
    """Yield the figures of the sets in *data*."""
    for path, name, figures in (
        ("nli/xnli_test.jsonl.gz", "XNLI, test", _xnli),
        ("nli/inferes.jsonl.gz", "InferES, test", _inferes),
        ("nli/breaking_nli.jsonl.gz", "Breaking-NLI", _breaking),
        ("nli/fever_symmetric.jsonl.gz", "FeverSymmetric, test", _fever),
        ("sts/pawsx_test.jsonl.gz", "PAWS-X, test", _pawsx),
    ):
        file = data / path if data is not None else None
        if file is None or not file.exists():
            yield absent("labels", name, file)
        elif engines.judge is None:
            note = "not measured: the program has no entailment head"
            yield Figure("labels", name, "", None, note=note)
        else:
            yield from figures(name, list(read_rows(file)), engines.judge)
    for path, name, embedded in (
        ("sts/sts17.jsonl.gz", "STS17", _sts17),
        ("bitext/ntrex_en_es.jsonl.gz", "NTREX", _ntrex),
    ):
        file = data / path if data is not None else None
        if file is None or not file.exists():
            yield absent("labels", name, file)
        else:
            yield from embedded(name, list(read_rows(file)), engines)


def judge_all(judge: Judge, pairs: Pairs, name: str) -> Verdicts:
    """Return the verdicts of *pairs* in their order.

    Pairs of like length come together, and among them those that share a first text, so
    that a batch is padded little and a head may keep what it computed of a text.
    """
    order = sorted(range(len(pairs)), key=lambda at: _cost(pairs[at]))
    found = np.zeros((2, len(pairs), 3), np.float32)
    start = time.perf_counter()
    for first in range(0, len(order), _CHUNK):
        places = order[first : first + _CHUNK]
        judged = judge.judge([pairs[at] for at in places])
        found[0, places], found[1, places] = judged.inference, judged.relation
        done = first + len(places)
        speed = done / max(time.perf_counter() - start, 1e-9)
        print(f"{name}: {done:,} of {len(pairs):,} pairs, {speed:.0f} a second", file=sys.stderr)
    return Verdicts(found[0], found[1])


def _cost(pair: tuple[str, str]) -> tuple[int, str, int]:
    return (sum(map(len, pair)) // _STEP, pair[0], len(pair[1]))


def accuracy(judge: Judge, rows: Sequence[Row], name: str) -> float:
    """Return the share of rows whose likeliest of three verdicts is the gold's."""
    verdicts = judge_all(judge, _texts(rows), name).inference.argmax(axis=1)
    gold = [VERDICTS.index(row["label"]) for row in rows]
    return float(np.mean(verdicts == np.array(gold)))


def two_way_accuracy(judge: Judge, rows: Sequence[Row], name: str) -> float:
    """Return the share of rows in which the likelier of entailment and contradiction is right."""
    inference = judge_all(judge, _texts(rows), name).inference
    entailed = inference[:, ENTAILMENT] >= inference[:, CONTRADICTION]
    gold = np.array([row["label"] == "entailment" for row in rows])
    return float(np.mean(entailed == gold))


def average_precision(scores: NDArray[Any], same: NDArray[np.bool_]) -> float:
    """Return the mean precision at each positive, ranked by falling score.

    Equal scores count as one step, so that the order of the rows does not matter.
    """
    total = precision = 0.0
    hits = seen = 0
    for score in np.unique(scores)[::-1]:
        at = scores == score
        positives = int(same[at].sum())
        seen, hits = seen + int(at.sum()), hits + positives
        precision = hits / seen
        total += positives * precision
    return total / int(same.sum())


def _xnli(name: str, rows: Sequence[Row], judge: Judge) -> Iterator[Figure]:
    references = {
        ("es", "es"): "LASER frozen with a head .732; XLM-R base .807 (from memory)",
    }
    near = Bound(0.03, is_ceiling=True)
    limits = {("es", "es"): Bound(0.72), ("en", "en"): Bound(0.75)}
    base = None
    for languages in (("es", "es"), ("en", "en"), ("es", "en"), ("en", "es")):
        part = [row for row in rows if (row["lang_p"], row["lang_h"]) == languages]
        if not part:
            continue
        words = "-".join(languages)
        right = accuracy(judge, part, f"{name} {words}")
        base = right if base is None else base
        reference = references.get(languages, "")
        yield Figure(
            "labels", f"{name}, {words}", "accuracy", right, limits.get(languages), reference
        )
        if languages[0] != languages[1]:
            metric = "accuracy below es-es"
            yield Figure("labels", f"{name}, {words}", metric, base - right, near)


def _inferes(name: str, rows: Sequence[Row], judge: Judge) -> Iterator[Figure]:
    part = [row for row in rows if row["split"] == "test"]
    reference = "BETO trained on it, k folds .728"
    yield Figure("labels", name, "accuracy", accuracy(judge, part, name), Bound(0.62), reference)


def _breaking(name: str, rows: Sequence[Row], judge: Judge) -> Iterator[Figure]:
    yield Figure("labels", name, "accuracy", accuracy(judge, rows, name), Bound(0.90))


def _fever(name: str, rows: Sequence[Row], judge: Judge) -> Iterator[Figure]:
    part = [row for row in rows if row["split"] == "test"]
    right = two_way_accuracy(judge, part, name)
    yield Figure("labels", name, "accuracy, supports or refutes", right, Bound(0.70))


def _pawsx(name: str, rows: Sequence[Row], judge: Judge) -> Iterator[Figure]:
    references: Mapping[str, str] = {"es": "multilingual-e5-small cosine .515"}
    for language in ("es", "en"):
        part = [row for row in rows if row["lang_a"] == row["lang_b"] == language]
        if not part:
            continue
        pairs = [(row["a"], row["b"]) for row in part]
        same = np.array([bool(row["same"]) for row in part])
        ways = [
            judge_all(judge, turned, f"{name} {language}")
            for turned in (pairs, [(b, a) for a, b in pairs])
        ]
        both = np.minimum(*(way.inference[:, ENTAILMENT] for way in ways))
        title = f"{name}, {language}"
        bound = Bound(0.75) if language == "es" else None
        metric = "average precision, entailment both ways"
        reference = references.get(language, "")
        yield Figure("labels", title, metric, average_precision(both, same), bound, reference)
        agree = average_precision(ways[0].relation[:, AGREE], same)
        yield Figure("labels", title, "average precision, agree", agree, None, reference)


def _sts17(name: str, rows: Sequence[Row], engines: Engines) -> Iterator[Figure]:
    """Track 4b (en-es) is machine translation and left out, as in the published figures."""
    references = {
        ("es", "en"): "multilingual-e5-small .724; MiniLM-L12 .844; LaBSE .657",
        ("es", "es"): "multilingual-e5-small .848; MiniLM-L12 .856; LaBSE .808",
        ("en", "en"): "multilingual-e5-small .864; MiniLM-L12 .869; LaBSE .794",
    }
    for languages, reference in references.items():
        part = [row for row in rows if (row["lang_a"], row["lang_b"]) == languages]
        if not part:
            continue
        cosines = engines.cosines([(row["a"], row["b"]) for row in part])
        found = float(spearmanr(cosines, [row["score"] for row in part]).statistic)
        bound = Bound(0.80) if languages == ("es", "en") else None
        title = f"{name}, {'-'.join(languages)}"
        yield Figure("labels", title, "Spearman of the sentence cosine", found, bound, reference)


def _ntrex(name: str, rows: Sequence[Row], engines: Engines) -> Iterator[Figure]:
    left = engines.encoder.encode([row["src"] for row in rows]).sentences
    right = engines.encoder.encode([row["tgt"] for row in rows]).sentences
    cosines = left @ right.T
    places = np.arange(len(rows))
    reference = "the raw model .99, first 600 lines"
    for words, axis in (("en to es", 1), ("es to en", 0)):
        found = float((cosines.argmax(axis=axis) == places).mean())
        title = f"{name}, all {len(rows):,} lines"
        metric = f"translation found, {words}"
        yield Figure("labels", title, metric, found, Bound(0.99), reference)
        ahead = float((margins(cosines).argmax(axis=axis) == places).mean())
        metric = f"translation found by margin, {words}"
        yield Figure("labels", title, metric, ahead, Bound(0.99), reference)


def margins(cosines: NDArray[np.float32], neighbours: int = 4) -> NDArray[np.float32]:
    """Return each cosine over the mean of its row's and its column's nearest *neighbours*.

    Source: the ratio margin of Artetxe and Schwenk (2019).
    """
    rows, columns = (
        np.sort(matrix, axis=1)[:, -neighbours:].mean(axis=1) for matrix in (cosines, cosines.T)
    )
    return np.asarray(2 * cosines / (rows[:, None] + columns[None, :]), np.float32)


def _texts(rows: Sequence[Row]) -> list[tuple[str, str]]:
    return [(row["premise"], row["hypothesis"]) for row in rows]
