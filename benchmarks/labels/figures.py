"""The rows of `contraste bench labels`: our own gold, public sets, time and memory."""

from collections.abc import Iterator
from typing import Literal

from benchmarks.figure import Figure, Places, absent
from benchmarks.labels.claim_pairs import pair_figures
from benchmarks.labels.documents import document_figures
from benchmarks.labels.engines import Engines, load_engines
from benchmarks.labels.gold import read_documents, read_pairs
from benchmarks.labels.public import public_figures
from benchmarks.labels.speed import speed_figures

Half = Literal["dev", "test"]


def labels_figures(places: Places) -> Iterator[Figure]:
    """Agree, conflict or extra: claim pairs, pairs of documents, public sets, speed."""
    engines = load_engines()
    yield from own_figures(places, engines, "test")
    yield from public_figures(places.data, engines)
    yield from speed_figures(places, engines)


def own_figures(places: Places, engines: Engines, half: Half) -> Iterator[Figure]:
    """Yield the figures of one half of our own gold; baselines are fitted on dev."""
    folder = places.gold / "labels"
    pairs, fitted = folder / f"pairs_{half}.yaml", folder / "pairs_dev.yaml"
    if pairs.exists() and fitted.exists():
        yield from pair_figures(read_pairs(pairs), read_pairs(fitted), engines, half)
    else:
        yield absent("labels", f"claim pairs, {half} half (own)", pairs)
    documents = folder / f"docs_{half}.yaml"
    if documents.exists():
        yield from document_figures(read_documents(documents), engines, half)
    else:
        yield absent("labels", f"pairs of documents, {half} half (own)", documents)
