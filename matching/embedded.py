"""The embedded model, multilingual-e5-small, as an encoder.

text -> sub-words -> states of the last layer -> sentence vector, by the sentence head
                                              -> word vectors, by averaging
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.embed import Encoded, Vectors
from matching.entail import Entailer, Judged
from matching.errors import ModelError
from matching.model.folder import PROMPT, read_shape
from matching.model.manifest import read_manifest
from matching.model.precision import Precision
from matching.model.sentence_head import SentenceHead, load_sentence_head, weighted_means
from matching.model.shipped_head import find_head
from matching.model.sub_words import SubWordReader, SubWords, as_input
from matching.pooling import pool_words, unit_rows

if TYPE_CHECKING:
    from torch import Tensor

    from matching.model.bert import Bert

# Rows of one product: above, they leave the cache.
_PIECES = 1024


class EmbeddedEncoder:
    """The model in a folder of `prepare_model`; it is read without any network access."""

    def __init__(
        self, folder: Path, *, precision: Precision = "float32", adapted: bool = True
    ) -> None:
        """Map the weights in *folder*; ModelError when it is not one of `prepare_model`.

        *adapted* to false leaves the sentence head out: plain means, as the model was published.
        """
        manifest = read_manifest(folder)
        if manifest is None:
            raise ModelError(f"The folder {folder} holds no prepared model.")
        self._manifest = manifest
        self._precision = precision
        self._reader = SubWordReader(folder)
        self._longest = read_shape(folder).positions
        self._bert = _bert(folder, manifest.weights_sha256, precision)
        self._head = _head(manifest.weights_sha256) if adapted else None
        self._shipped = find_head(manifest.weights_sha256)

    @property
    def name(self) -> str:
        """Name of the model, as its publisher writes it."""
        return self._manifest.model

    @property
    def revision(self) -> str:
        """SHA-256 of the source weights; with the sentence head, of both checksums."""
        return self._head.revision_with_base if self._head else self._manifest.weights_sha256

    @property
    def precision(self) -> str:
        """Number format of the layers' products."""
        return self._precision

    @property
    def head(self) -> str | None:
        """SHA-256 of the entailment head that ships for these weights, None for others."""
        return self._shipped.sha256 if self._shipped else None

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judged | None:
        """Return what the entailment head says of *pairs*, None without a head.

        The head is loaded at the first call: comparing documents never asks it. ModelError
        when its file is corrupt.
        """
        return self._entailer.judge(pairs) if self._entailer else None

    @cached_property
    def _entailer(self) -> Entailer | None:
        shipped = self._shipped
        if shipped is None:
            return None
        return Entailer(self, shipped.path, shipped.sha256, shipped.encoder_sha256)

    def pieces(self, texts: Sequence[str], most: int) -> list[Sequence[int]]:
        """Return the first *most* sub-words of each text, without a prompt before it."""
        return [one.cut(most).ids for one in self._reader([as_input("", text) for text in texts])]

    def embed(self, ids: "Tensor") -> "Tensor":
        """Return the embeddings [texts, pieces, hidden] of *ids*, long [texts, pieces]."""
        return self._bert.embed(ids)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of *texts*, each distinct text encoded once."""
        found = {
            text: (
                self._sentence(read, states),
                pool_words(text, states, _in_text(read), np.array(read.ids)),
            )
            for text, read, states in self._read(texts)
        }
        kept = [found[text] for text in texts]
        sentences = [sentence for sentence, _ in kept] or np.zeros((0, self._bert.hidden))
        return Encoded(np.array(sentences, np.float32), tuple(words for _, words in kept))

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors [texts, d] of `encode` without those of words, which take time."""
        found = {text: self._sentence(read, states) for text, read, states in self._read(texts)}
        return np.array([found[text] for text in texts], np.float32).reshape(-1, self._bert.hidden)

    def _read(self, texts: Sequence[str]) -> Iterator[tuple[str, SubWords, Vectors]]:
        """Yield each distinct text, its sub-words and their states of the last layer."""
        import torch

        distinct = list(dict.fromkeys(texts))
        prompted = self._reader([as_input(PROMPT, text) for text in distinct])
        read = [one.cut(self._longest) for one in prompted]
        lanes = torch.get_num_threads()
        size = min(_PIECES, -(-sum(len(one.ids) for one in read) // lanes))
        batches = list(_batches(distinct, read, size))
        run = self._lanes(lanes).map if lanes > 1 else map
        for batch, states in zip(batches, run(self._states, batches), strict=True):
            for (text, one), each in zip(batch, states, strict=True):
                yield text, one, each.numpy()

    def _states(self, batch: "_Batch") -> "list[Tensor]":
        import torch

        with torch.inference_mode():
            return list(self._bert.states([one.ids for _, one in batch]))

    @staticmethod
    @cache
    def _lanes(lanes: int) -> ThreadPoolExecutor:
        """Return threads that compute a batch each: faster than one batch on all threads.

        A small product is over before its threads have met; the numbers are the same.
        """
        import torch

        return ThreadPoolExecutor(lanes, initializer=torch.set_num_threads, initargs=(1,))

    def _sentence(self, read: SubWords, states: Vectors) -> Vectors:
        """Return the vector [d] of one text of length 1."""
        if self._head is None:
            return unit_rows(states.mean(axis=0))
        ids, mask = np.array([read.ids]), np.ones((1, len(read.ids)), bool)
        content = _in_text(read)[None, :, 1] > 0
        return unit_rows(self._head(weighted_means(states[None], ids, mask, content))[0])


def _in_text(read: SubWords) -> NDArray[np.int64]:
    """Return where sub-words stand in the text itself; the prompt's lie before it."""
    return read.offsets - len(PROMPT)


_Batch = list[tuple[str, SubWords]]


def _batches(texts: Sequence[str], read: Sequence[SubWords], most: int) -> Iterator[_Batch]:
    """Yield texts and their sub-words, the shortest first, *most* sub-words at a time."""
    batch: _Batch = []
    size = 0
    order = sorted(zip(texts, read, strict=True), key=lambda pair: (len(pair[1].ids), pair[0]))
    for text, one in order:
        if batch and size + len(one.ids) > most:
            yield batch
            batch, size = [], 0
        batch.append((text, one))
        size += len(one.ids)
    if batch:
        yield batch


def _bert(folder: Path, base: str, precision: Precision) -> "Bert":
    import torch

    from matching.model.bert import open_bert
    from matching.model.bfloat16_layer import BFloat16Layer
    from matching.model.float_layer import FloatLayer
    from matching.model.int8_layer import Int8Layer
    from matching.model.int8_ranges import load_ranges

    if precision == "float32":
        return open_bert(folder, FloatLayer)
    if precision == "bfloat16":
        return open_bert(folder, BFloat16Layer, torch.bfloat16)
    ranges = load_ranges(base)
    return open_bert(folder, lambda at, weights: Int8Layer(weights, ranges[at]))


def _head(base: str) -> SentenceHead | None:
    """Return the sentence head that ships when it was made for these weights."""
    head = load_sentence_head()
    return head if head.base == base else None
