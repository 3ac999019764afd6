"""Trains: `python -m benchmarks.training_embedding --data DATA --translations FILE --work FOLDER`.

DATA holds sts/sts17, nli/snli_dev_test and bitext/tatoeba_spa_eng (.jsonl.gz); FILE is what
benchmarks.training.translate makes. Means already in FOLDER are not computed again. Prints
the SHA-256 that matching/model/sentence_head.py must name.
"""

import argparse
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from benchmarks.training_embedding.fit import fit, gather
from benchmarks.training_embedding.means import MeanStore
from benchmarks.training_embedding.scenes import all_texts, read_bitext, read_scenes
from matching.model import find_weights, prepare_model
from matching.model.manifest import file_hash, read_manifest
from matching.model.sentence_head import WEIGHTS

_SCENES = 2_500


def main() -> None:
    """Train and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--translations", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    model = prepare_model(find_weights(), options.work / "model")
    manifest = read_manifest(model)
    assert manifest, "prepare_model writes a manifest"
    scenes = read_scenes(options.data, options.translations, _SCENES)
    bitext = read_bitext(options.data)
    store = MeanStore(options.work / "means")
    store.add(all_texts(scenes, bitext), model)
    weight, bias = fit(gather(scenes, bitext, store))
    save_file(
        {"weight": weight.astype(np.float16), "bias": bias.astype(np.float16)},
        options.out,
        metadata={"base": manifest.model, "base_sha256": manifest.weights_sha256},
    )
    print(f"{len(scenes)} scenes, {len(bitext)} translations -> {options.out}")
    print(file_hash(options.out))


if __name__ == "__main__":
    main()
