"""Measure `resolve_name`: who of a story's roster a written name means.

    python -m benchmarks.rosters FILE.yaml [--errors]

FILE is a list of stories: `id`, `roster` (names) and `cases` (`surface`, `expected`: a name of
the roster or null, `kind`). Two rosters of one story that are merged count as well: no two of
its names may be called the same.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from matching.names import compare_names
from matching.resolving import resolve_name

_REPAIRED = frozenset({"typo", "accent"})


@dataclass(frozen=True, slots=True)
class Case:
    """One written name with what was expected and what was found, None for nobody."""

    story: str
    surface: str
    kind: str
    expected: str | None
    found: str | None


@dataclass(frozen=True, slots=True)
class RosterScores:
    """Shares in [0, 1] and counts over all cases.

    `repaired` is the share of typos and accents that find their name; `right` the share of
    all cases; `wrong_merges` counts names given to somebody they do not mean; `member_merges`
    the pairs of one roster that are called the same.
    """

    cases: int
    typos: int
    repaired: float
    right: float
    wrong_merges: int
    member_pairs: int
    member_merges: int


def read_stories(path: Path) -> list[dict[str, Any]]:
    """Return the stories of a file of rosters."""
    stories: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return stories


def resolve_cases(stories: Sequence[dict[str, Any]]) -> Iterator[Case]:
    """Yield every case of the stories with what `resolve_name` finds."""
    for story in stories:
        for case in story["cases"]:
            found = resolve_name(case["surface"], story["roster"]).name
            yield Case(story["id"], case["surface"], case["kind"], case["expected"], found)


def merged_members(stories: Sequence[dict[str, Any]]) -> tuple[int, list[tuple[str, str]]]:
    """Return (pairs of one roster, those that are called the same)."""
    pairs = [
        (left, right, story["roster"])
        for story in stories
        for left, right in combinations(story["roster"], 2)
    ]
    merged = [
        (left, right)
        for left, right, roster in pairs
        if compare_names(left, right, roster).decision == "same"
        or resolve_name(left, roster).name != left
    ]
    return len(pairs), merged


def score_rosters(stories: Sequence[dict[str, Any]]) -> RosterScores:
    """Return the figures of all stories."""
    cases = list(resolve_cases(stories))
    typos = [case for case in cases if case.kind in _REPAIRED and case.expected is not None]
    pairs, merged = merged_members(stories)
    return RosterScores(
        cases=len(cases),
        typos=len(typos),
        repaired=sum(case.found == case.expected for case in typos) / max(1, len(typos)),
        right=sum(case.found == case.expected for case in cases) / max(1, len(cases)),
        wrong_merges=sum(case.found not in (None, case.expected) for case in cases),
        member_pairs=pairs,
        member_merges=len(merged),
    )


def main() -> None:
    """Print the figures of a file, and with --errors the cases that went wrong."""
    parser = argparse.ArgumentParser(description="Measure resolve_name on rosters.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the wrong cases too")
    options = parser.parse_args()
    stories = read_stories(options.path)
    scores = score_rosters(stories)
    print(
        f"{scores.cases} cases: right {scores.right:.3f}; {scores.typos} typos and accents: "
        f"repaired {scores.repaired:.3f}; wrong merges {scores.wrong_merges}; "
        f"{scores.member_pairs} pairs of members: merged {scores.member_merges}"
    )
    if options.errors:
        for case in resolve_cases(stories):
            if case.found != case.expected:
                print(f"{case.story} {case.kind:15} {case.surface} → {case.found}", end="")
                print(f" (expected {case.expected})")
        for left, right in merged_members(stories)[1]:
            print(f"merged: {left} | {right}")


if __name__ == "__main__":
    main()
