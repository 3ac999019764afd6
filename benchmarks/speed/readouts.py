"""Comparing two texts: warm, against the way that a user would script, and long ones."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sentence_transformers import SentenceTransformer

from benchmarks.scale.archive import archive
from benchmarks.speed.texts import DOCUMENTS
from matching.compare import compare_documents
from matching.document import Document
from matching.embedded import EmbeddedEncoder
from matching.entail import Entailer
from matching.model.folder import PROMPT
from matching.model.manifest import read_manifest
from matching.model.shipped_head import find_head
from matching.reading import read_together
from matching.sentences import split_sentences
from service.remembering import RememberingEncoder

_RUNS = 20
_NAIVE_RUNS = 5
_CLAIMS = 200
_SLOWEST = 0.95


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of several runs of one job."""

    seconds: Sequence[float]

    @property
    def p50(self) -> float:
        """Their median."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """What nineteen of twenty do not exceed."""
        return sorted(self.seconds)[max(0, round(_SLOWEST * len(self.seconds)) - 1)]


def compare_readouts(encoder: RememberingEncoder) -> Times:
    """Compare two readouts of ten sentences, each time as if no word were known."""

    def anew() -> None:
        encoder.forget()
        compare_documents(*DOCUMENTS, encoder=encoder)

    return _timed(anew, _RUNS)


def compare_long(encoder: RememberingEncoder) -> Times:
    """Compare two documents of 200 claims each, made of the invented archive's."""
    sides = [_long(side) for side in (0, 1)]

    def anew() -> None:
        encoder.forget()
        compare_documents(*sides, encoder=encoder)

    return _timed(anew, 3)


def compare_plainly(folder: Path) -> Times:
    """Encode every sentence in single precision, then ask the head about every pair.

    What a user would script with sentence-transformers and a head for entailment; it reads no
    values, names or speakers.
    """
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    manifest = read_manifest(folder)
    shipped = find_head(manifest.weights_sha256) if manifest else None
    assert shipped, "the embedded model has a head"
    left, right = (_sentences(document) for document in DOCUMENTS)
    embeddings = EmbeddedEncoder(folder)

    def plainly() -> None:
        head = Entailer(embeddings, shipped.path, shipped.sha256, shipped.encoder_sha256)
        began.append(time.perf_counter())
        model.encode([*left, *right], prompt=PROMPT)
        head.judge([(a, b) for a in left for b in right])
        ended.append(time.perf_counter())

    began: list[float] = []
    ended: list[float] = []
    for _ in range(_NAIVE_RUNS + 1):
        plainly()
    return Times([b - a for a, b in zip(began[1:], ended[1:], strict=True)])


def _long(side: int) -> Document:
    """Return a document of the archive's sentences with 200 claims, one of two like ones."""
    text, language = "", "es" if side == 0 else "en"
    for item in islice(archive(0, 500), 500):
        document = item.document
        if document.language != language:
            continue
        for sentence in _sentences(document):
            text += f"{sentence} "
            if len(text) > 150 * _CLAIMS / 2 and _claims(text, language) >= _CLAIMS:
                return Document(text, f"side {side}", language)
    raise ValueError("the archive has too few sentences")


def _claims(text: str, language: str) -> int:
    return len(read_together((Document(text, "A", language),)).readings[0].claims)


def _sentences(document: Document) -> list[str]:
    language = document.language or "en"
    return [span.quote(document.text) for span in split_sentences(document.text, language)]


def _timed(job: Callable[[], object], runs: int) -> Times:
    job()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        job()
        times.append(time.perf_counter() - began)
    return Times(times)
