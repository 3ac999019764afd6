"""Files appear whole or not at all."""

from pathlib import Path

import pytest

from service.errors import ServiceError
from service.files import atomic_writer, private_writer, write_text


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    """Text arrives byte for byte, line ends included, readable as other files are."""
    path = tmp_path / "a" / "b.txt"
    write_text(path, "uno\r\ndós\n")
    assert path.read_bytes() == "uno\r\ndós\n".encode()
    (tmp_path / "plain").touch()
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_private_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Also when it takes the place of one that others could read."""
    path = tmp_path / "a" / "backup"
    write_text(path, "old")
    with private_writer(path) as stream:
        stream.write(b"\x00\xff")
        assert path.read_text() == "old"
    assert path.read_bytes() == b"\x00\xff"
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_error_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    """A reader never sees a part, and no draft is left in the folder."""
    path = tmp_path / "a.txt"
    path.write_text("old")

    def fail_halfway() -> None:
        with atomic_writer(path) as stream:
            stream.write("half")
            raise ValueError("fault")

    with pytest.raises(ValueError, match="fault"):
        fail_halfway()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder in the file's place, or a file in the folder's: one sentence."""
    (tmp_path / "file").touch()
    for path in (tmp_path / "file" / "x.txt", tmp_path):
        with pytest.raises(ServiceError, match=r"cannot be written \("):
            write_text(path, "text")
