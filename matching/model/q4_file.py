"""Reader of the 4-bit weight file of a BERT-shaped sentence model.

Everything is little-endian and unaligned, in this order:

    magic        4 bytes "E5S1", then u32 format version (1)
    shape        i32 hidden, layers, heads, feed-forward, rows of vocabulary, positions,
                 token types; f32 layer-norm epsilon; i32 block length (32)
    tokenizer    i32 pieces, <s>, </s>, <pad>, <unk>; u64 bytes of all pieces together;
                 u32[pieces + 1] byte offsets; f32[pieces] scores; the pieces in UTF-8
    characters   i32 entries, u32 bytes of the map; each entry is u32 code point, u8 n,
                 u32[n] replacements (n = 0: the character is dropped)
    directory    i32 tensors; each is u16 length and name, u8 kind (0 fp32, 1 4-bit),
                 u32 values, u64 offset from the start of the file, u64 bytes
    data         the tensors, row-major

A 4-bit tensor is a sequence of blocks of 32 weights in 18 bytes: one fp16 scale, then 16
bytes; the low nibble of byte j is weight j, its high nibble weight j + 16, and a nibble q
stands for (q - 8) * scale.
"""

import itertools
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.errors import ModelError

BLOCK = 32
BLOCK_BYTES = 18
_MAGIC = b"E5S1"
_FP32, _Q4 = 0, 1


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of a BERT encoder, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """A Unigram vocabulary: `texts[i]` has log probability `scores[i]`."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one tensor lies in the file: kind, number of values, byte range [start, end)."""

    kind: int
    values: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Q4File:
    """A parsed weight file; tensors are dequantised on demand."""

    data: bytes
    shape: Shape
    pieces: Pieces
    characters: Mapping[str, str]
    directory: Mapping[str, Entry]

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return a tensor's values in one row; ModelError when absent or not finite."""
        entry = self.directory.get(name)
        if entry is None:
            raise ModelError(f"The weight file has no tensor {name!r}.")
        raw = self.data[entry.start : entry.end]
        values = np.frombuffer(raw, "<f4") if entry.kind == _FP32 else dequantise(raw)
        if not np.isfinite(values).all():
            raise ModelError(f"The weight file is corrupt: {name!r} is not all numbers.")
        return values.astype(np.float32, copy=False)


def dequantise(raw: bytes) -> NDArray[np.float32]:
    """Return the weights of a whole number of 4-bit blocks, in order."""
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    signed = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(signed * scales, dtype=np.float32).reshape(-1)


def read_q4(path: Path) -> Q4File:
    """Parse the weight file at *path*; ModelError when missing, truncated or of another layout."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"The weight file {path} cannot be read: {error.strerror}.") from error
    if data[:4] != _MAGIC:
        raise ModelError(f"{path} is not a weight file of the expected kind (no E5S1).")
    try:
        return _parse(_Cursor(data))
    except (struct.error, ValueError, IndexError, OverflowError) as error:
        raise ModelError(f"The weight file {path} is truncated or corrupt ({error}).") from error


class _Cursor:
    """Reads a file from front to back."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = len(_MAGIC)

    def unpack(self, layout: str) -> tuple[int, ...]:
        """Return the values of a little-endian struct layout and move past them."""
        values = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def take(self, count: int) -> bytes:
        """Return the next *count* bytes; ValueError when the file ends before."""
        if count < 0 or self.at + count > len(self.data):
            raise ValueError(f"it ends before byte {self.at + count}")
        self.at += count
        return self.data[self.at - count : self.at]


def _parse(cursor: _Cursor) -> Q4File:
    (version,) = cursor.unpack("I")
    *shape, block = cursor.unpack("7ifi")
    if version != 1 or block != BLOCK:
        raise ValueError(f"format version {version} with blocks of {block}")
    return Q4File(
        cursor.data,
        Shape(*shape),
        _read_pieces(cursor),
        _read_characters(cursor),
        _read_directory(cursor),
    )


def _read_pieces(cursor: _Cursor) -> Pieces:
    count, bos, eos, pad, unknown = cursor.unpack("5i")
    (size,) = cursor.unpack("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), "<f4").tolist()
    blob = cursor.take(size)
    if offsets[0] != 0 or offsets[-1] != size:
        raise ValueError("the vocabulary does not fill its place")
    texts = [blob[a:b].decode("utf-8") for a, b in itertools.pairwise(offsets)]
    return Pieces(tuple(texts), tuple(scores), bos, eos, pad, unknown)


def _read_characters(cursor: _Cursor) -> Mapping[str, str]:
    count, size = cursor.unpack("iI")
    end = cursor.at + size
    characters = {}
    for _ in range(count):
        point, length = cursor.unpack("IB")
        characters[chr(point)] = "".join(map(chr, cursor.unpack(f"{length}I")))
    if cursor.at != end:
        raise ValueError("the character map does not fill its place")
    return characters


def _read_directory(cursor: _Cursor) -> Mapping[str, Entry]:
    (count,) = cursor.unpack("i")
    directory = {}
    for _ in range(count):
        (length,) = cursor.unpack("H")
        name = cursor.take(length).decode("utf-8")
        kind, values, start, size = cursor.unpack("BIQQ")
        expected = values * 4 if kind == _FP32 else values // BLOCK * BLOCK_BYTES
        if kind not in (_FP32, _Q4) or size != expected or start + size > len(cursor.data):
            raise ValueError(f"tensor {name!r} does not lie inside the file")
        directory[name] = Entry(kind, values, start, start + size)
    return directory
