"""The gold of grouping: as many documents and stories as its card says, and the halves apart.

Failures name documents by their identifiers alone: the test files are not for reading.
"""

import re
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from benchmarks.grouping.gold import GroupingGold, read_gold

FOLDER = Path(__file__).parent / "gold" / "grouping"
FILES = sorted(path.name for path in FOLDER.glob("*.yaml"))


@cache
def gold_of(name: str) -> GroupingGold:
    """Return the gold of one file."""
    return read_gold(FOLDER / name)


def ids(name: str) -> list[str]:
    """Return the identifiers of a file's documents."""
    return [row.document.document_id for row in gold_of(name).rows]


@pytest.mark.parametrize("name", FILES)
def test_the_card_counts_what_is_there(name: str) -> None:
    """Documents, stories and, where the card tells them, languages."""
    gold = gold_of(name)
    (row,) = re.findall(rf"^\| {name} \|(.+)\|$", (FOLDER / "README.md").read_text("utf-8"), re.M)
    documents, stories, _, languages = (cell.strip() for cell in row.split("|"))
    assert (int(documents), int(stories)) == (len(gold.rows), len(set(gold.stories.values())))
    told = {language: int(n) for n, language in re.findall(r"(\d+) (es|en)", languages)}
    assert told in ({}, Counter(row.document.language for row in gold.rows))


@pytest.mark.parametrize("name", FILES)
def test_no_document_stands_twice(name: str) -> None:
    """It would be two documents of the gold and one of the product."""
    assert [one for one, count in Counter(ids(name)).items() if count > 1] == []


def test_no_file_has_a_document_of_another() -> None:
    """What is tested on was not developed with."""
    assert len(FILES) > 1
    for one, other in combinations(FILES, 2):
        assert set(ids(one)).isdisjoint(ids(other)), f"{one} and {other}"
