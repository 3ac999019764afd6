"""A sentence model of two random layers of 16 dimensions, and a head for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from matching.model.head_file import write_head
from matching.model.lower_layers import LowerLayers
from matching.model.pair_head import PairHead

HIDDEN, HEADS, FEED_FORWARD, LAYERS = 16, 2, 32, 2
ENCODER = "e" * 64
"""Stands for the SHA-256 of the encoder's weights."""

_WORDS = "<s> <pad> </s> <unk> query : the bridge closed on Monday Friday el puente cerró".split()


class TinyModel:
    """The parts of a sentence model that the lower layers are made of."""

    def __init__(self) -> None:
        torch.manual_seed(1)
        config = BertConfig(
            vocab_size=len(_WORDS),
            hidden_size=HIDDEN,
            num_hidden_layers=LAYERS,
            num_attention_heads=HEADS,
            intermediate_size=FEED_FORWARD,
            max_position_embeddings=200,
            pad_token_id=1,
        )
        self.model: Any = BertModel(config, add_pooling_layer=False).eval()
        self.tokenizer = _tokenizer()

    def pieces(self, texts: Sequence[str], most: int) -> list[Sequence[int]]:
        """Return the numbers of each text's words, between separators."""
        read = self.tokenizer(list(texts), truncation=True, max_length=most)
        found: list[Sequence[int]] = read["input_ids"]
        return found

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the embeddings of words."""
        found: torch.Tensor = self.model.embeddings(ids)
        return found


def tiny_lower(model: Any = None) -> LowerLayers:
    """Return the lower layers of a tiny head above a tiny model."""
    return LowerLayers(model or TinyModel(), tiny_head())


def tiny_head(seed: int = 2) -> PairHead:
    """Return a head of random weights for the tiny model."""
    torch.manual_seed(seed)
    return PairHead(HIDDEN, HEADS, FEED_FORWARD, 1, 1).eval()


def write_tiny_head(path: Path, encoder: str = ENCODER) -> str:
    """Write a tiny head that names *encoder* as its own; return the file's SHA-256."""
    weights = {name: value.numpy() for name, value in tiny_head().state_dict().items()}
    return write_head(path, weights, {"heads": str(HEADS), "encoder_sha256": encoder})


def _tokenizer() -> PreTrainedTokenizerFast:
    words = Tokenizer(WordLevel({word: at for at, word in enumerate(_WORDS)}, "<unk>"))
    words.pre_tokenizer = Whitespace()  # type: ignore[assignment]
    words.post_processor = TemplateProcessing(  # type: ignore[assignment]
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    pieces = {"pad_token": "<pad>", "unk_token": "<unk>"}
    return PreTrainedTokenizerFast(tokenizer_object=words, **pieces)
