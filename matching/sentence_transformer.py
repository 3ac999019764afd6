"""Any sentence-transformers model as an encoder, in single precision."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from matching.embed import Encoded, Vectors, WordVectors
from matching.errors import ModelError
from matching.model.sub_words import as_input
from matching.pooling import pool_words, rarity_by_length, unit_rows
from matching.tokens import tokenize

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 16


class SentenceTransformerEncoder:
    """A model loaded from a folder or by its name on a hub; it has no entailment head.

    A folder is read without any network access. Models without a fast tokenizer have no
    contextual word vectors: each word is encoded by itself instead.
    """

    def __init__(self, model: str | Path, *, device: str = "cpu") -> None:
        """Load *model*; ModelError when it cannot be loaded."""
        self._model = _load(model, device)
        self._name = str(model)
        self._revision = _parameter_hash(self._model)
        self._prompt = _prompt(self._model)

    @property
    def name(self) -> str:
        """Name of the model, as the folder's path or the hub gives it."""
        return self._name

    @property
    def revision(self) -> str:
        """SHA-256 of the parameters."""
        return self._revision

    @property
    def precision(self) -> str:
        """Number format of the parameters."""
        return str(self._model.dtype).removeprefix("torch.")

    @property
    def head(self) -> None:
        """No entailment head was trained on top of it."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Return None, whatever *pairs* are: there is no head."""

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

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors [texts, d] of `encode` without those of words."""
        return self.encode(texts).sentences

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
        return [
            (sentence, pool_words(text, row[kept], where[kept], pieces[kept]))
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
        return unit_rows(sentences), output["token_embeddings"].float().cpu().numpy()

    def _encode_apart(
        self, texts: Sequence[str], prompted: Sequence[str]
    ) -> list[tuple[Vectors, WordVectors]]:
        """Encode texts and, apart from them, their words."""
        tokens = [tuple(t for t in tokenize(text) if t.is_word) for text in texts]
        words = sorted({token.text for row in tokens for token in row})
        vectors = unit_rows(
            np.asarray(self._model.encode([*prompted, *words], prompt="", batch_size=_BATCH))
        )
        place = {word: len(prompted) + index for index, word in enumerate(words)}
        return [
            (
                vectors[i],
                WordVectors(row, vectors[[place[t.text] for t in row]], rarity_by_length(row)),
            )
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
