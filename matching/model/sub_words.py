"""Texts as the encoder reads them: numbers of sub-words, and where each stands in its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

# Half of a surrogate pair is a code point that UTF-8 cannot hold; its stand-in is one too.
_SURROGATE = re.compile("[\ud800-\udfff]")


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
    """The tokenizer of a prepared model folder."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def __call__(self, texts: Sequence[str]) -> list[SubWords]:
        """Return the sub-words of *texts*, of whatever length."""
        found = self._tokenizer.encode_batch(list(texts))
        return [
            SubWords(tuple(one.ids), np.array(one.offsets, np.int64).reshape(-1, 2))
            for one in found
        ]


def as_input(prompt: str, text: str) -> str:
    """Return what the tokenizer reads: *prompt* and *text*, without halves of surrogate pairs."""
    return prompt + _SURROGATE.sub("\ufffd", text)
