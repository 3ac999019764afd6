"""The tokenizer of a weight file, as the `tokenizers` library runs it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from tokenizers.processors import TemplateProcessing

from matching.model.q4_file import Pieces

_MASK = "<mask>"


def build_tokenizer(pieces: Pieces, characters: Mapping[str, str]) -> Tokenizer:
    """Return a SentencePiece-like Unigram tokenizer that maps offsets back to the text.

    Characters are normalised first (`_normaliser`), runs of spaces become one, and each
    word is cut into the pieces of highest joint probability between <s> and </s>.
    """
    tokenizer = Tokenizer(
        Unigram(list(zip(pieces.texts, pieces.scores, strict=True)), unk_id=pieces.unknown)
    )
    tokenizer.normalizer = _normaliser(characters)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    bos, eos = pieces.texts[pieces.bos], pieces.texts[pieces.eos]
    tokenizer.post_processor = TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, pieces.bos), (eos, pieces.eos)],
    )
    ids = (pieces.bos, pieces.eos, pieces.pad, pieces.unknown)
    special = [pieces.texts[index] for index in sorted(ids)]
    if _MASK in pieces.texts:
        special.append(_MASK)
    tokenizer.add_special_tokens([AddedToken(text, special=True) for text in special])
    return tokenizer


def _normaliser(characters: Mapping[str, str]) -> normalizers.Normalizer:
    """Return what the file's character map does, in terms that keep offsets.

    The map is Unicode NFKC, character by character, and a few dozen exceptions (control
    characters dropped, zero-width characters read as spaces). The exceptions are applied
    first, then NFKC on the whole text, which also composes "e" + U+0301 into "é": the
    vocabulary knows composed letters only.
    """
    exceptions = defaultdict(list)
    for character, replacement in characters.items():
        if unicodedata.normalize("NFKC", character) != replacement:
            exceptions[replacement].append(character)
    steps: list[normalizers.Normalizer] = [
        normalizers.Replace(Regex(f"[{''.join(map(re.escape, found))}]"), replacement)
        for replacement, found in sorted(exceptions.items())
    ]
    return normalizers.Sequence(
        [*steps, normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
