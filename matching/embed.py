"""Texts as vectors: one for each text, one for each of its words in that context."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from matching.entail import Entailer, Judged
from matching.errors import EncodingError, ModelError
from matching.model.lower_layers import as_input
from matching.model.manifest import read_manifest
from matching.model.sentence_head import SentenceHead, load_sentence_head, weighted_means
from matching.model.shipped_head import find_head
from matching.tokens import Token, tokenize

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

_BATCH = 16
# Equal texts give equal bits on one machine whatever else is in the batch; rounding keeps
# them equal where a numerical library adds up in another order.
_DECIMALS = 6


@dataclass(frozen=True, slots=True, eq=False)
class WordVectors:
    """The words of one text and their vectors: `vectors[i]` is `tokens[i]` in context.

    Vectors have length 1. Punctuation has no vector, nor have words beyond the longest
    input that the model reads (512 sub-words for the embedded one). `rarity[i]` is the sum
    of the log ranks of the word's sub-words in the model's vocabulary, which is sorted by
    frequency: about 2 for "de", 10 for "seguridad", 35 for "narcotráfico".
    """

    tokens: tuple[Token, ...]
    vectors: Vectors
    rarity: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Texts as vectors: `sentences[i]` (length 1) and `words[i]` belong to text i."""

    sentences: Vectors
    words: tuple[WordVectors, ...]


class Encoder(Protocol):
    """What turns texts into vectors; two sets of vectors compare only under one encoder."""

    @property
    def name(self) -> str:
        """Name of the model, as its publisher writes it."""

    @property
    def revision(self) -> str:
        """Hexadecimal digest of the weights."""

    @property
    def precision(self) -> str:
        """Number format of the computation, such as "float32"."""

    @property
    def head(self) -> str | None:
        """SHA-256 of the entailment head, None for a model without one."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judged | None:
        """Return what the entailment head says of *pairs* of texts, None without a head."""

    def __hash__(self) -> int:
        """Encoders are keys of caches: equal ones give equal vectors."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of *texts* in their order; equal texts get equal vectors."""


