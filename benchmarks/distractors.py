"""Search misspelt names among many others: how often is one taken for somebody else?

    python -m benchmarks.distractors PAIRS.jsonl.gz DISTRACTORS.jsonl.gz
                                     [--names 2000] [--half measure] [--errors]

PAIRS holds pairs of names (the train split is used), DISTRACTORS lines with "name". From the
first, names of two words or more are drawn and misspelt once each (benchmarks/typos.py); every
misspelt name is searched among all distractors and all drawn names.

- recall: the share of misspelt names for which `compare_names` says "same" of the name they
  were made from. What the search does not bring to the comparison is missed as well.
- false merge: a misspelt name and a distractor that is another name are called "same". It is
  counted per comparison (every misspelt name with every distractor, compared in full or
  dropped by the search) and per misspelt name. A distractor whose letters are those of the
  true name is that name: no one could tell them apart, and it is no false merge.

`--half tune` and `--half measure` take names whose hash is even or odd: rules are tuned on one
half only. Figures are the same on every run.
"""

import argparse
import gzip
import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.names import read_pairs
from benchmarks.typos import Typo, misspell
from matching.full_names import full_name
from matching.name_keys import as_scanned
from matching.names import compare_names

_SEED = 20261125


@dataclass(frozen=True, slots=True)
class SearchScores:
    """What became of the misspelt names; rates in [0, 1].

    `merges` are pairs of a misspelt name and a distractor called the same, `merged` the
    misspelt names that have one, `compared` the pairs that the search let through.
    """

    queries: int
    distractors: int
    found: int
    recall: float
    compared: int
    merges: int
    merged: int
    per_comparison: float
    per_query: float
    recall_by_treatment: dict[str, float]


class NameIndex:
    """Names by their words, found again with one slip in any of them.

    A word is listed under itself, under itself with any one letter left out, and as a scan
    reads it; two words one slip apart share such a key. A name is a candidate when two of its
    words are found so, one for a name of one word.

    Source: deletion neighbourhoods (Bocek, Hunt and Stiller 2007).
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(names))
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self.names):
            for key in {key for word in full_name(name).core for key in _keys(word)}:
                self._by_key[key].append(number)

    def candidates(self, written: str) -> Iterator[str]:
        """Yield the names that share two words with a written name, one for a single word."""
        words = full_name(written).core
        shared: Counter[int] = Counter()
        for word in words:
            shared.update({number for key in _keys(word) for number in self._by_key[key]})
        needed = min(2, len(words))
        return (self.names[number] for number, count in shared.items() if count >= needed)


def _keys(word: str) -> set[str]:
    readings = {word, as_scanned(word)}
    shorter = {word[:at] + word[at + 1 :] for at in range(len(word)) if len(word) > 2}
    return readings | shorter


def draw_names(pairs: Path, count: int, half: str) -> list[str]:
    """Return up to *count* names of two words or more of one half, in an order of chance."""
    names = {
        name
        for pair in read_pairs(pairs, split="train")
        for name in (pair["a"], pair["b"])
        if len(full_name(name).core) > 1 and all(len(word) > 1 for word in full_name(name).core)
    }
    ranked = sorted(names, key=_digest)
    wanted = {"tune": 0, "measure": 1}[half]
    return [name for name in ranked if _digest(name)[-1] % 2 == wanted][:count]


def _digest(name: str) -> bytes:
    return hashlib.sha256(f"{_SEED}|{name}".encode()).digest()


def read_distractors(path: Path) -> list[str]:
    """Return the names of a file of distractors."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        return [json.loads(line)["name"] for line in lines]


def _letters(name: str) -> str:
    return "".join(sorted(full_name(name).words))


def search(
    names: Sequence[str], distractors: Sequence[str]
) -> Iterator[tuple[str, Typo, bool, int, list[str]]]:
    """Yield (name, typo, is found, pairs compared, distractors called the same)."""
    chance = random.Random(_SEED)  # noqa: S311 - chance, not secrecy
    index = NameIndex((*distractors, *names))
    others = set(distractors)
    for name in names:
        typo = misspell(name, chance)
        if typo is None:
            continue
        near = list(index.candidates(typo.written))
        same = [other for other in near if compare_names(typo.written, other).decision == "same"]
        wrong = [o for o in same if o in others and _letters(o) != _letters(name)]
        yield name, typo, name in same, len(near), wrong


def score_search(names: Sequence[str], distractors: Sequence[str]) -> SearchScores:
    """Return the figures of a search of misspelt *names* among *distractors*."""
    rows = list(search(names, distractors))
    asked, hit = Counter(t.treatment for _, t, *_ in rows), Counter[str]()
    hit.update(typo.treatment for _, typo, found, *_ in rows if found)
    merges = sum(len(wrong) for *_, wrong in rows)
    merged = sum(bool(wrong) for *_, wrong in rows)
    found = sum(hit.values())
    return SearchScores(
        queries=len(rows),
        distractors=len(set(distractors)),
        found=found,
        recall=found / max(1, len(rows)),
        compared=sum(compared for _, _, _, compared, _ in rows),
        merges=merges,
        merged=merged,
        per_comparison=merges / max(1, len(rows) * len(set(distractors))),
        per_query=merged / max(1, len(rows)),
        recall_by_treatment={kind: hit[kind] / count for kind, count in sorted(asked.items())},
    )


def main() -> None:
    """Print the figures, and with --errors the merges and the names that were missed."""
    parser = argparse.ArgumentParser(description="Search misspelt names among distractors.")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("distractors", type=Path)
    parser.add_argument("--names", type=int, default=2000)
    parser.add_argument("--half", default="measure", choices=("tune", "measure"))
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    names = draw_names(options.pairs, options.names, options.half)
    distractors = read_distractors(options.distractors)
    scores = score_search(names, distractors)
    print(
        f"{scores.queries} misspelt names among {scores.distractors:,} distractors: "
        f"recall {scores.recall:.3f}; {scores.merges} false merges: 1 in "
        f"{1 / scores.per_comparison if scores.merges else float('inf'):,.0f} comparisons, "
        f"{scores.per_query:.4f} per misspelt name; {scores.compared:,} pairs compared in full"
    )
    print(" ".join(f"{kind} {share:.3f}" for kind, share in scores.recall_by_treatment.items()))
    if options.errors:
        for name, typo, is_found, _, wrong in search(names, distractors):
            if wrong or not is_found:
                what = "; ".join(wrong) if wrong else "missed"
                print(f"{typo.treatment:9} {name} → {typo.written}: {what}")


if __name__ == "__main__":
    main()
