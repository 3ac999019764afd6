"""Public sets as rows: which lines count, and what their labels tell."""

import gzip
import json
from pathlib import Path

from benchmarks.training.__main__ import SHARES
from benchmarks.training.sets import SETS, Row, TrainingSet, read_sets


def _line(premise: str, hypothesis: str, label: str, split: str = "dev") -> str:
    row = {"premise": premise, "hypothesis": hypothesis, "label": label, "split": split}
    return json.dumps({**row, "lang_p": "en", "lang_h": "en"}) + "\n"


def test_rows_are_distinct_labelled_and_of_the_splits_named(tmp_path: Path) -> None:
    """Other splits, lines without a label and pairs with two labels are left out."""
    lines = [
        _line("A dog  runs.", "An animal\nmoves.", "entailment"),
        _line("A dog runs.", "An animal moves.", "entailment"),
        _line("A dog runs.", "A dog sleeps.", "contradiction"),
        _line("A dog runs.", "A dog is brown.", "neutral"),
        _line("A dog runs.", "A dog barks.", "-"),
        _line("A boy swims.", "A boy dives.", "neutral"),
        _line("A boy swims.", "A boy dives.", "contradiction"),
        _line("A cat eats.", "A pet eats.", "entailment", "train"),
    ]
    (tmp_path / "nli").mkdir()
    with gzip.open(tmp_path / "nli/tiny.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.writelines(lines)
    assert read_sets(tmp_path, [TrainingSet("tiny", ("dev",))]) == [
        Row("A dog runs.", "An animal moves.", "entailment", "tiny", "en", "agree"),
        Row("A dog runs.", "A dog sleeps.", "contradiction", "tiny", "en", "conflict"),
        Row("A dog runs.", "A dog is brown.", "neutral", "tiny", "en", None),
    ]


def test_an_epoch_shows_every_source_and_no_other() -> None:
    """A source without a share would be read and never seen."""
    assert set(SHARES) == {one.file for one in SETS} | {
        "frames",
        "groups",
        "edits",
        "contrasts",
        "word_order",
    }
    assert all(share > 0 for share in SHARES.values())


def test_what_the_benchmark_measures_is_not_trained_on() -> None:
    """Nor FEVER, which shares pairs with FeverSymmetric."""
    names = " ".join(one.file for one in SETS)
    assert not [name for name in ("xnli", "inferes", "breaking", "paws", "fever") if name in names]
