"""The weight package's own C engine, compiled here, as the reference for vectors.

Run as `python -m benchmarks.speed.reference_engine` to make `vectors.npz` of the tests again,
which stands in for the engine on machines without a C compiler.
"""

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.model import find_weights

CASES = Path(__file__).parents[2] / "tests" / "matching" / "model" / "cases"
VECTORS = CASES / "vectors.npz"
DIMENSION = 384


def texts() -> list[str]:
    """The texts whose vectors are compared."""
    return (CASES / "texts.txt").read_text(encoding="utf-8").split("\n")[:-1]


def compile_engine(folder: Path) -> Path | None:
    """Build the engine's shared library in *folder*; None without compiler or source."""
    source = find_weights().path.with_name("e5.c")
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or not source.is_file():
        return None
    library = folder / "libe5.so"
    flags = ["-O3", "-march=native", "-shared", "-fPIC", "-w", "-lm"]
    subprocess.run([compiler, str(source), "-o", str(library), *flags], check=True)  # noqa: S603
    return library


class ReferenceEngine:
    """The engine with its weights; it reads one text after the other, in one thread."""

    def __init__(self, library: Path) -> None:
        """Load the weights into the *library* that `compile_engine` built."""
        self._engine = ctypes.CDLL(str(library))
        self._engine.e5_load.restype = ctypes.c_void_p
        self._engine.e5_load.argtypes = [ctypes.c_char_p]
        self._engine.e5_embed.argtypes = [
            ctypes.c_void_p,
            ctypes.c_char_p,
            ctypes.c_int,
            ctypes.POINTER(ctypes.c_float),
        ]
        self._model = self._engine.e5_load(str(find_weights().path).encode())

    def vectors(self, lines: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors [lines, 384] of *lines*, read as queries."""
        out = np.zeros((len(lines), DIMENSION), np.float32)
        for line, row in zip(lines, out, strict=True):
            place = row.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
            self._engine.e5_embed(self._model, line.encode(), 1, place)
        return out


def _write_fixture() -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = compile_engine(Path(folder))
        if library is None:
            raise SystemExit("a C compiler is needed")
        vectors = ReferenceEngine(library).vectors(texts())
    np.savez_compressed(VECTORS, vectors=vectors.astype(np.float16))


if __name__ == "__main__":
    _write_fixture()