class SentenceTransformerEncoder:
    """Any sentence-transformers model, loaded from a folder or by its name on a hub.

    A folder is read without any network access. The embedded model's sentence vectors go
    through its sentence head (matching/model/sentence_head.py) unless *adapted* is false.
    Models without a fast tokenizer have no contextual word vectors: each word is encoded
    by itself instead.
    """

    def __init__(self, model: str | Path, *, device: str = "cpu", adapted: bool = True) -> None:
        """Load *model*; ModelError when it cannot be loaded."""
        self._model = _load(model, device)
        manifest = read_manifest(Path(model))
        self._name = manifest.model if manifest else str(model)
        self._revision = manifest.weights_sha256 if manifest else _parameter_hash(self._model)
        self._head = _head(self._revision) if adapted else None
        if self._head:
            self._revision = self._head.revision_with_base
        self._prompt = _prompt(self._model)
        self._shipped = find_head(manifest.weights_sha256) if manifest else None

    @property
    def name(self) -> str:
        """Name of the model, as its publisher or the folder's path gives it."""
        return self._name

    @property
    def revision(self) -> str:
        """SHA-256 of the source weights, or of the parameters when those are unknown.

        Where a sentence head is used, the SHA-256 of both checksums.
        """
        return self._revision

    @property
    def precision(self) -> str:
        """Number format of the parameters."""
        return str(self._model.dtype).removeprefix("torch.")

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
        if self._shipped is None:
            return None
        shipped = self._shipped
        return Entailer(self._model, shipped.path, shipped.sha256, shipped.encoder_sha256)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of *texts*, each distinct text encoded once.

        Distinct texts are sorted by length, then by content, so that a set of texts gives
        the same batches in whatever order it comes.
        """
        distinct = sorted(set(texts), key=lambda text: (len(text), text))
        if not distinct:
            return Encoded(np.zeros((0, self._dimension), np.float32), ())
        encoded = [
            row
            for start in range(0, len(distinct), _BATCH)
            for row in self._encode_batch(distinct[start : start + _BATCH])
        ]
        place = {text: index for index, text in enumerate(distinct)}
        rows = [encoded[place[text]] for text in texts]
        return Encoded(np.stack([row[0] for row in rows]), tuple(row[1] for row in rows))

    @property
    def _dimension(self) -> int:
        return self._model.get_embedding_dimension() or 0

    def _encode_batch(self, texts: Sequence[str]) -> list[tuple[Vectors, WordVectors]]:
        prompted = [as_input(self._prompt, text) for text in texts]
        tokenizer = self._model.tokenizer
        if not getattr(tokenizer, "is_fast", False):
            return self._encode_apart(texts, prompted)
        read = tokenizer(
            prompted,
            padding=True,
            truncation=True,
            max_length=self._model.max_seq_length,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = read.pop("offset_mapping").numpy() - len(self._prompt)
        sentences, states = self._forward(dict(read))
        ids, mask = read["input_ids"].numpy(), read["attention_mask"].numpy().astype(bool)
        if self._head:
            content = mask & (offsets[..., 1] > 0)
            sentences = _unit(self._head(weighted_means(states, ids, mask, content)))
        return [
            (sentence, _pool_words(text, row[kept], where[kept], pieces[kept]))
            for text, sentence, row, where, pieces, kept in zip(
                texts, sentences, states, offsets, ids, mask, strict=True
            )
        ]

    def _forward(self, features: dict[str, Any]) -> tuple[Vectors, Vectors]:
        """Return sentence vectors [batch, d] and hidden states [batch, sub-words, d]."""
        import torch

        with torch.inference_mode():
            output = self._model({k: v.to(self._model.device) for k, v in features.items()})
        sentences = output["sentence_embedding"].float().cpu().numpy()
        return _unit(sentences), output["token_embeddings"].float().cpu().numpy()

    def _encode_apart(
        self, texts: Sequence[str], prompted: Sequence[str]
    ) -> list[tuple[Vectors, WordVectors]]:
        """Encode texts and, apart from them, their words."""
        tokens = [tuple(t for t in tokenize(text) if t.is_word) for text in texts]
        words = sorted({token.text for row in tokens for token in row})
        vectors = _unit(
            np.asarray(self._model.encode([*prompted, *words], prompt="", batch_size=_BATCH))
        )
        place = {word: len(prompted) + index for index, word in enumerate(words)}
        return [
            (vectors[i], WordVectors(row, vectors[[place[t.text] for t in row]], _by_length(row)))
            for i, row in enumerate(tokens)
        ]


def _load(model: str | Path, device: str) -> "SentenceTransformer":
    """Load a model quietly; a folder never asks a hub."""
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    local = Path(model).is_dir()
    try:
        return SentenceTransformer(
            str(model),
            device=device,
            local_files_only=local,
            model_kwargs={"dtype": torch.float32},
        ).eval()
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(f"The model {model} cannot be loaded: {reason}") from error


def _head(revision: str) -> SentenceHead | None:
    """Return the sentence head that ships when it was made for these weights."""
    head = load_sentence_head()
    return head if head.base == revision else None


def _prompt(model: "SentenceTransformer") -> str:
    """Return what the model wants before each text: its default or query prompt."""
    name = model.default_prompt_name or "query"
    return model.prompts.get(name) or ""


def _parameter_hash(model: "SentenceTransformer") -> str:
    digest = hashlib.sha256()
    for name, values in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(values.cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def _pool_words(
    text: str, states: Vectors, offsets: NDArray[np.int64], ids: NDArray[np.int64]
) -> WordVectors:
    """Average the states of the sub-words that share a character with each word."""
    tokens = [token for token in tokenize(text) if token.is_word]
    starts = np.array([token.span.start for token in tokens], dtype=np.int64)[:, None]
    ends = np.array([token.span.end for token in tokens], dtype=np.int64)[:, None]
    shared = (offsets[None, :, 0] < ends) & (starts < offsets[None, :, 1])
    read: NDArray[np.bool_] = np.asarray(shared.any(axis=1))
    weights = shared[read].astype(np.float32)
    kept = tuple(token for token, known in zip(tokens, read, strict=True) if known)
    return WordVectors(kept, _unit(weights @ states), _rarity(weights, ids))


def _by_length(tokens: Sequence[Token]) -> Vectors:
    """Return a stand-in for rarity where sub-words are unknown: longer words are rarer."""
    return np.array([2.0 * len(token.text) for token in tokens], np.float32)


def _rarity(shared: Vectors, ids: NDArray[np.int64]) -> Vectors:
    """Return each word's summed log rank; the vocabulary's ids are its ranks."""
    ranks = np.log(np.maximum(ids, 1)).astype(np.float32)
    return np.round(shared @ ranks, _DECIMALS)


def _unit(vectors: NDArray[Any]) -> Vectors:
    """Return rows of length 1, rounded; EncodingError when a row is not finite."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    if not np.isfinite(norms).all():
        raise EncodingError("The model gave vectors that are not finite.")
    unit = vectors / np.where(norms > 0, norms, 1)
    return np.round(unit, _DECIMALS).astype(np.float32)
