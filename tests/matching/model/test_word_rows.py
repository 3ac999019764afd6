"""Rows are those of the matrix, whoever asks and however many at once."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from matching.errors import ModelError
from matching.model.word_rows import WordRows

MATRIX = torch.arange(300 * 16, dtype=torch.float32).view(300, 16)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the matrix between two others."""
    others = {"a": torch.ones(7), "z": torch.ones(5, 3)}
    save_file({**others, "words": MATRIX}, tmp_path / "weights.safetensors")
    return tmp_path / "weights.safetensors"


@pytest.mark.parametrize("shape", [(1,), (40,), (8, 5)])
def test_rows_are_those_of_the_matrix(path: Path, shape: tuple[int, ...]) -> None:
    """Repeated ones too, in the shape that was asked for."""
    ids = torch.randint(0, 300, shape)
    rows = WordRows(path, "words")
    assert torch.equal(rows(ids), MATRIX[ids])
    assert rows.shape == (300, 16)


def test_threads_and_forked_processes_do_not_disturb_each_other(path: Path) -> None:
    """A file has one place where it is read; these rows are read by their own."""
    rows = WordRows(path, "words")
    asked = [torch.randint(0, 300, (64,)) for _ in range(400)]
    child = os.fork()
    if child == 0:
        alike = all(torch.equal(rows(ids), MATRIX[ids]) for ids in asked)
        os._exit(not alike)
    with ThreadPoolExecutor(4) as pool:
        assert all(map(torch.equal, pool.map(rows, asked), (MATRIX[ids] for ids in asked)))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_other_files_are_refused(path: Path, tmp_path: Path) -> None:
    """In a sentence that names the folder."""
    for broken, name in ((path, "nothing"), (tmp_path / "absent", "words")):
        with pytest.raises(ModelError, match="cannot be read"):
            WordRows(broken, name)
    (tmp_path / "short").write_bytes(b"\x05")
    save_file({"words": MATRIX.half()}, tmp_path / "half")
    for broken in (tmp_path / "short", tmp_path / "half"):
        with pytest.raises(ModelError, match="cannot be read"):
            WordRows(broken, "words")


@pytest.mark.parametrize("number", [-1, 300])
def test_a_row_that_is_not_there_is_refused(path: Path, number: int) -> None:
    """What lies beside the matrix is no row."""
    with pytest.raises(ModelError, match="no such rows"):
        WordRows(path, "words")(torch.tensor([0, number]))


def test_a_file_cut_while_it_is_used_is_told(path: Path) -> None:
    """Rows that are gone are not zeros."""
    rows = WordRows(path, "words")
    os.truncate(path, 4000)
    with pytest.raises(ModelError, match="ends too early"):
        rows(torch.tensor([299]))
