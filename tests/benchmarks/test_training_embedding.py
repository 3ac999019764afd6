"""The sentence head's training: what it reads, and what the map does."""

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.training_embedding.fit import Material, fit, start
from benchmarks.training_embedding.means import MeanStore
from benchmarks.training_embedding.scenes import (
    Text,
    all_texts,
    read_bitext,
    read_scenes,
)


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two scenes, one of them with a text of STS17, and one translated sentence."""
    rows = [
        {"premise": p, "hypothesis": h, "label": label}
        for p, h, label in (
            ("A dog runs.", "An animal moves.", "entailment"),
            ("A dog runs.", "A dog sleeps.", "contradiction"),
            ("A dog runs.", "A dog chases a ball.", "neutral"),
            ("A boy swims.", "A child is in the water.", "entailment"),
            ("A boy swims.", "A boy cycles.", "contradiction"),
        )
    ]
    _write(tmp_path / "nli/snli_dev_test.jsonl.gz", rows)
    _write(tmp_path / "sts/sts17.jsonl.gz", [{"a": "a BOY swims", "b": "Llueve."}])
    _write(tmp_path / "bitext/tatoeba_spa_eng.jsonl.gz", [{"src": "Hola.", "tgt": "Hello."}])
    (tmp_path / "translations.json").write_text(
        json.dumps({"en": {"A dog runs.": "Un perro corre.", "A dog sleeps.": None}})
    )
    return tmp_path


def test_scenes_leave_out_what_the_test_holds(data: Path) -> None:
    """The boy is in STS17, in other letters; the dog's scene has Spanish where there is any."""
    (scene,) = read_scenes(data, data / "translations.json", 10)
    assert scene.premise == Text("A dog runs.", "Un perro corre.")
    assert scene.entailed == Text("An animal moves.", None)
    assert scene.contradicted == Text("A dog sleeps.", None)


def test_every_text_is_listed_once(data: Path) -> None:
    """In both languages, those of the translated sentences too."""
    scenes = read_scenes(data, data / "translations.json", 10)
    found = all_texts(scenes * 2, read_bitext(data))
    assert found == [
        "A dog runs.",
        "Un perro corre.",
        "An animal moves.",
        "A dog sleeps.",
        "Hello.",
        "Hola.",
    ]


def test_means_are_read_back_and_a_shard_cut_short_is_not(tmp_path: Path) -> None:
    """A shard counts once its list of texts is there."""
    np.save(tmp_path / "0.npy", np.array([[1, 2], [3, 4]], np.float16))
    (tmp_path / "0.json").write_text(json.dumps(["a", "b"]))
    np.save(tmp_path / "1.npy", np.zeros((1, 2), np.float16))
    store = MeanStore(tmp_path)
    np.testing.assert_array_equal(store.means(["b", "a"]), [[3, 4], [1, 2]])
    with pytest.raises(KeyError):
        store.means(["c"])


@pytest.fixture
def material() -> Material:
    """Vectors of eight dimensions, the last of which tells nothing but the language."""
    chance = np.random.default_rng(1)
    topics = chance.normal(size=(60, 7))
    rows: list[list[float]] = []
    scenes = []
    for topic in topics:
        near = topic + chance.normal(size=7) * 0.3
        far = topic + chance.normal(size=7) * 0.9
        for text in (topic, near, far):
            rows += [[*text, 2.0], [*text, -2.0]]
        scenes.append(list(range(len(rows) - 6, len(rows))))
    vectors = np.array(rows, np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Material(vectors, np.array(scenes), np.array([scene[:2] for scene in scenes]))


def _cosines(vectors: np.ndarray[Any, Any], pairs: np.ndarray[Any, Any]) -> Any:
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return (unit[pairs[:, 0]] * unit[pairs[:, 1]]).sum(axis=1)


def test_the_start_shrinks_the_language(material: Material) -> None:
    """The direction in which translations differ is the one that becomes shortest."""
    lengths = np.linalg.norm(start(material), axis=1)
    assert lengths.argmin() == 7
    across = material.scenes[:, [0, 3]]
    other = np.stack([material.scenes[:, 0], np.roll(material.scenes[:, 2], 1)], axis=1)
    moved = material.vectors @ start(material)
    assert _cosines(material.vectors, across).mean() < _cosines(material.vectors, other).mean()
    assert _cosines(moved, across).mean() > _cosines(moved, other).mean()


def test_fitting_repeats_itself_and_tells_languages_less(material: Material) -> None:
    """Two runs give the same bits; translations come nearer than at the start."""
    weight, bias = fit(material)
    again = fit(material)
    np.testing.assert_array_equal(weight, again[0])
    np.testing.assert_array_equal(bias, again[1])
    before = _cosines(material.vectors @ start(material), material.bitext).mean()
    assert _cosines(material.vectors @ weight + bias, material.bitext).mean() > before
