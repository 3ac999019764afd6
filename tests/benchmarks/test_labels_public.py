"""Public sets with made-up rows: which rows count, and in which order verdicts come back."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.labels.engines import Engines, Verdicts
from benchmarks.labels.public import average_precision, judge_all, public_figures
from matching.testing import HashingEncoder


class TellingJudge:
    """The second text begins with the verdict it deserves."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Verdicts:
        """Return 0.8 for the verdict told."""
        names = ("entailment", "neutral", "contradiction")
        rows = [[0.8 if b.split()[0] == name else 0.1 for name in names] for _, b in pairs]
        inference = np.array(rows, np.float32).reshape(-1, 3)
        return Verdicts(inference, inference[:, [0, 2, 1]])


def inference_row(told: str, label: str, **more: str) -> dict[str, Any]:
    """Return a row whose hypothesis tells *told* while the gold is *label*."""
    languages = {"lang_p": "es", "lang_h": "es", "split": "test"}
    return {"premise": "p", "hypothesis": f"{told} h", "label": label} | languages | more


def write(data: Path, path: str, rows: Sequence[dict[str, Any]]) -> None:
    """Write one set."""
    (data / path).parent.mkdir(exist_ok=True)
    with gzip.open(data / path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def test_what_is_not_at_hand_is_not_measured(tmp_path: Path) -> None:
    """Neither without a folder, nor in an empty one, nor without a head."""
    engines = Engines(HashingEncoder())
    for data in (None, tmp_path):
        figures = list(public_figures(data, engines))
        assert figures
        assert all(figure.ours is None and figure.note for figure in figures)
    write(tmp_path, "nli/breaking_nli.jsonl.gz", [inference_row("neutral", "neutral")])
    notes = {figure.set_name: figure.note for figure in public_figures(tmp_path, engines)}
    assert "no entailment head" in notes["Breaking-NLI"]


def test_accuracy_is_of_the_test_split_and_the_languages_named(tmp_path: Path) -> None:
    """Rows of other splits do not count; XNLI is apart for each direction."""
    english = {"lang_h": "en"}
    write(
        tmp_path,
        "nli/xnli_test.jsonl.gz",
        [
            inference_row("entailment", "entailment"),
            inference_row("neutral", "neutral"),
            inference_row("neutral", "contradiction", **english),
            inference_row("contradiction", "contradiction", **english),
        ],
    )
    dev = inference_row("neutral", "contradiction", split="train")
    write(tmp_path, "nli/inferes.jsonl.gz", [dev, inference_row("neutral", "neutral")])
    # Of two verdicts that are both possible the likelier counts: neutral is none of them.
    fever = [inference_row("neutral", "entailment"), inference_row("contradiction", "entailment")]
    write(tmp_path, "nli/fever_symmetric.jsonl.gz", fever)
    found = {
        (figure.set_name, figure.metric): figure.ours
        for figure in public_figures(tmp_path, Engines(HashingEncoder(), TellingJudge()))
    }
    assert found["XNLI, test, es-es", "accuracy"] == 1.0
    assert found["XNLI, test, es-en", "accuracy"] == 0.5
    assert found["XNLI, test, es-en", "accuracy below es-es"] == 0.5
    assert found["InferES, test", "accuracy"] == 1.0
    assert found["FeverSymmetric, test", "accuracy, supports or refutes"] == 0.5


def test_verdicts_come_back_in_the_order_of_the_pairs() -> None:
    """Pairs are judged by length, whatever order they come in."""
    pairs = [("p " * 90, "neutral h"), ("p", "entailment h"), ("p " * 40, "contradiction h")]
    found = judge_all(TellingJudge(), pairs, "test").inference.argmax(axis=1)
    assert found.tolist() == [1, 0, 2]


def test_paraphrases_are_ranked_by_entailment_both_ways(tmp_path: Path) -> None:
    """Only entailment in both directions makes a pair the same."""
    pair = {"lang_a": "es", "lang_b": "es"}
    rows = [
        {"a": "entailment a", "b": "entailment b", "same": True} | pair,
        {"a": "neutral a", "b": "entailment b", "same": False} | pair,
    ]
    write(tmp_path, "sts/pawsx_test.jsonl.gz", rows)
    engines = Engines(HashingEncoder(), TellingJudge())
    found = {figure.metric: figure.ours for figure in public_figures(tmp_path, engines)}
    assert found["average precision, entailment both ways"] == 1.0
    assert found["average precision, agree"] == 0.5


def test_average_precision_does_not_depend_on_the_order_of_ties() -> None:
    """The textbook value without ties; equal scores share one precision."""
    same = np.array([True, False, True, False])
    assert average_precision(np.array([4, 3, 2, 1]), same) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(np.zeros(4), same) == 0.5
    assert average_precision(np.zeros(4), same[::-1]) == 0.5


def test_embeddings_are_ranked_and_retrieved(tmp_path: Path) -> None:
    """Spearman over each language pair, and translations found in both directions."""
    sts = [
        {"a": "uno dos", "b": text, "score": score, "lang_a": "es", "lang_b": "en"}
        for text, score in (("uno dos", 5), ("uno tres", 3), ("cuatro", 0))
    ]
    write(tmp_path, "sts/sts17.jsonl.gz", sts)
    lines = [{"src": f"{word} line", "tgt": f"{word} line"} for word in ("first", "second")]
    write(tmp_path, "bitext/ntrex_en_es.jsonl.gz", lines)
    found = {
        (figure.set_name, figure.metric): figure.ours
        for figure in public_figures(tmp_path, Engines(HashingEncoder()))
    }
    assert found["STS17, es-en", "Spearman of the sentence cosine"] == pytest.approx(1)
    assert found["NTREX, all 2 lines", "translation found, en to es"] == 1.0
    assert found["NTREX, all 2 lines", "translation found, es to en"] == 1.0
