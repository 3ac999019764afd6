"""Fits the combiner's weights on our own development gold, and writes matching/combiner.toml.

Usage: python -m benchmarks.training.combiner [--write]

Rows: the development pairs, and the pairs of claims that the gold of the development
documents and of the stories names; claims that the gold names on one side only give extra
pairs with their nearest candidates. Weights are fitted with a penalty that cross-validation
chooses; the figures printed are of held-out folds, whole documents together.
"""

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, log_loss
from sklearn.model_selection import GroupKFold, cross_val_predict

from benchmarks.story_gold import covers
from matching.document import Document
from matching.embed import Encoder
from matching.evidence import PairEvidence, PairJudgement
from matching.judging import judge_claims
from matching.pairs import read_pair
from matching.reading import read_together
from matching.scoring import score_pairs
from matching.signals import signals
from matching.span import Span
from matching.thresholds import DEFAULTS
from seeds.load import STORIES, load_stories
from service.config import Settings
from service.runtime import load_encoder

LABELS = ("agree", "conflict", "extra")
GOLD = Path(__file__).parents[2] / "tests" / "gold"
WEIGHTS = Path(__file__).parents[2] / "matching" / "combiner.toml"
_PENALTIES = (0.03, 0.1, 0.3, 1.0, 3.0)
_NEAREST = 2
"""Candidates of a claim without a counterpart that are taken as extra pairs."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The signals of a pair, its label, and the document or pair it comes from."""

    signals: dict[str, float]
    label: str
    group: str
    evidence: PairEvidence


