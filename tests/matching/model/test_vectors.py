from pathlib import Path

import numpy as np

from benchmarks.speed.reference_engine import VECTORS, ReferenceEngine, compile_engine, texts
from matching.embedded import EmbeddedEncoder


def test_vectors_equal_the_packages_own_engine(model_folder: Path, tmp_path: Path) -> None:
    """All texts, odd characters included, point the way the original engine's do.

    Before the sentence head, which the engine does not know. It reads a space at the end as a
    piece, which SentencePiece, by which the model was trained, drops.
    """
    encoder = EmbeddedEncoder(model_folder, adapted=False)
    lines = texts()
    library = compile_engine(tmp_path)
    expected = ReferenceEngine(library).vectors(lines) if library else np.load(VECTORS)["vectors"]
    expected = expected / np.linalg.norm(expected, axis=1, keepdims=True)
    cosines = (encoder.encode(lines).sentences * expected).sum(axis=1)
    alike = [cosine for cosine, line in zip(cosines, lines, strict=True) if line == line.rstrip()]
    assert len(alike) == 49
    assert min(alike) >= 0.999
