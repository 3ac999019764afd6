"""The embeddings of sub-words, read row by row from the file that holds them.

Texts need some thousands of 250,000 rows. Of a mapped matrix the kernel brings each row's
neighbours along, and a process soon holds most of its 384 MB.
"""

import json
import os
import threading
import weakref
from pathlib import Path

import torch
from torch import Tensor

from matching.errors import ModelError

_HEADER_SIZE = 8


class WordRows:
    """A float32 matrix [numbers, hidden] that stays in its safetensors file.

    Any number of threads and forked processes may read it at once.
    """

    def __init__(self, path: Path, name: str) -> None:
        """Find matrix *name* in *path*; ModelError when it is not there as float32."""
        try:
            with path.open("rb") as stream:
                size = int.from_bytes(stream.read(_HEADER_SIZE), "little")
                entry = json.loads(stream.read(size))[name]
            self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"The model folder {path.parent} cannot be read: {error}.") from error
        weakref.finalize(self, os.close, self._file)
        if entry["dtype"] != "F32":
            raise ModelError(f"The model folder {path.parent} cannot be read: {name} is no float.")
        self._path = path
        self._lock = threading.Lock()
        self._start = _HEADER_SIZE + size + entry["data_offsets"][0]
        self.shape: tuple[int, int] = tuple(entry["shape"])

    def __call__(self, ids: Tensor) -> Tensor:
        """Return the rows that *ids*, long [...], number: [..., hidden]; at least one."""
        distinct, places = torch.unique(ids, return_inverse=True)
        if distinct[0] < 0 or distinct[-1] >= self.shape[0]:
            raise ModelError(f"The model file {self._path} has no such rows: {distinct.tolist()}.")
        size = 4 * self.shape[1]
        found = bytearray()
        for row in distinct.tolist():
            found += self._read(self._start + row * size, size)
        if len(found) != size * len(distinct):
            raise ModelError(f"The model file {self._path} ends too early; it was changed.")
        return torch.frombuffer(found, dtype=torch.float32).view(-1, self.shape[1])[places]

    def _read(self, start: int, size: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file, size, start)
        with self._lock:  # on Windows, where no process is forked
            os.lseek(self._file, start, os.SEEK_SET)
            return os.read(self._file, size)
