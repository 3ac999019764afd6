"""Measures the ranges of the 8-bit model: `python -m benchmarks.training_embedding.ranges DATA`.

Reads our own development news whole and sentence by sentence, and Tatoeba's sentences (CC BY 2.0
FR) in DATA, with the model in single precision. Writes `matching/model/int8_ranges.safetensors`
and prints the SHA-256 that `matching/model/int8_ranges.py` must name.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import Tensor

from benchmarks.grouping.gold import read_gold
from benchmarks.training_embedding.scenes import all_texts, read_bitext
from matching.model import find_weights, prepare_model
from matching.model.bert import Weights, open_bert
from matching.model.float_layer import FloatLayer
from matching.model.folder import PROMPT, read_shape
from matching.model.int8_ranges import RANGES
from matching.model.manifest import file_hash, read_manifest
from matching.model.sub_words import SubWordReader
from matching.sentences import split_sentences
from service.config import read_settings

_GOLD = Path(__file__).parents[2] / "tests" / "gold" / "grouping"
_BATCH = 64
Extremes = dict[str, tuple[Tensor, Tensor]]


class RecordingLayer(FloatLayer):
    """A layer that notes the least and greatest value of each column of its inputs."""

    seen: Extremes = {}  # noqa: RUF012 - one record of a whole run

    def __init__(self, layer: int, weights: Weights) -> None:
        super().__init__(layer, weights)
        self._layer = layer

    def _map(self, name: str, x: Tensor) -> Tensor:
        key = f"{self._layer}.{name}"
        low, high = x.amin(dim=0), x.amax(dim=0)
        if key in self.seen:
            low, high = (
                torch.minimum(low, self.seen[key][0]),
                torch.maximum(high, self.seen[key][1]),
            )
        self.seen[key] = (low, high)
        return super()._map(name, x)


def main() -> None:
    """Read every text, then write the ranges."""
    folder = prepare_model(find_weights(), read_settings().cache)
    manifest = read_manifest(folder)
    assert manifest, "prepare_model writes a manifest"
    bert, reader, longest = (
        open_bert(folder, RecordingLayer),
        SubWordReader(folder),
        read_shape(folder).positions,
    )
    texts = [*_news(), *all_texts([], read_bitext(Path(sys.argv[1])))]
    read = sorted(
        (one.cut(longest).ids for one in reader([PROMPT + text for text in texts])), key=len
    )
    with torch.inference_mode():
        for start in range(0, len(read), _BATCH):
            list(bert.states(read[start : start + _BATCH]))
            print(f"{start}/{len(read)}", end="\r", flush=True)
    tensors = {
        f"{key}.{end}": values.numpy().astype(np.float16)
        for key, ends in RecordingLayer.seen.items()
        for end, values in zip(("low", "high"), ends, strict=True)
    }
    save_file(tensors, RANGES, metadata={"base_sha256": manifest.weights_sha256})
    print(f"{len(texts)} texts -> {RANGES}\n{file_hash(RANGES)}")


def _news() -> list[str]:
    """Return the documents of the development files, whole and in sentences."""
    found = []
    for path in sorted(_GOLD.glob("*dev*.yaml")):
        for row in read_gold(path).rows:
            text, language = row.document.text, row.document.language or "en"
            found += [text, *(span.quote(text) for span in split_sentences(text, language))]
    return list(dict.fromkeys(found))


if __name__ == "__main__":
    main()
