"""Agreement of the two passes over the gold of labels: Cohen's kappa.

    python -m benchmarks.labels.kappa [tests/gold/labels]

Claim pairs are compared by their label. In document pairs every statement of the left with
every statement of the right is one decision: agree, conflict or none.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.labels.gold import DocumentPair, read_documents, read_pairs, second_pass

FOLDER = Path(__file__).parents[2] / "tests" / "gold" / "labels"
FILES = ("pairs_dev", "pairs_test", "docs_dev", "docs_test")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two passes over the same decisions; `slots` are the slots of conflicts in both."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    slots: tuple[tuple[str, str], ...] = ()

    @property
    def kappa(self) -> float:
        """Cohen's kappa, in [-1, 1]."""
        return cohen_kappa(self.first, self.second)

    def __str__(self) -> str:
        differing = sum(a != b for a, b in zip(self.first, self.second, strict=True))
        line = f"{len(self.first)} decisions, kappa {self.kappa:.3f}, {differing} differ"
        if not self.slots:
            return line
        same = sum(a == b for a, b in self.slots)
        return f"{line}; slot of a conflict equal in {same} of {len(self.slots)}"


def cohen_kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the agreement of two annotators beyond chance; 1.0 where both say one thing only.

    Cohen, J. (1960). A coefficient of agreement for nominal scales.
    """
    total = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / total
    counts = Counter(first), Counter(second)
    chance = sum(counts[0][label] * counts[1][label] for label in counts[0]) / total**2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def agreement_of(path: Path) -> Agreement:
    """Return the agreement of a gold file (pairs_… or docs_…) with its second pass."""
    return _pairs(path) if path.stem.startswith("pairs") else _documents(path)


def _pairs(path: Path) -> Agreement:
    answers = second_pass(path, "pairs")
    rows = read_pairs(path)
    return Agreement(
        tuple(row.label for row in rows),
        tuple(answers[row.pair_id]["label"] for row in rows),
        tuple(
            (row.slot, answers[row.pair_id].get("slot", ""))
            for row in rows
            if row.label == answers[row.pair_id]["label"] == "conflict"
        ),
    )


def _documents(path: Path) -> Agreement:
    answers = second_pass(path, "docs")
    decided = [
        both for pair in read_documents(path) for both in _decisions(pair, answers[pair.pair_id])
    ]
    return Agreement(tuple(a for a, _ in decided), tuple(b for _, b in decided))


def _decisions(pair: DocumentPair, answer: Sequence[dict[str, str]]) -> Iterator[tuple[str, str]]:
    first = {(left, right): label for left, right, label in pair.links}
    second = {(row["left"], row["right"]): row["label"] for row in answer}
    for i, left in enumerate(pair.statements(0), 1):
        for j, right in enumerate(pair.statements(1), 1):
            yield first.get((left, right), "none"), second.get((f"L{i}", f"R{j}"), "none")


def main() -> None:
    """Print the agreement of each file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    folder = parser.parse_args().folder
    for name in FILES:
        print(f"{name}: {agreement_of(folder / f'{name}.yaml')}")


if __name__ == "__main__":
    main()
