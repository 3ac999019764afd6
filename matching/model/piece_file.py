"""The pieces of a weight file as a SentencePiece model, which is what texts are cut by.

The `tokenizers` library reads the same pieces into five times the memory, in twice the
time; its file is there for the libraries that want it (`tokenizer_file.py`).

Source: Kudo and Richardson 2018, SentencePiece.
"""

from collections.abc import Mapping
from typing import Any

import sentencepiece

from matching.model.q4_file import Pieces

_MASK = "<mask>"
_RULES = "nmt_nfkc"
"""Unicode NFKC as sequences of characters, with what neural translation adds to it."""

_ERRORS_ALONE = 2


def build_piece_file(pieces: Pieces, characters: Mapping[str, str]) -> bytes:
    """Return a serialised `ModelProto`; the numbers of its pieces are those of the weight file.

    *characters* are what the file says of single characters; sequences ("e" and U+0301) are
    read by the library's own rules, which the model was trained with.
    """
    # Imported here: only making the file needs protobuf.
    from sentencepiece import sentencepiece_model_pb2

    proto: Any = sentencepiece_model_pb2

    model = proto.ModelProto()
    kinds = proto.ModelProto.SentencePiece
    special = dict.fromkeys((pieces.bos, pieces.eos, pieces.pad), kinds.CONTROL)
    special[pieces.unknown] = kinds.UNKNOWN
    for number, (text, score) in enumerate(zip(pieces.texts, pieces.scores, strict=True)):
        usual = kinds.CONTROL if text == _MASK else kinds.NORMAL
        model.pieces.add(piece=text, score=score, type=special.get(number, usual))
    trained = model.trainer_spec
    trained.model_type = proto.TrainerSpec.UNIGRAM
    trained.vocab_size = len(pieces.texts)
    for name in ("bos", "eos", "pad"):
        setattr(trained, f"{name}_id", getattr(pieces, name))
        setattr(trained, f"{name}_piece", pieces.texts[getattr(pieces, name)])
    trained.unk_id, trained.unk_piece = pieces.unknown, pieces.texts[pieces.unknown]
    model.normalizer_spec.ParseFromString(_normaliser(characters))
    return bytes(model.SerializeToString(deterministic=True))


def _normaliser(characters: Mapping[str, str]) -> bytes:
    sentencepiece.set_min_log_level(_ERRORS_ALONE)
    rules = dict(sentencepiece.SentencePieceNormalizer(rule_name=_RULES).Decompile())
    made = sentencepiece.SentencePieceNormalizer(
        norm_map=sorted((rules | dict(characters)).items()),
        add_dummy_prefix=True,
        escape_whitespaces=True,
        remove_extra_whitespaces=True,
    )
    return bytes(made.serialized_normalizer_spec())
