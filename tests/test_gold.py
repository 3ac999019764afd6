"""The gold files: every word stands where it is said to, no id twice, the halves apart."""

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks import claims, quotes

GOLD = Path(__file__).parent / "gold"
SETS = ("quotes_es", "claims", "slots", "rosters")
FILES = [path for name in SETS for path in sorted((GOLD / name).glob("*.yaml"))]


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a gold file."""
    return yaml.safe_load(path.read_text("utf-8"))


def name_of(path: Path) -> str:
    """Return the folder and stem of a gold file."""
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_id_stands_twice(path: Path) -> None:
    """A row can be named by its id."""
    ids = [row["id"] for row in rows_of(path)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", SETS)
def test_the_halves_share_no_text(name: str) -> None:
    """What is tested on was not developed with."""
    files = {path: set(map(str, map(_question, rows_of(path)))) for path in _files(name)}
    assert len(files) > 1
    for one, other in combinations(files, 2):
        assert not files[one] & files[other], f"{name_of(one)} and {name_of(other)}"


@pytest.mark.parametrize("path", sorted((GOLD / "quotes_es").glob("*.yaml")), ids=name_of)
def test_the_words_of_quotations_are_found(path: Path) -> None:
    """Every row belongs to the half that its file names, and its contents are located."""
    texts = list(quotes.read_gold(path, path.stem))
    assert len(texts) == len(rows_of(path))
    assert all(span for gold in texts for span in gold.contents)


@pytest.mark.parametrize("path", sorted((GOLD / "claims").glob("*.yaml")), ids=name_of)
def test_the_words_of_claims_are_found_and_belong_to_one_claim(path: Path) -> None:
    """Stretches are located and do not overlap."""
    for row in claims.read_gold(path):
        places = sorted(place for claim in row.claims for place in claim)
        assert all(first[1] <= then[0] for first, then in pairwise(places))


@pytest.mark.parametrize("path", sorted((GOLD / "slots").glob("*.yaml")), ids=name_of)
def test_the_words_of_numbers_and_dates_are_found(path: Path) -> None:
    """Every expression stands in its sentence."""
    for row in rows_of(path):
        for words in _expressions(row):
            plain, _, nth = words.partition("@@")
            assert row["text"].count(plain) >= int(nth or 1), (row["id"], words)


@pytest.mark.parametrize("path", sorted((GOLD / "rosters").glob("*.yaml")), ids=name_of)
def test_an_expected_name_stands_in_the_roster(path: Path) -> None:
    """A case expects a member, or nobody."""
    for story in rows_of(path):
        members = [None, *story["roster"]]
        assert all(case["expected"] in members for case in story["cases"]), story["id"]


def _files(name: str) -> list[Path]:
    return [path for path in FILES if path.parent.name == name]


def _question(row: Mapping[str, Any]) -> object:
    """Return what a row asks about: its text, or for a story its names."""
    return row.get("text") or sorted(row["roster"])


def _expressions(row: Mapping[str, Any]) -> Iterator[str]:
    for kind in ("numbers", "dates"):
        yield from (str(one["words"]) for one in row.get(kind) or ())
