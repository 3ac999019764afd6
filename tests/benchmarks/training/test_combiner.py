"""The combiner's fit: its samples, its file, and that it learns what tells labels apart."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from benchmarks.training.combiner import LABELS, fit, held_out, matrix, write
from benchmarks.training.samples import Sample


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    """Sixty samples; one signal tells the label and another is chance."""
    random = np.random.default_rng(1)
    found = []
    for at in range(60):
        label = LABELS[at % 3]
        values = {"always": 1.0, "telling": float(at % 3) - 1, "chance": float(random.normal())}
        found.append(Sample(values, label, str(at // 2)))
    return found


def test_a_telling_signal_gets_the_weight(samples: list[Sample]) -> None:
    """And the fit repeats itself."""
    weights = fit(samples, 1.0)
    assert set(weights) == set(LABELS)
    assert weights["extra"]["telling"] > 1 > weights["agree"]["telling"]
    assert abs(weights["extra"]["chance"]) < 0.5
    assert fit(samples, 1.0) == weights


def test_held_out_figures_are_probabilities(samples: list[Sample]) -> None:
    """Each sample is judged by a model that did not see it."""
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
