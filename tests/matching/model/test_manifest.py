"""A folder is read through once, and again whenever a file of it may have changed."""

import os
from pathlib import Path

import pytest

from matching.model import manifest
from matching.model.manifest import is_intact, write_manifest

WEIGHTS = "w" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two files and their manifest."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "one").write_bytes(b"first")
    (tmp_path / "sub" / "two").write_bytes(b"second")
    write_manifest(tmp_path, "a model", WEIGHTS)
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read through, one after the other."""
    names: list[str] = []
    whole = manifest.file_hash

    def noting(path: Path) -> str:
        names.append(path.name)
        return whole(path)

    monkeypatch.setattr(manifest, "file_hash", noting)
    return names


def test_files_are_read_through_once(folder: Path, read: list[str]) -> None:
    """When they are written; without what was noted then, once more."""
    assert is_intact(folder, WEIGHTS)
    assert read == []
    (folder / "seen.json").unlink()
    assert is_intact(folder, WEIGHTS)
    assert sorted(read) == ["one", "two"]
    assert is_intact(folder, WEIGHTS)
    assert len(read) == 2


def test_a_file_written_again_is_read_again(folder: Path, read: list[str]) -> None:
    """The same bytes are still intact, one other byte is not."""
    os.utime(folder / "one", ns=(1, 1))
    assert is_intact(folder, WEIGHTS)
    assert sorted(read) == ["one", "two"]
    (folder / "one").write_bytes(b"fIrst")
    assert not is_intact(folder, WEIGHTS)
    assert not is_intact(folder, WEIGHTS)


@pytest.mark.parametrize("noted", [b"", b"{", b"[]", b'{"one": [5, 1]}'])
def test_what_was_noted_is_no_proof(folder: Path, read: list[str], noted: bytes) -> None:
    """A note that is broken or of other files is as none."""
    (folder / "seen.json").write_bytes(noted)
    assert is_intact(folder, WEIGHTS)
    assert sorted(read) == ["one", "two"]


def test_a_folder_that_takes_no_note_is_read_every_time(folder: Path, read: list[str]) -> None:
    """As in an image that may not be written."""
    (folder / "seen.json").unlink()
    (folder / "seen.json").mkdir()
    assert is_intact(folder, WEIGHTS)
    assert is_intact(folder, WEIGHTS)
    assert len(read) == 4


def test_other_weights_and_missing_files_are_no_model(folder: Path) -> None:
    """Neither with a note nor without."""
    assert not is_intact(folder, "v" * 64)
    assert is_intact(folder, WEIGHTS)
    (folder / "sub" / "two").unlink()
    assert not is_intact(folder, WEIGHTS)
