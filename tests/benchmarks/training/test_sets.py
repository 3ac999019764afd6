"""Public sets as rows: which lines count, and what their labels tell."""

import gzip
import json
from pathlib import Path

from benchmarks.training.__main__ import SHARES
from benchmarks.training.sets import FEVER, SETS, Row, TrainingSet, read_sets


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
        "groups_translated",
        "echoes",
        "edits",
        "contrasts",
        "word_order",
    }
    assert all(share > 0 for share in SHARES.values())


def test_what_the_benchmark_measures_is_not_trained_on() -> None:
    """No file that a test is read from."""
    names = " ".join(one.file for one in SETS)
    tests = ("xnli", "inferes", "breaking", "paws", "symmetric")
    assert not [name for name in tests if name in names]


def test_what_the_test_made_of_fever_shares_with_it_is_left_out(tmp_path: Path) -> None:
    """A claim, an evidence or a sentence of it, however it is punctuated."""
    lines = [
        _line("The film is from 1997.", "The film is old.", "entailment"),
        _line("It won a prize. Fox made it.", "Sony made it.", "contradiction"),
        _line("It is a film.", "Fox made the film!", "entailment"),
        _line("Rome is old. It lies in Italy.", "Rome is young.", "contradiction"),
    ]
    tested = [
        _line("The film is from 1997", "The film is new.", "contradiction"),
        _line("Fox made it.", "Fox made the film.", "entailment"),
    ]
    (tmp_path / "nli").mkdir()
    for name, rows in (("fever_dev_gold", lines), ("fever_symmetric", tested)):
        with gzip.open(tmp_path / f"nli/{name}.jsonl.gz", "wt", encoding="utf-8") as stream:
            stream.writelines(rows)
    (row,) = read_sets(tmp_path, [TrainingSet(FEVER, ("dev",))])
    assert row.hypothesis == "Rome is young."