class _Headless:
    """An encoder whose entailment head is silent: candidates are found without it."""

    head = None

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.revision, self.precision = encoder.name, encoder.revision, ""
        self.encode = encoder.encode

    def judge(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A pair that the gold names, before the head has judged it."""

    evidence: PairEvidence
    label: str
    group: str


def pair_rows(path: Path, encoder: Encoder) -> Iterator[_Found]:
    """Yield the labelled pairs of a file of single claims."""
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        left, right = read_pair((row["a"], row["b"]), (row["lang_a"], row["lang_b"]))
        scored = score_pairs([left], [right], encoder, DEFAULTS, every=True)
        yield _Found(scored.evidence[0, 0], row["label"], row["id"])


def document_rows(path: Path, encoder: Encoder) -> Iterator[_Found]:
    """Yield the pairs that the gold of a file of document pairs names."""
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        sides = [_document(row[side]) for side in ("left", "right")]
        yield from _rows(sides[0], sides[1], row, row["id"], encoder)


def story_rows(folder: Path, encoder: Encoder) -> Iterator[_Found]:
    """Yield the pairs that the gold of a folder of stories names."""
    for story in load_stories(folder):
        for gold in story.gold["comparisons"]:
            left, right = story.documents[gold["left"]], story.documents[gold["right"]]
            yield from _rows(left, right, gold, story.slug, encoder)


def _document(side: dict[str, Any]) -> Document:
    day = side["published"]
    day = day if isinstance(day, date) else date.fromisoformat(str(day))
    published = datetime.combine(day, time(), UTC)
    return Document(side["text"], side["source"], side["lang"], published_at=published)


def _rows(
    left: Document, right: Document, gold: dict[str, Any], group: str, encoder: Encoder
) -> Iterator[_Found]:
    """Yield each gold row's best covering pair, and lone claims beside their nearest."""
    one, two = read_together((left, right)).readings
    scored = score_pairs(one.claims, two.claims, encoder, DEFAULTS)
    texts = left.text, right.text
    named: set[tuple[int, int]] = set()
    for key, label in (("agree", "agree"), ("conflicts", "conflict")):
        for row in gold.get(key) or []:
            spans = [
                _span(text, row[side]) for text, side in zip(texts, ("left", "right"), strict=True)
            ]
            pairs = [
                place
                for place in scored.evidence
                if covers(one.claims[place[0]], spans[0]) and covers(two.claims[place[1]], spans[1])
            ]
            named |= set(pairs)
            if pairs:
                best = max(pairs, key=lambda place: scored.evidence[place].similarity)
                yield _Found(scored.evidence[best], label, group)
    for side, key in ((0, "extra_left"), (1, "extra_right")):
        for words in gold.get(key) or []:
            span = _span(texts[side], words)
            claims = (one.claims, two.claims)[side]
            places = [
                place
                for place in scored.evidence
                if covers(claims[place[side]], span) and place not in named
            ]
            places.sort(key=lambda place: -scored.evidence[place].similarity)
            for place in places[:_NEAREST]:
                yield _Found(scored.evidence[place], "extra", group)


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def collect(encoder: Encoder, gold: Path = GOLD) -> list[Sample]:
    """Return all samples of the development gold."""
    quiet = _Headless(encoder)
    found = [
        *pair_rows(gold / "labels" / "pairs_dev.yaml", quiet),
        *document_rows(gold / "labels" / "docs_dev.yaml", quiet),
        *story_rows(STORIES, quiet),
        *story_rows(gold / "hard", quiet),
    ]
    judged = judge_claims([(one.evidence.left, one.evidence.right) for one in found], encoder)
    return [_sample(one, judgement) for one, judgement in zip(found, judged, strict=True)]


def _sample(found: _Found, judgement: PairJudgement | None) -> Sample:
    evidence = replace(found.evidence, judged=judgement)
    return Sample(dict(signals(evidence)), found.label, found.group, evidence)


def matrix(samples: Sequence[Sample]) -> tuple[list[str], NDArray[np.float64]]:
    """Return the names of the signals and their values [samples, signals]."""
    names = list(samples[0].signals)
    return names, np.array([[sample.signals[name] for name in names] for sample in samples])


def fit(samples: Sequence[Sample], penalty: float) -> dict[str, dict[str, float]]:
    """Return `weights[label][signal]`, fitted on all samples."""
    names, values = matrix(samples)
    fitted = model(penalty).fit(values, [sample.label for sample in samples])
    return {
        str(label): dict(zip(names, map(float, row), strict=True))
        for label, row in zip(fitted.classes_, fitted.coef_, strict=True)
    }


def write(weights: dict[str, dict[str, float]], path: Path = WEIGHTS) -> None:
    """Put the weights into the file, each beside the example that stands there already."""
    table = tomllib.loads(path.read_text(encoding="utf-8")).get("signals", [])
    examples = {row["name"]: row["example"] for row in table}
    head = path.read_text(encoding="utf-8").partition("[[signals]]")[0]
    rows = [
        "\n".join(
            (
                "[[signals]]",
                f'name = "{name}"',
                f"example = {json.dumps(examples.get(name, ''), ensure_ascii=False)}",
                *(f"{label} = {weights[label][name]:.3f}" for label in LABELS),
            )
        )
        for name in weights["agree"]
    ]
    path.write_text(head + "\n\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Print the held-out figures for several penalties; with --write keep the best weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    samples = collect(load_encoder(Settings()))
    truth = [sample.label for sample in samples]
    print(f"{len(samples)} samples", dict(Counter(truth)))
    losses = {}
    for penalty in _PENALTIES:
        found = held_out(samples, penalty)
        losses[penalty] = log_loss(truth, found, labels=LABELS)
        print(f"penalty {penalty}: held-out log loss {losses[penalty]:.4f}")
    best = min(losses, key=losses.__getitem__)
    found = held_out(samples, best)
    print(classification_report(truth, [LABELS[at] for at in found.argmax(axis=1)], digits=3))
    if options.write:
        write(fit(samples, best))


def model(penalty: float) -> LogisticRegression:
    """Return an untrained regression; the signal `always` is its intercept."""
    return LogisticRegression(C=penalty, fit_intercept=False, max_iter=2000)


def held_out(samples: Sequence[Sample], penalty: float) -> NDArray[np.float64]:
    """Return the probabilities of LABELS for each sample, by a model that never saw its group."""
    _, values = matrix(samples)
    labels = [sample.label for sample in samples]
    groups = [sample.group for sample in samples]
    found: NDArray[np.float64] = cross_val_predict(
        model(penalty), values, labels, groups=groups, cv=GroupKFold(10), method="predict_proba"
    )
    return found


if __name__ == "__main__":
    main()
