"""Loading the model settles how many threads the process computes on."""

import os
import subprocess
import sys
from pathlib import Path

_LOAD = """
import threadpoolctl, torch
from service.config import Settings
from service.runtime import load_model
load_model(Settings(precision="float32", threads=1))
print(torch.get_num_threads(), *{
    each["num_threads"] for each in threadpoolctl.threadpool_info() if each["user_api"] == "blas"
})
"""


def test_a_process_with_a_model_uses_no_more_threads_than_it_may(tmp_path: Path) -> None:
    """Neither the model nor NumPy: a thread that waits busily takes a processor from others."""
    # In a process of its own, since it is for the whole of one.
    done = subprocess.run(  # noqa: S603 - a fixed program
        [sys.executable, "-c", _LOAD],
        env={**os.environ, "CONTRASTE_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.stdout.split() == ["1", "1"], done.stderr
