"""A sentence-transformers model of random weights: a real folder for CONTRASTE_MODEL.

It tells little about meaning and loads at once, so that a process that was killed is back
in the time that importing torch takes.
"""

import importlib
import string
from pathlib import Path
from typing import Any

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
_LETTERS = string.ascii_letters + string.digits + string.punctuation + "áéíóúñüÁÉÍÓÚÑ¿¡"
_HIDDEN = 32
_LONGEST = 128


def write_small_model(folder: Path) -> None:
    """Write the model to *folder*, the same numbers each time."""
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import BertConfig, BertModel

    # Where these stand has moved between versions, and type checkers find only one place.
    models: Any = importlib.import_module("sentence_transformers.sentence_transformer.modules")
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(_SPECIAL) + len(_LETTERS),
        hidden_size=_HIDDEN,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=_HIDDEN,
        max_position_embeddings=_LONGEST,
        pad_token_id=0,
    )
    parts = folder.with_name(f"{folder.name}-parts")
    BertModel(config).save_pretrained(parts)
    _tokenizer().save_pretrained(parts)
    words = models.Transformer(str(parts), max_seq_length=_LONGEST)
    model = SentenceTransformer(modules=[words, models.Pooling(_HIDDEN)], device="cpu")
    model.save(str(folder))


def _tokenizer() -> Any:
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split
    from tokenizers.processors import TemplateProcessing
    from transformers import PreTrainedTokenizerFast

    pieces = {piece: at for at, piece in enumerate((*_SPECIAL, *_LETTERS))}
    made = Tokenizer(WordLevel(pieces, "[UNK]"))
    made.pre_tokenizer = Split(Regex("."), "isolated")
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    wrapped: Any = PreTrainedTokenizerFast
    return wrapped(tokenizer_object=made, **names)
