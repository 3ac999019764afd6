"""How well similarity tells the same fact from a related one: prints a table.

Usage: python -m benchmarks.similarity [--cache FOLDER] [--data FOLDER]

The development cases are our own (tests/matching/cases/similarity.yaml). With --data, a
folder with sts17.jsonl.gz, ntrex_en_es.jsonl.gz and cad_snli.jsonl.gz in its subfolders
(sts, bitext, nli), public sets are measured too; README.md says where they come from.
"""

import argparse
import gzip
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.stats import rankdata, spearmanr

from matching.align import align
from matching.embedded import EmbeddedEncoder
from matching.model import find_weights, prepare_model
from matching.similarity import ClaimText, similarity_matrix

CASES = Path(__file__).parents[1] / "tests/matching/cases/similarity.yaml"


@dataclass(frozen=True, slots=True)
class Story:
    """Two lists of claims with the fact each is about ("-" has no counterpart)."""

    name: str
    left: list[ClaimText]
    right: list[ClaimText]
    same: np.ndarray[Any, np.dtype[np.bool_]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path("out/benchmark-cache"))
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    encoder = EmbeddedEncoder(prepare_model(find_weights(), options.cache))
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    measure_pairs(encoder, cases["pairs"])
    measure_stories(encoder, [read_story(story) for story in cases["stories"]])
    measure_time(encoder, cases["stories"])
    if options.data:
        measure_public(encoder, options.data)


def read_story(story: dict[str, Any]) -> Story:
    """Return a story of the case file."""
    left, right = story["left"], story["right"]
    same = [[a == b != "-" for b, _ in right["claims"]] for a, _ in left["claims"]]
    return Story(
        story["name"],
        [ClaimText(text, text, left["language"]) for _, text in left["claims"]],
        [ClaimText(text, text, right["language"]) for _, text in right["claims"]],
        np.array(same),
    )


def measure_pairs(encoder: EmbeddedEncoder, pairs: Sequence[list[str]]) -> None:
    """Print ranking quality and the errors at 0.5 of the single hard pairs."""
    same = np.array([pair[0] == "same" for pair in pairs])
    scores = np.array(
        one_by_one(
            encoder, [(a, b) for _, _, a, _, b in pairs], [(x, y) for _, x, _, y, _ in pairs]
        )
    )
    cosines = sentence_cosines(encoder, [(a, b) for _, _, a, _, b in pairs])
    show("hard pairs", same, scores)
    show("hard pairs, sentence cosine", same, cosines)
    for score, pair in sorted(zip(scores, pairs, strict=True)):
        if (score >= 0.5) != (pair[0] == "same"):
            print(f"    {score:.2f} {pair[0]:9} {pair[2]} | {pair[4]}")


def measure_stories(encoder: EmbeddedEncoder, stories: Sequence[Story]) -> None:
    """Print ranking quality over all claim pairs, and the alignment's errors."""
    matrices = [similarity_matrix(story.left, story.right, encoder) for story in stories]
    same = np.concatenate([story.same.ravel() for story in stories])
    show("story pairs", same, np.concatenate([matrix.ravel() for matrix in matrices]))
    right = wrong = missed = 0
    for story, matrix in zip(stories, matrices, strict=True):
        keys = [[claim.text for claim in side] for side in (story.left, story.right)]
        found = align(matrix, left_keys=keys[0], right_keys=keys[1])
        pairs = {(pair.left, pair.right) for group in found.groups for pair in group.pairs}
        gold = {(int(i), int(j)) for i, j in np.argwhere(story.same)}
        right, wrong = right + len(pairs & gold), wrong + len(pairs - gold)
        missed += len(gold - pairs)
        for i, j in sorted(pairs ^ gold):
            kind = "missed" if (i, j) in gold else "wrong"
            print(f"    {matrix[i, j]:.2f} {kind:7} {keys[0][i]} | {keys[1][j]}")
    print(f"alignment: {right} right, {wrong} wrong, {missed} missed")


def measure_time(encoder: EmbeddedEncoder, stories: Sequence[dict[str, Any]]) -> None:
    """Print the time of comparing 25 claims with 25 others, warm."""
    texts = [text for s in stories for side in ("left", "right") for _, text in s[side]["claims"]]
    claims = [ClaimText(text, text) for text in texts[:50]]
    times = []
    for _ in range(5):
        start = time.perf_counter()
        similarity_matrix(claims[:25], claims[25:], encoder)
        times.append(time.perf_counter() - start)
    print(f"25 x 25 claims: {min(times):.2f} s")


