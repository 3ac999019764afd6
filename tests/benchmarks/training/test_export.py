"""A checkpoint into the file that ships."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from benchmarks.training import export
from matching.entail import Entailer
from matching.model.head_file import read_head
from matching.model.manifest import Manifest
from tests.matching.model.tiny_bert import ENCODER, HEADS, TinyModel, tiny_head


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a checkpoint and an encoder's folder, on the command line."""
    state = {"head": tiny_head().state_dict(), "lower": 1, "views": 123}
    torch.save(state, tmp_path / "head.pt")
    (tmp_path / "config.json").write_text(json.dumps({"num_attention_heads": HEADS}))
    out = tmp_path / "head.safetensors"
    monkeypatch.setattr("sys.argv", ["export", "--work", str(tmp_path), "--out", str(out)])
    monkeypatch.setattr(export, "find_weights", lambda: None)
    monkeypatch.setattr(export, "prepare_model", lambda weights, folder: tmp_path)
    return tmp_path


def test_the_file_and_its_record_belong_together(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record has the file's checksum, its encoder and its views; the head can be loaded."""
    manifest = Manifest("tiny", ENCODER, {})
    monkeypatch.setattr(export, "read_manifest", lambda folder: manifest)
    export.main()
    record = json.loads((work / "head.json").read_text())
    weights, about = read_head(work / "head.safetensors", record["sha256"])
    assert (record["views"], record["encoder_sha256"]) == ("123", ENCODER)
    assert about.items() >= {k: v for k, v in record.items() if k != "sha256"}.items()
    assert weights.keys() == tiny_head().state_dict().keys()
    model: Any = TinyModel()
    head = Entailer(model, work / "head.safetensors", record["sha256"], ENCODER)
    assert head.infer([("the bridge closed", "el puente cerró")]).shape == (1, 9)


def test_an_encoder_of_unknown_weights_is_refused(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A head without its encoder's checksum would never be found."""
    monkeypatch.setattr(export, "read_manifest", lambda folder: None)
    with pytest.raises(SystemExit, match="manifest"):
        export.main()
    assert not (work / "head.safetensors").exists()
