"""States of the encoder's lower layers, computed once for each text and kept on disk.

The lower layers are frozen and see one text at a time, so that a text's states serve in
every pair and in every epoch. A shard is two files: `N.json`, the texts with the number of
their sub-words, and `N.npy`, float16 [sub-words of all of them, hidden size].
"""

import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from matching.model.lower_layers import LowerLayers, States

_BATCH = 64
_SHARD = 20_000


class StateStore:
    """Texts of a folder of shards and their states."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._place: dict[str, tuple[int, int, int]] = {}
        self._shards: list[States] = []
        for index in range(len(list(folder.glob("*.json")))):
            self._open(index)

    def states(self, text: str) -> States:
        """Return the states [sub-words, hidden] of a known text; KeyError for another."""
        shard, start, end = self._place[text]
        return self._shards[shard][start:end]

    def add(self, texts: Iterable[str], lower: LowerLayers) -> None:
        """Compute and keep what is not known yet, shard by shard, with progress."""
        missing = sorted(set(texts) - set(self._place), key=lambda text: (len(text), text))
        if not missing:
            return
        started = time.perf_counter()
        for start in range(0, len(missing), _SHARD):
            self._write(missing[start : start + _SHARD], lower)
            done = min(start + _SHARD, len(missing))
            print(
                f"states {done}/{len(missing)}, {time.perf_counter() - started:.0f} s", flush=True
            )

    def _write(self, texts: Sequence[str], lower: LowerLayers) -> None:
        rows: list[States] = []
        for start in range(0, len(texts), _BATCH):
            rows += lower.compute(texts[start : start + _BATCH], fast=True)
        index = len(self._shards)
        np.save(self._folder / f"{index}.npy", np.concatenate(rows))
        listed = [[text, len(row)] for text, row in zip(texts, rows, strict=True)]
        (self._folder / f"{index}.json").write_text(json.dumps(listed), encoding="utf-8")
        self._open(index)

    def _open(self, index: int) -> None:
        at = 0
        for text, length in json.loads((self._folder / f"{index}.json").read_text("utf-8")):
            self._place[text] = (index, at, at + length)
            at += length
        self._shards.append(np.load(self._folder / f"{index}.npy", mmap_mode="r"))
