"""A weight file of a few kilobytes: one layer of 32 dimensions over a dozen pieces."""

import struct
from pathlib import Path

import numpy as np

HIDDEN = 32
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "c", "▁a", "▁query", ":", "é"]
CHARACTERS = {"\t": " ", "\u200b": " ", "\x01": "", "ﬁ": "fi"}
_MATRICES = {"q": 1, "k": 1, "v": 1, "ao": 1, "fi": 2, "fo": 2}


def write_tiny(path: Path, seed: int = 0) -> Path:
    """Write a whole, valid weight file with random weights."""
    rng = np.random.default_rng(seed)
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, 2, 64, len(PIECES), 16, 2, 1e-12, 32)
    head += _pieces() + _characters()
    tensors = _tensors(rng)
    size = sum(2 + len(name) + 21 for name in tensors)
    offset = len(head) + 4 + size
    directory = struct.pack("<i", len(tensors))
    for name, (kind, values, raw) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, values, offset, len(raw))
        offset += len(raw)
    path.write_bytes(head + directory + b"".join(raw for _, _, raw in tensors.values()))
    return path


def pack_q4(scale: float, nibbles: list[int]) -> bytes:
    """Return one block: a scale and 32 nibbles in the order of the weights."""
    low, high = nibbles[:16], nibbles[16:]
    packed = bytes(a | b << 4 for a, b in zip(low, high, strict=True))
    return np.float16(scale).tobytes() + packed


def _pieces() -> bytes:
    encoded = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, encoded)]).astype("<u4")
    scores = np.array([0, 0, 0, 0, *(-float(i) for i in range(1, 9))], "<f4")
    blob = b"".join(encoded)
    head = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob))
    return head + offsets.tobytes() + scores.tobytes() + blob


def _characters() -> bytes:
    entries = b"".join(
        struct.pack(f"<IB{len(to)}I", ord(character), len(to), *map(ord, to))
        for character, to in sorted(CHARACTERS.items())
    )
    return struct.pack("<iI", len(CHARACTERS), len(entries)) + entries


def _tensors(rng: np.random.Generator) -> dict[str, tuple[int, int, bytes]]:
    def q4(values: int) -> tuple[int, int, bytes]:
        blocks = (pack_q4(0.05, rng.integers(0, 16, 32).tolist()) for _ in range(values // 32))
        return 1, values, b"".join(blocks)

    def fp32(values: int) -> tuple[int, int, bytes]:
        return 0, values, rng.normal(1, 0.1, values).astype("<f4").tobytes()

    tensors = {
        "emb.word": q4(len(PIECES) * HIDDEN),
        "emb.pos": fp32(16 * HIDDEN),
        "emb.type": fp32(2 * HIDDEN),
        "emb.ln.w": fp32(HIDDEN),
        "emb.ln.b": fp32(HIDDEN),
    }
    for part, width in _MATRICES.items():
        tensors[f"l0.{part}.w"] = q4(width * HIDDEN * HIDDEN)
        tensors[f"l0.{part}.b"] = fp32(64 if part == "fi" else HIDDEN)
    for part in ("aln", "oln"):
        tensors[f"l0.{part}.w"], tensors[f"l0.{part}.b"] = fp32(HIDDEN), fp32(HIDDEN)
    return tensors
