"""The files of a sentence-transformers folder, as plain data."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.errors import ModelError
from matching.model.q4_file import Pieces, Q4File, Shape

MODEL_NAME = "intfloat/multilingual-e5-small"
PROMPT = "query: "
_CONFIG = "config.json"
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def state_dict(weights: Q4File) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Yield every tensor of a BERT encoder under its name in `transformers`.

    Full precision is twice as large on disk as half, but loads in half the time and
    memory: the file is mapped, not converted.
    """
    shape = weights.shape
    for name, source, dimensions in _layout(shape):
        values = weights.tensor(source)
        if values.size != int(np.prod(dimensions)):
            raise ModelError(
                f"The weight file's {source!r} has {values.size} values, not {dimensions}."
            )
        yield name, values.reshape(dimensions)
    # Mean pooling never reads BERT's own pooler and the file has none, but loading a folder
    # without it would fill it at random and warn.
    yield "pooler.dense.weight", np.zeros((shape.hidden, shape.hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(shape.hidden, np.float32)


def _layout(shape: Shape) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Yield (name in transformers, name in the file, dimensions) of every tensor."""
    hidden = shape.hidden
    yield "embeddings.word_embeddings.weight", "emb.word", (shape.vocabulary, hidden)
    yield "embeddings.position_embeddings.weight", "emb.pos", (shape.positions, hidden)
    yield "embeddings.token_type_embeddings.weight", "emb.type", (shape.token_types, hidden)
    yield "embeddings.LayerNorm.weight", "emb.ln.w", (hidden,)
    yield "embeddings.LayerNorm.bias", "emb.ln.b", (hidden,)
    widths = {"fi": (shape.feed_forward, hidden), "fo": (hidden, shape.feed_forward)}
    for layer in range(shape.layers):
        for part, module in _LAYER_PARTS.items():
            rows, columns = widths.get(part, (hidden, hidden))
            weight = (rows,) if part.endswith("ln") else (rows, columns)
            prefix = f"encoder.layer.{layer}.{module}"
            yield f"{prefix}.weight", f"l{layer}.{part}.w", weight
            yield f"{prefix}.bias", f"l{layer}.{part}.b", (rows,)


def read_shape(folder: Path) -> Shape:
    """Return the dimensions that `configuration` wrote; ModelError when they are not there."""
    try:
        found = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
        return Shape(
            hidden=found["hidden_size"],
            layers=found["num_hidden_layers"],
            heads=found["num_attention_heads"],
            feed_forward=found["intermediate_size"],
            vocabulary=found["vocab_size"],
            positions=found["max_position_embeddings"],
            token_types=found["type_vocab_size"],
            epsilon=found["layer_norm_eps"],
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"The model folder {folder} cannot be read: {error}.") from error


def tensor_count(shape: Shape) -> int:
    """Return how many tensors `state_dict` yields for a model of this shape."""
    return sum(1 for _ in _layout(shape)) + 2


def configuration(shape: Shape, pieces: Pieces) -> Mapping[str, Any]:
    """Return the folder's JSON files: path inside the folder and content."""
    return {
        _CONFIG: _bert(shape, pieces),
        "tokenizer_config.json": _tokenizer(shape, pieces),
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": PROMPT},
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            _module(0, "", "sentence_transformers.models.Transformer"),
            _module(1, "1_Pooling", "sentence_transformers.models.Pooling"),
            _module(2, "2_Normalize", "sentence_transformers.models.Normalize"),
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
        "2_Normalize/config.json": {},
    }


def _bert(shape: Shape, pieces: Pieces) -> Mapping[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "intermediate_size": shape.feed_forward,
        "layer_norm_eps": shape.epsilon,
        "max_position_embeddings": shape.positions,
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "pad_token_id": pieces.pad,
        "type_vocab_size": shape.token_types,
        "vocab_size": shape.vocabulary,
        "dtype": "float32",
    }


def _tokenizer(shape: Shape, pieces: Pieces) -> Mapping[str, Any]:
    bos, eos, pad, unknown = (
        pieces.texts[index] for index in (pieces.bos, pieces.eos, pieces.pad, pieces.unknown)
    )
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": shape.positions,
        "model_input_names": ["input_ids", "attention_mask"],
        "bos_token": bos,
        "cls_token": bos,
        "eos_token": eos,
        "sep_token": eos,
        "pad_token": pad,
        "unk_token": unknown,
    }


def _module(index: int, path: str, kind: str) -> Mapping[str, Any]:
    return {"idx": index, "name": str(index), "path": path, "type": kind}
