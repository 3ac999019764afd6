"""Trains the entailment head: `python -m benchmarks.training --data DATA --work FOLDER`."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from benchmarks.training.corpus import number
from benchmarks.training.edits import edit_pairs, read_parallel
from benchmarks.training.frames import make_pairs
from benchmarks.training.generated import contrasts_of, word_order_of
from benchmarks.training.group_rows import beside, echoes, line_texts, translated
from benchmarks.training.groups import group_pairs, read_groups
from benchmarks.training.material import Material, Schedule, Stage
from benchmarks.training.rows import BothWays, both_ways, one_way, translations
from benchmarks.training.sets import FEVER, read_sets
from benchmarks.training.train import Trainer
from benchmarks.training.word_order import read_references
from matching.model import find_weights, prepare_model

SEED = 20261126

SHARES = {
    "mnli_dev_matched": 3.0,
    "snli_dev_test": 0.5,
    "cad_snli": 0.5,
    "negation_nli": 0.4,
    "wikifactcheck_refuted": 0.35,
    "semantoneg": 0.2,
    "fever_dev_gold": 0.6,
    "frames": 0.07,
    "edits": 0.2,
    "groups": 0.18,
    "groups_translated": 0.08,
    "echoes": 0.25,
    "contrasts": 0.1,
    "word_order": 0.2,
}
"""How often an epoch shows a row of each source: genres of many kinds more than captions,
which outnumber them."""

UNTOLD = {"beside": 0.6}
"""Rows without classes, for heads that have teachers."""

PLAIN = frozenset({"mnli_dev_matched", "snli_dev_test", "cad_snli", "negation_nli"})
"""Sources that are learned with whatever their style tells."""

STAGES = (
    Stage("first", lower=4, views=922_000, seed=1),
    Stage("second", lower=2, views=977_000, seed=2),
    Stage("third", lower=4, views=855_000, seed=3, debias=False),
    Stage(
        "head",
        lower=4,
        views=1_711_000,
        seed=4,
        rate=2.5e-4,
        start="third",
        teachers=("first", "second", "third"),
    ),
)

INSTANCES = 14
"""Fillings of each frame, for each seed."""

_FILLINGS = 3
_DRAWINGS = 5
"""Seeds for what is made of frames and sentences, and for what is drawn from groups."""


def main() -> None:
    """Train, going on from the last checkpoint in the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=0, help="processes that pack batches")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    model = prepare_model(find_weights(), options.work / "model")
    rows = list(read_rows(options.data, options.work / "translations.json"))
    for source, count in sorted(Counter(row.source for row in rows).items()):
        print(f"{count} rows of {source}")
    corpus, table = number(rows, Tokenizer.from_file(str(model / "tokenizer.json")))
    encoder = load_file(model / "model.safetensors")
    shape = json.loads((model / "config.json").read_text(encoding="utf-8"))
    encoder = {name.removeprefix("bert."): value for name, value in encoder.items()}
    material = Material(corpus, table, SHARES, UNTOLD, PLAIN, encoder, shape)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    trainer = Trainer(material, options.work, Schedule(), options.workers, device)
    for stage in STAGES:
        trainer.train(stage)


def read_rows(data: Path, cache: Path) -> Iterator[BothWays]:
    """Yield the distinct rows of all sources; *cache* keeps translations between runs."""
    public = both_ways(read_sets(data), cache)
    yield from public
    seen: set[str] = set()
    for row in (*_made(public, data, cache), *_grouped(cache)):
        if repr(row) not in seen:
            seen.add(repr(row))
            yield row


def _made(public: list[BothWays], data: Path, cache: Path) -> Iterator[BothWays]:
    path = data / "bitext/ntrex_en_es.jsonl.gz"
    scenes = [row for row in public if row.source != FEVER]
    for seed in range(SEED, SEED + _FILLINGS):
        yield from one_way(make_pairs(INSTANCES, seed), "frames")
        yield from one_way(edit_pairs(read_parallel(path), seed), "edits")
        yield from one_way(contrasts_of(scenes, read_parallel(path), seed), "contrasts")
        orders = word_order_of(scenes, read_references(path), cache, seed)
        yield from one_way(orders, "word_order")


def _grouped(cache: Path) -> Iterator[BothWays]:
    groups = read_groups()
    known = translations(line_texts(groups), cache)
    seeds = range(SEED, SEED + _DRAWINGS)
    pairs = [row for seed in seeds for row in one_way(group_pairs(seed), "groups")]
    yield from pairs
    yield from translated(pairs, known)
    yield from echoes(groups, known, SEED)
    yield from beside(groups, known, SEED)


if __name__ == "__main__":
    main()
