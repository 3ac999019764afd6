"""The golden report of a night, made again from the texts with the embedded model."""

from pathlib import Path

from benchmarks.nightly_golden import golden_files
from matching.embed import Encoder


def test_the_night_of_the_call_is_as_it_was(tmp_path: Path, encoder: Encoder) -> None:
    """After a wanted change: `python -m benchmarks.nightly_golden`."""
    for path, content in golden_files("call", tmp_path, encoder).items():
        assert path.read_bytes() == content, path.name
