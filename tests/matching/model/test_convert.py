import hashlib
import threading
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from matching.errors import ModelError
from matching.model import WeightFile, find_weights, prepare_model
from matching.model.manifest import is_intact, read_manifest
from matching.model.q4_file import read_q4

from .tiny import PIECES, write_tiny


@pytest.fixture
def weights(tmp_path: Path) -> WeightFile:
    """A tiny weight file with the checksum its package would have recorded."""
    path = write_tiny(tmp_path / "w.bin")
    return WeightFile(path, hashlib.sha256(path.read_bytes()).hexdigest())


def test_the_installed_weights_are_those_the_package_recorded() -> None:
    """The weight file is found without importing the package, and its checksum is known."""
    found = find_weights()
    assert found.path.is_file()
    assert found.sha256 is not None
    assert len(found.sha256) == 64


def test_writes_every_tensor_as_the_weight_file_has_it(weights: WeightFile, tmp_path: Path) -> None:
    """The safetensors hold the dequantised values in row-major order."""
    folder = prepare_model(weights, tmp_path / "cache")
    tensors = load_file(folder / "model.safetensors")
    words = tensors["embeddings.word_embeddings.weight"]
    assert words.shape == (len(PIECES), 32)
    np.testing.assert_array_equal(words.reshape(-1), read_q4(weights.path).tensor("emb.word"))


def test_a_prepared_folder_is_used_again(weights: WeightFile, tmp_path: Path) -> None:
    """The second call writes nothing."""
    folder = prepare_model(weights, tmp_path / "cache")
    before = (folder / "model.safetensors").stat().st_mtime_ns
    steps: list[str] = []
    again = prepare_model(weights, tmp_path / "cache", lambda step, _done, _all: steps.append(step))
    assert again == folder
    assert (folder / "model.safetensors").stat().st_mtime_ns == before
    assert steps == []


@pytest.mark.parametrize(
    "name", ["model.safetensors", "pieces.model", "tokenizer.json", "manifest.json"]
)
@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_broken_folder_is_made_again(
    weights: WeightFile, tmp_path: Path, name: str, damage: str
) -> None:
    """A file that is gone or altered, even by one byte, brings the whole folder back."""
    folder = prepare_model(weights, tmp_path / "cache")
    whole = (folder / name).read_bytes()
    if damage == "missing":
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert prepare_model(weights, tmp_path / "cache") == folder
    assert (folder / name).read_bytes() == whole


def test_progress_counts_up_to_all(weights: WeightFile, tmp_path: Path) -> None:
    """Steps rise one by one and the last one completes the whole."""
    seen: list[tuple[int, int]] = []
    prepare_model(
        weights, tmp_path / "cache", lambda _step, done, total: seen.append((done, total))
    )
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


def test_a_flipped_bit_in_the_weights_is_refused(weights: WeightFile, tmp_path: Path) -> None:
    """A weight file that is not the recorded one leaves no folder behind."""
    broken = bytearray(weights.path.read_bytes())
    broken[-5] ^= 1
    weights.path.write_bytes(bytes(broken))
    with pytest.raises(ModelError, match="checksum is wrong"):
        prepare_model(weights, tmp_path / "cache")
    assert [path for path in (tmp_path / "cache").iterdir() if path.is_dir()] == []


def test_a_truncated_weight_file_leaves_nothing_behind(weights: WeightFile, tmp_path: Path) -> None:
    """An unreadable weight file is an error even when nobody recorded its checksum."""
    weights.path.write_bytes(weights.path.read_bytes()[:2000])
    with pytest.raises(ModelError, match="truncated or corrupt"):
        prepare_model(WeightFile(weights.path), tmp_path / "cache")
    assert [path for path in (tmp_path / "cache").iterdir() if path.is_dir()] == []


def test_a_cache_that_cannot_be_written_is_a_clear_error(
    weights: WeightFile, tmp_path: Path
) -> None:
    """The message names the folder."""
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="cannot be made"):
        prepare_model(weights, tmp_path / "cache")


def test_starting_at_once_makes_one_folder(weights: WeightFile, tmp_path: Path) -> None:
    """Several callers get the same intact folder, and only one of them makes it."""
    made: list[int] = []
    folders: list[Path] = []

    def start() -> None:
        note = lambda _step, done, total: made.append(1) if done == total else None  # noqa: E731
        folders.append(prepare_model(weights, tmp_path / "cache", note))

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(folders)) == 1
    assert len(folders) == 6
    assert made == [1]
    assert weights.sha256 is not None
    assert is_intact(folders[0], weights.sha256)


def test_the_manifest_names_model_and_weights(weights: WeightFile, tmp_path: Path) -> None:
    """Every stored vector can say which weights made it."""
    manifest = read_manifest(prepare_model(weights, tmp_path / "cache"))
    assert manifest is not None
    assert manifest.model == "intfloat/multilingual-e5-small"
    assert manifest.weights_sha256 == weights.sha256
    assert {"pieces.model", "tokenizer.json"} <= set(manifest.files)
