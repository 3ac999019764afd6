"""The combiner's fit: its samples, its file, and that it learns what tells labels apart."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
import yaml

from benchmarks.training.combiner import (
    LABELS,
    Sample,
    document_rows,
    fit,
    held_out,
    matrix,
    pair_rows,
    write,
)
from matching.testing import HashingEncoder
from tests.matching.judged_evidence import evidence


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    """Sixty samples of twelve groups; one signal tells the label and another is chance."""
    random = np.random.default_rng(1)
    found = []
    for at in range(60):
        label = LABELS[at % 3]
        values = {"always": 1.0, "telling": float(at % 3) - 1, "chance": float(random.normal())}
        found.append(Sample(values, label, f"group {at // 5}", evidence()))
    return found


def test_a_telling_signal_gets_the_weight(samples: list[Sample]) -> None:
    """And the fit repeats itself."""
    weights = fit(samples, 1.0)
    assert set(weights) == set(LABELS)
    assert weights["extra"]["telling"] > 1 > weights["agree"]["telling"]
    assert abs(weights["extra"]["chance"]) < 0.5
    assert fit(samples, 1.0) == weights


def test_held_out_figures_are_probabilities(samples: list[Sample]) -> None:
    """Each sample is judged by a model that did not see its group."""
    found = held_out(samples, 1.0)
    assert found.shape == (60, 3)
    np.testing.assert_allclose(found.sum(axis=1), 1)
    assert np.mean([LABELS[at] for at in found.argmax(axis=1)] == [s.label for s in samples]) == 1


def test_a_matrix_has_a_column_for_each_signal(samples: list[Sample]) -> None:
    """In the order of their names."""
    names, values = matrix(samples)
    assert names == ["always", "telling", "chance"]
    assert values[:3, 1].tolist() == [-1, 0, 1]


def test_writing_keeps_the_examples(samples: list[Sample], tmp_path: Path) -> None:
    """Weights are new, what people wrote beside them stays; a new signal waits for its own."""
    path = tmp_path / "weights.toml"
    path.write_text('# Head.\n\n[[signals]]\nname = "telling"\nexample = "\\"so\\""\nagree = 9\n')
    write(fit(samples, 1.0), path)
    text = path.read_text(encoding="utf-8")
    rows = {row["name"]: row for row in tomllib.loads(text)["signals"]}
    assert text.startswith("# Head.\n\n")
    assert [row["example"] for row in rows.values()] == ["", '"so"', ""]
    assert rows["telling"]["agree"] == pytest.approx(
        fit(samples, 1.0)["agree"]["telling"], abs=1e-3
    )


def test_labelled_pairs_are_samples(tmp_path: Path) -> None:
    """Every pair of the file, however little alike."""
    rows = [{"id": "p1", "a": "The bridge closed.", "b": "Llueve.", "lang_a": "en",
             "lang_b": "es", "label": "extra"}]  # fmt: skip
    path = tmp_path / "pairs.yaml"
    path.write_text(yaml.safe_dump(rows), encoding="utf-8")
    (found,) = pair_rows(path, HashingEncoder())
    assert (found.label, found.group) == ("extra", "p1")


def test_the_gold_of_documents_names_samples(tmp_path: Path) -> None:
    """The best pair of each row, and lone claims beside the nearest that no row names."""
    crash = {"left": "killed 12 people", "right": "killed 19 people"}
    side = {"source": "A", "lang": "en", "published": "2026-05-04"}
    row = {
        "id": "d1",
        "left": {**side, "text": "The bus crash killed 12 people. The bridge was closed."},
        "right": {**side, "source": "B", "text": "The bus crash killed 19 people."},
        "conflicts": [crash],
        "extra_left": ["The bridge was closed"],
    }
    path = tmp_path / "docs.yaml"
    path.write_text(yaml.safe_dump([row]), encoding="utf-8")
    found = list(document_rows(path, HashingEncoder()))
    assert found[0].label == "conflict"
    assert found[0].evidence.left.text.startswith("The bus crash killed 12")
    assert {(one.label, one.evidence.left.text[:10]) for one in found[1:]} <= {
        ("extra", "The bridge")
    }
    assert {one.group for one in found} == {"d1"}
