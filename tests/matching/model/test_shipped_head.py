"""The head that ships, and what stands in for one that does not."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from matching.embedded import EmbeddedEncoder
from matching.model import find_weights, shipped_head
from matching.model.head_file import read_head
from matching.model.shipped_head import find_head
from tests.matching.model.tiny_bert import ENCODER, write_tiny_head


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the record of the head is looked for: nothing is there yet."""
    path = tmp_path / "head.json"
    monkeypatch.setattr(shipped_head, "_RECORD", path)
    find_head.cache_clear()
    yield path
    find_head.cache_clear()


def test_without_a_record_there_is_no_head(record: Path) -> None:
    """The program goes on by its rules."""
    assert find_head(ENCODER) is None


def test_a_head_is_found_by_the_encoder_it_was_trained_for(record: Path) -> None:
    """Another encoder has none; the weights lie beside the record."""
    digest = write_tiny_head(record.with_suffix(".safetensors"))
    record.write_text(json.dumps({"sha256": digest, "encoder_sha256": ENCODER}))
    assert find_head("f" * 64) is None
    found = find_head(ENCODER)
    assert found is not None
    assert (found.sha256, found.encoder_sha256) == (digest, ENCODER)
    assert read_head(found.path, found.sha256)[1]["encoder_sha256"] == ENCODER


def test_the_head_that_ships_fits_the_encoder_that_ships() -> None:
    """Where there is one, its file is whole, small, and of these weights."""
    find_head.cache_clear()
    record = shipped_head._RECORD
    found = find_head(find_weights().sha256)
    assert (found is not None) == record.exists()
    if found is None:
        return
    weights, about = read_head(found.path, found.sha256)
    assert about["encoder_sha256"] == found.encoder_sha256
    assert weights["out.weight"].shape[0] == 6
    assert found.path.stat().st_size < 25_000_000


def test_the_encoder_that_ships_says_whether_it_has_a_head(
    encoder: EmbeddedEncoder,
) -> None:
    """Its checksum and its judgements come and go together."""
    found = find_head(find_weights().sha256)
    judged = encoder.judge([("The bridge closed.", "El puente cerró.")])
    assert encoder.head == (found.sha256 if found else None)
    assert (judged is None) == (found is None)
