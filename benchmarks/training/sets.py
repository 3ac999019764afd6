"""The public sets whose licence lets shipped weights be trained on them, as rows.

Which sets, and why no others: docs/entailment.md. What a test of `contraste bench labels`
measures is not read here: FEVER stays out because FeverSymmetric shares pairs with it, and
so do XNLI, InferES, Breaking-NLI and PAWS-X.
"""

import gzip
import json
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


_RELATIONS = {"entailment": "agree", "contradiction": "conflict"}

SETS = (
    TrainingSet("mnli_dev_matched", ("dev_matched",)),
    TrainingSet("snli_dev_test", ("dev", "test")),
    TrainingSet("cad_snli", ("train", "dev", "test")),
    TrainingSet("wikifactcheck_refuted", ("train",)),
    TrainingSet("semantoneg", ("train",)),
    TrainingSet("negation_nli", ("test",)),
)


def read_sets(data: Path, sets: Sequence[TrainingSet] = SETS) -> list[Row]:
    """Return the distinct rows of *sets*; a pair that carries two labels is left out."""
    rows = [row for one in sets for row in _read(data / "nli" / f"{one.file}.jsonl.gz", one)]
    labels: dict[tuple[str, str], set[str | None]] = {}
    for row in rows:
        labels.setdefault((row.premise, row.hypothesis), set()).add(row.label)
    distinct = {(row.premise, row.hypothesis): row for row in rows}
    return [row for pair, row in distinct.items() if len(labels[pair]) == 1]


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
