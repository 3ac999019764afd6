"""The public sets whose licence lets shipped weights be trained on them, as rows.

Which sets, and why no others: docs/entailment.md. What a test of `contraste bench labels`
measures is not trained on. FeverSymmetric was made of FEVER: what of FEVER shares a claim or
a sentence of evidence with it is left out.
"""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching.model.pair_head import INFERENCE


@dataclass(frozen=True, slots=True)
class Row:
    """A premise, a hypothesis and what the first says of the second, in one language.

    `label` is one of INFERENCE, `relation` one of RELATION; None where the row does not
    tell. A neutral hypothesis mostly adds to the same scene, which claims may do and still
    agree, so that it tells no relation.
    """

    premise: str
    hypothesis: str
    label: str | None
    source: str
    language: str = "en"
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """A file below nli/ and which of its splits are read."""

    file: str
    splits: tuple[str, ...]


FEVER = "fever_dev_gold"
_SYMMETRIC = "fever_symmetric"
_RELATIONS = {"entailment": "agree", "contradiction": "conflict"}

SETS = (
    TrainingSet("mnli_dev_matched", ("dev_matched",)),
    TrainingSet("snli_dev_test", ("dev", "test")),
    TrainingSet("cad_snli", ("train", "dev", "test")),
    TrainingSet("wikifactcheck_refuted", ("train",)),
    TrainingSet("semantoneg", ("train",)),
    TrainingSet("negation_nli", ("test",)),
    TrainingSet(FEVER, ("dev",)),
)
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")
_NO_WORD = re.compile(r"\W+")


def read_sets(data: Path, sets: Sequence[TrainingSet] = SETS) -> list[Row]:
    """Return the distinct rows of *sets*; a pair that carries two labels is left out."""
    rows = [row for one in sets for row in _read(data / "nli" / f"{one.file}.jsonl.gz", one)]
    if any(one.file == FEVER for one in sets):
        tested = _tested(data)
        rows = [row for row in rows if row.source != FEVER or not _parts(row) & tested]
    labels: dict[tuple[str, str], set[str | None]] = {}
    for row in rows:
        labels.setdefault((row.premise, row.hypothesis), set()).add(row.label)
    distinct = {(row.premise, row.hypothesis): row for row in rows}
    return [row for pair, row in distinct.items() if len(labels[pair]) == 1]


def _tested(data: Path) -> set[str]:
    """Return the claims and evidence of FeverSymmetric, as `_plain` writes them."""
    with gzip.open(data / "nli" / f"{_SYMMETRIC}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {_plain(row[side]) for row in rows for side in ("premise", "hypothesis")}


def _parts(row: Row) -> set[str]:
    """Return both texts of a row and each sentence of the first."""
    return {
        _plain(text) for text in (row.premise, row.hypothesis, *_SENTENCE_END.split(row.premise))
    }


def _plain(text: str) -> str:
    return _NO_WORD.sub(" ", text.lower()).strip()


def _read(path: Path, one: TrainingSet) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            if found["split"] in one.splits and found["label"] in INFERENCE:
                yield Row(
                    " ".join(found["premise"].split()),
                    " ".join(found["hypothesis"].split()),
                    found["label"],
                    one.file,
                    found["lang_p"],
                    _RELATIONS.get(found["label"]),
                )
