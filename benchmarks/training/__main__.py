"""Trains the entailment head: `python -m benchmarks.training --data DATA --work FOLDER`."""

import argparse
from collections import Counter
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer

from benchmarks.training.edits import edit_pairs, read_parallel
from benchmarks.training.frames import make_pairs
from benchmarks.training.generated import contrasts_of, word_order_of
from benchmarks.training.groups import group_pairs
from benchmarks.training.rows import both_ways, one_way
from benchmarks.training.sets import read_sets
from benchmarks.training.states import StateStore
from benchmarks.training.train import Phase, Schedule, new_head, train
from benchmarks.training.word_order import read_references
from matching.model import find_weights, prepare_model
from matching.model.folder import PROMPT
from matching.model.lower_layers import LowerLayers

SEED = Schedule().seed

SHARES = {
    "mnli_dev_matched": 3.0,
    "snli_dev_test": 0.3,
    "cad_snli": 0.4,
    "negation_nli": 0.4,
    "wikifactcheck_refuted": 0.3,
    "semantoneg": 0.15,
    "frames": 0.2,
    "edits": 0.5,
    "groups": 0.7,
    "contrasts": 0.3,
    "word_order": 0.4,
}
"""How often an epoch shows a row of each source: genres of many kinds more than captions,
which outnumber them."""

PHASES = (Phase("all", SHARES, 372_000),)

INSTANCES = 14
"""Fillings of each frame."""


def main() -> None:
    """Train, going on from the last checkpoint in the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    model = prepare_model(find_weights(), options.work / "model")
    parallel = options.data / "bitext/ntrex_en_es.jsonl.gz"
    cache = options.work / "translations.json"
    public = both_ways(read_sets(options.data), cache)
    rows = [
        *public,
        *one_way(make_pairs(INSTANCES, SEED), "frames"),
        *one_way(group_pairs(SEED), "groups"),
        *one_way(edit_pairs(read_parallel(parallel), SEED), "edits"),
        *one_way(contrasts_of(public, read_parallel(parallel), SEED), "contrasts"),
        *one_way(word_order_of(public, read_references(parallel), cache, SEED), "word_order"),
    ]
    for source, count in sorted(Counter(row.source for row in rows).items()):
        print(f"{count} rows of {source}")
    print(f"{len(rows)} rows, {sum(len(row.views()) == 4 for row in rows)} in both languages")
    store = StateStore(options.work / "states")
    transformer = SentenceTransformer(str(model), local_files_only=True)
    store.add({text for row in rows for text in row.texts()}, LowerLayers(transformer, PROMPT))
    train(new_head(model), rows, store, PHASES, options.work)


if __name__ == "__main__":
    main()
