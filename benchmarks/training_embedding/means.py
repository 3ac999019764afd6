"""The encoder's weighted means of many texts, computed once and kept on disk.

A shard is two files: `N.json`, its texts, and `N.npy`, float16 [texts, d]. The frozen
encoder runs in bfloat16, which is twice as fast where the processor knows it.
"""

import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.model.sentence_head import weighted_means

_BATCH = 64
_SHARD = 2_000
_PIECES = 128


class MeanStore:
    """Texts of a folder of shards and their means."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._means: dict[str, NDArray[np.float16]] = {}
        for index in range(self._count()):
            self._open(index)

    def means(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the means [texts, d] of known texts; KeyError for another."""
        return np.stack([self._means[text] for text in texts]).astype(np.float32)

    def add(self, texts: Iterable[str], model: Path) -> None:
        """Compute and keep what is not known yet, shard by shard, with progress."""
        missing = sorted(set(texts) - set(self._means), key=lambda text: (len(text), text))
        if not missing:
            return
        reader = _Reader(model)
        started = time.perf_counter()
        for start in range(0, len(missing), _SHARD):
            self._write(missing[start : start + _SHARD], reader)
            done = min(start + _SHARD, len(missing))
            print(f"means {done}/{len(missing)}, {time.perf_counter() - started:.0f} s", flush=True)

    def _write(self, texts: Sequence[str], reader: "_Reader") -> None:
        rows = [
            reader.means(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)
        ]
        index = self._count()
        np.save(self._folder / f"{index}.npy", np.concatenate(rows))
        # The list comes last: a shard without one was cut short and is written again.
        (self._folder / f"{index}.json").write_text(json.dumps(texts), encoding="utf-8")
        self._open(index)

    def _open(self, index: int) -> None:
        texts = json.loads((self._folder / f"{index}.json").read_text(encoding="utf-8"))
        self._means.update(zip(texts, np.load(self._folder / f"{index}.npy"), strict=True))

    def _count(self) -> int:
        return len(list(self._folder.glob("*.json")))


class _Reader:
    """A sentence-transformers folder, prompt included."""

    def __init__(self, model: Path) -> None:
        from transformers import AutoModel, AutoTokenizer

        self._tokenizer = AutoTokenizer.from_pretrained(model)
        self._model = AutoModel.from_pretrained(model).eval()
        prompts = json.loads((model / "config_sentence_transformers.json").read_text("utf-8"))
        self._prompt = prompts["prompts"]["query"]

    def means(self, texts: Sequence[str]) -> NDArray[np.float16]:
        import torch

        read = self._tokenizer(
            [self._prompt + text for text in texts],
            padding=True,
            truncation=True,
            max_length=_PIECES,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        ends = read.pop("offset_mapping").numpy()[..., 1] - len(self._prompt)
        mask = read["attention_mask"].numpy().astype(bool)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            states = self._model(**read).last_hidden_state.float().numpy()
        ids = read["input_ids"].numpy()
        return weighted_means(states, ids, mask, mask & (ends > 0)).astype(np.float16)
