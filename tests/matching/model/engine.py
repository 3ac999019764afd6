"""The weight package's own C engine, compiled here, as the reference for vectors.

Run as `python -m tests.matching.model.engine` to make `cases/vectors.npz` again, which
stands in for the engine on machines without a C compiler.
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

CASES = Path(__file__).parent / "cases"
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
    flags = ["-O2", "-shared", "-fPIC", "-w", "-lm"]
    subprocess.run([compiler, str(source), "-o", str(library), *flags], check=True)  # noqa: S603
    return library


def engine_vectors(library: Path, lines: Sequence[str]) -> NDArray[np.float32]:
    """Return the engine's vectors of *lines*, read as queries."""
    engine = ctypes.CDLL(str(library))
    engine.e5_load.restype = ctypes.c_void_p
    engine.e5_load.argtypes = [ctypes.c_char_p]
    engine.e5_embed.argtypes = [
        ctypes.c_void_p,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.POINTER(ctypes.c_float),
    ]
    engine.e5_free.argtypes = [ctypes.c_void_p]
    model = engine.e5_load(str(find_weights().path).encode())
    out = np.zeros((len(lines), DIMENSION), np.float32)
    for line, row in zip(lines, out, strict=True):
        engine.e5_embed(model, line.encode(), 1, row.ctypes.data_as(ctypes.POINTER(ctypes.c_float)))
    engine.e5_free(model)
    return out


def _write_fixture() -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = compile_engine(Path(folder))
        if library is None:
            raise SystemExit("a C compiler is needed")
        vectors = engine_vectors(library, texts())
    np.savez_compressed(VECTORS, vectors=vectors.astype(np.float16))


if __name__ == "__main__":
    _write_fixture()
