"""A night that is killed and run again."""

from pathlib import Path

import pytest

from benchmarks.crash.small_model import write_small_model
from benchmarks.crash_nightly import run_rounds


@pytest.mark.filterwarnings("ignore:Importing from:DeprecationWarning")
def test_a_night_that_was_killed_gives_the_same_bytes(tmp_path: Path) -> None:
    """And queues each delivery once; `python -m benchmarks.crash_nightly` does it 50 times."""
    write_small_model(tmp_path / "model")
    found = run_rounds(5, tmp_path)
    assert found.killed
    assert found.is_right, found
