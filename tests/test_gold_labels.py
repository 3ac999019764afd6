"""The gold of labels: every row is whole, its words stand in the texts, and the halves are apart.

Failures name rows by their ids alone: the test files are not for reading.
"""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from benchmarks.labels.gold import (
    CONFLICT_SLOTS,
    EXTRA_SLOTS,
    LABELS,
    DocumentPair,
    LabelledPair,
    read_documents,
    read_pairs,
    second_pass,
)
from benchmarks.labels.kappa import agreement_of

FOLDER = Path(__file__).parent / "gold" / "labels"
HALVES = ("dev", "test")
SLOTS = {"agree": ("",), "conflict": CONFLICT_SLOTS, "extra": EXTRA_SLOTS}


def pairs_of(half: str) -> Path:
    """Return the file of claim pairs of a half."""
    return FOLDER / f"pairs_{half}.yaml"


def documents_of(half: str) -> Path:
    """Return the file of document pairs of a half."""
    return FOLDER / f"docs_{half}.yaml"


def test_there_are_enough_rows_and_no_id_stands_twice() -> None:
    """At least 400 claim pairs and 25 pairs of documents."""
    pairs = [row.pair_id for half in HALVES for row in read_pairs(pairs_of(half))]
    documents = [row.pair_id for half in HALVES for row in read_documents(documents_of(half))]
    assert len(pairs) >= 400
    assert len(documents) >= 25
    assert len({*pairs, *documents}) == len(pairs) + len(documents)


@pytest.mark.parametrize("half", HALVES)
def test_claim_pairs_have_a_label_with_its_slot(half: str) -> None:
    """Labels and slots are the conventions' words, languages are es and en, nothing is empty."""
    broken = [row.pair_id for row in read_pairs(pairs_of(half)) if not _is_whole(row)]
    assert broken == []


@pytest.mark.parametrize("half", HALVES)
def test_language_pairs_weigh_the_same(half: str) -> None:
    """A third of the claim pairs each is Spanish, English and across the two."""
    counts = Counter(row.language_pair for row in read_pairs(pairs_of(half)))
    assert set(counts) == {"es-es", "en-en", "cross"}
    assert max(counts.values()) == min(counts.values())


@pytest.mark.parametrize("half", HALVES)
def test_added_words_stand_in_their_claim(half: str) -> None:
    """What one side adds is an exact part of it, and stands in agreeing pairs only."""
    rows = yaml.safe_load(pairs_of(half).read_text("utf-8"))
    lost = [
        row["id"]
        for row in rows
        for side, added in (row.get("adds") or {}).items()
        if row["label"] != "agree" or not all(words in row[side] for words in added)
    ]
    assert lost == []


@pytest.mark.parametrize("half", HALVES)
def test_statements_of_documents_stand_in_their_text(half: str) -> None:
    """Words of agree, conflicts and extras are exact substrings."""
    lost = [
        pair.pair_id
        for pair in read_documents(documents_of(half))
        for side, document in enumerate((pair.left, pair.right))
        if not all(words and words in document.text for words in pair.statements(side))
    ]
    assert lost == []


@pytest.mark.parametrize("half", HALVES)
def test_a_statement_is_linked_or_extra_and_a_link_has_one_label(half: str) -> None:
    """No statement both has a counterpart and has none, and conflicts name their slot."""
    torn = []
    for pair in read_documents(documents_of(half)):
        linked = Counter((left, right) for left, right, _ in pair.links)
        sides = [{link[side] for link in pair.links} for side in (0, 1)]
        alone = [set(pair.rows.get(f"extra_{side}") or ()) for side in ("left", "right")]
        slots = [row["slot"] for row in pair.rows.get("conflicts") or ()]
        if (
            max(linked.values()) > 1
            or any(one & two for one, two in zip(sides, alone, strict=True))
            or not set(slots) <= set(CONFLICT_SLOTS)
        ):
            torn.append(pair.pair_id)
    assert torn == []


def test_the_halves_share_no_text() -> None:
    """What is tested on was not developed with."""
    dev, test = (
        {text for row in read_pairs(pairs_of(half)) for text in row.claims}
        | {text for row in read_documents(documents_of(half)) for text in _texts(row)}
        for half in HALVES
    )
    assert not dev & test


@pytest.mark.parametrize("half", HALVES)
def test_the_second_pass_answers_every_row(half: str) -> None:
    """Each row was labelled twice; statements are named by numbers that exist."""
    answers = second_pass(pairs_of(half), "pairs")
    assert set(answers) == {row.pair_id for row in read_pairs(pairs_of(half))}
    assert {answer["label"] for answer in answers.values()} <= set(LABELS)
    links = second_pass(documents_of(half), "docs")
    lost = [
        pair.pair_id
        for pair in read_documents(documents_of(half))
        for row in links[pair.pair_id]
        if row["left"] not in _numbers("L", pair.statements(0))
        or row["right"] not in _numbers("R", pair.statements(1))
    ]
    assert lost == []


@pytest.mark.parametrize("stem", ["pairs_dev", "pairs_test", "docs_dev", "docs_test"])
def test_the_passes_agree_as_the_card_says(stem: str) -> None:
    """The card's 1.000 is what the files give."""
    assert agreement_of(FOLDER / f"{stem}.yaml").kappa == 1.0


def _is_whole(row: LabelledPair) -> bool:
    return (
        row.label in LABELS
        and row.slot in SLOTS[row.label]
        and set(row.languages) <= {"es", "en"}
        and all(text.strip() for text in row.claims)
    )


def _texts(row: DocumentPair) -> tuple[str, str]:
    return row.left.text, row.right.text


def _numbers(letter: str, statements: tuple[str, ...]) -> set[str]:
    return {f"{letter}{number}" for number, _ in enumerate(statements, 1)}
