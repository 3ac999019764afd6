"""Texts as the encoder reads them: numbers of sub-words, and where each stands in its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

from matching.errors import ModelError

# Half of a surrogate pair is a code point that UTF-8 cannot hold; its stand-in is one too.
_SURROGATE = re.compile("[\ud800-\udfff]")

PIECE_FILE = "pieces.model"


@dataclass(frozen=True, slots=True, eq=False)
class SubWords:
    """One text: `ids[i]` stands for the characters from `offsets[i, 0]` to `offsets[i, 1]`.

    The first and the last are the separators, at (0, 0).
    """

    ids: tuple[int, ...]
    offsets: NDArray[np.int64]

    def cut(self, most: int) -> "SubWords":
        """Return the first *most* sub-words, the last of which is the separator still."""
        if len(self.ids) <= most:
            return self
        kept = (*range(most - 1), len(self.ids) - 1)
        return SubWords(tuple(self.ids[at] for at in kept), self.offsets[list(kept)])


class SubWordReader:
    """The pieces of a prepared model folder; ModelError when their file cannot be read."""

    def __init__(self, folder: Path) -> None:
        try:
            self._pieces = SentencePieceProcessor(model_file=str(folder / PIECE_FILE))
        except (OSError, RuntimeError) as error:
            raise ModelError(f"The model folder {folder} cannot be read: {error}.") from error
        self._first, self._last = self._pieces.bos_id(), self._pieces.eos_id()

    def __call__(self, texts: Sequence[str]) -> list[SubWords]:
        """Return the sub-words of *texts*, of whatever length."""
        return [
            SubWords(
                (self._first, *one["ids"], self._last),
                np.array([(0, 0), *one["offsets"], (0, 0)], np.int64),
            )
            for one in self._pieces.encode(list(texts), return_type="offset_mapping", num_threads=1)
        ]


def as_input(prompt: str, text: str) -> str:
    """Return what is cut: *prompt* and *text*, without halves of surrogate pairs."""
    return prompt + _SURROGATE.sub("\ufffd", text)