def measure_public(encoder: EmbeddedEncoder, data: Path) -> None:
    """Print correlation with STS17, retrieval on NTREX, and cad_snli's ranking."""
    rows = list(read_rows(data / "sts/sts17.jsonl.gz"))
    for languages in (("en", "en"), ("es", "es"), ("es", "en")):
        chosen = [row for row in rows if (row["lang_a"], row["lang_b"]) == languages]
        pairs = [(row["a"], row["b"]) for row in chosen]
        gold = [row["score"] for row in chosen]
        ours = spearmanr(one_by_one(encoder, pairs, [languages] * len(pairs)), gold).statistic
        cosine = spearmanr(sentence_cosines(encoder, pairs), gold).statistic
        print(f"STS17 {'-'.join(languages)}: Spearman {ours:.3f} (sentence cosine {cosine:.3f})")
    lines = list(read_rows(data / "bitext/ntrex_en_es.jsonl.gz"))[:300]
    claims = [
        [ClaimText(row[key], row[key], language) for row in lines]
        for key, language in (("src", "en"), ("tgt", "es"))
    ]
    matrix = similarity_matrix(claims[0], claims[1], encoder)
    found = (matrix.argmax(axis=1) == np.arange(len(lines))).mean()
    print(f"NTREX: {found:.3f} of {len(lines)} lines find their translation")
    measure_retrieval(encoder, data / "bitext/ntrex_en_es.jsonl.gz")
    rows = [row for row in read_rows(data / "nli/cad_snli.jsonl.gz") if row["split"] == "dev"]
    pairs = [(row["premise"], row["hypothesis"]) for row in rows]
    same = np.array([row["label"] != "neutral" for row in rows])
    show(
        "cad_snli dev, neutral v. others",
        same,
        np.array(one_by_one(encoder, pairs, [("en", "en")] * len(pairs))),
    )


def measure_retrieval(encoder: EmbeddedEncoder, bitext: Path) -> None:
    """Print how many lines of *bitext* find their translation among all, both ways."""
    rows = list(read_rows(bitext))
    english, spanish = (encoder.encode([row[side] for row in rows]) for side in ("src", "tgt"))
    cosines = english.sentences @ spanish.sentences.T
    ways = [(way.argmax(axis=1) == np.arange(len(rows))).mean() for way in (cosines, cosines.T)]
    print(
        f"NTREX, sentence cosine, {len(rows)} lines: English finds Spanish {ways[0]:.3f},"
        f" Spanish finds English {ways[1]:.3f}"
    )


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def one_by_one(
    encoder: EmbeddedEncoder,
    pairs: Sequence[tuple[str, str]],
    languages: Sequence[tuple[str, str]],
) -> list[float]:
    """Return the similarity of each pair, compared alone."""
    return [
        float(similarity_matrix([ClaimText(a, a, x)], [ClaimText(b, b, y)], encoder)[0, 0])
        for (a, b), (x, y) in zip(pairs, languages, strict=True)
    ]


def sentence_cosines(
    encoder: EmbeddedEncoder, pairs: Sequence[tuple[str, str]]
) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Return the cosine of each pair's sentence vectors, for comparison."""
    left = encoder.encode([a for a, _ in pairs]).sentences
    right = encoder.encode([b for _, b in pairs]).sentences
    return np.asarray((left * right).sum(axis=1))


def show(name: str, same: Any, scores: Any) -> None:
    """Print average precision, area under the curve and F1 at 0.5 and at its best."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(same[order])
    ranks = np.arange(1, len(same) + 1)
    precision = (hits / ranks)[same[order]].mean()
    positives, total = same.sum(), len(same)
    above = rankdata(scores)[same].sum() - positives * (positives + 1) / 2
    area = above / (positives * (total - positives))
    best = (2 * hits / (ranks + positives)).max()
    at_half = 2 * (same & (scores >= 0.5)).sum() / ((scores >= 0.5).sum() + positives)
    print(
        f"{name}: AP {precision:.3f}, AUC {area:.3f}, F1 {at_half:.3f} at 0.5 (best {best:.3f})"
        f" over {positives} same, {total - positives} different"
    )


if __name__ == "__main__":
    main()
