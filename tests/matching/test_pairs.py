"""Pairs of single claims, one finding each."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.embed import Encoder
from matching.finding import Finding, ReasonKind
from matching.pairs import Published, compare_pairs
from matching.testing import HashingEncoder
from tests.matching.factories import ODD_TEXTS, QUICK
from tests.matching.slot_cases import rows


def _find(left: str, right: str, encoder: Encoder) -> Finding:
    (finding,) = compare_pairs([(left, right)], encoder=encoder)
    return finding


@pytest.mark.parametrize("row", rows("pairs"), ids=lambda row: f"{row['left']} | {row['right']}")
def test_the_label_of_a_pair(row, encoder: Encoder) -> None:
    """Same fact, other fact, or both cannot be true; a conflict names its slot."""
    finding = _find(row["left"], row["right"], encoder)
    assert row["label"] == finding.label
    if "slot" in row:
        assert row["slot"] in {reason.kind for reason in finding.reasons}


@pytest.mark.parametrize("row", rows("pairs"), ids=lambda row: f"{row['left']} | {row['right']}")
def test_swapping_a_pair_keeps_its_label(row, encoder: Encoder) -> None:
    """Which claim stands left decides nothing."""
    straight = _find(row["left"], row["right"], encoder)
    swapped = _find(row["right"], row["left"], encoder)
    assert swapped.label is straight.label
    assert swapped.confidence == straight.confidence
    assert {r.kind for r in swapped.reasons} == {r.kind for r in straight.reasons}


@QUICK
@given(st.lists(st.tuples(ODD_TEXTS, ODD_TEXTS), max_size=3))
def test_any_texts_give_one_finding_each_with_exact_words(pairs: list[tuple[str, str]]) -> None:
    """As many findings as pairs, in order, each with a reason and quoting its texts."""
    findings = list(compare_pairs(pairs, encoder=HashingEncoder()))
    assert len(findings) == len(pairs)
    for finding, texts in zip(findings, pairs, strict=True):
        assert finding.reasons
        assert 0 <= finding.confidence <= 1
        claims = (*finding.left, *finding.right)
        assert [claim.text for claim in claims] == [text.strip() for text in texts]


def test_each_pair_is_a_story_of_its_own() -> None:
    """What other pairs of the batch say changes no finding."""
    pairs = [(f"The bridge {n} closed.", f"The bridge {n} opened.") for n in range(20)]
    together = list(compare_pairs(pairs, encoder=HashingEncoder()))
    alone = [_find(left, right, HashingEncoder()) for left, right in pairs]
    assert together == alone


MONDAY = datetime(2026, 4, 20, tzinfo=UTC)
FRIDAY = datetime(2026, 4, 24, tzinfo=UTC)
WRITTEN = [
    (("It opens next Monday.", "It opens on 27 April 2026."), (MONDAY, MONDAY), "same"),
    (("It opens next Monday.", "It opens on 4 May 2026."), (MONDAY, MONDAY), "differ"),
    (("The plant closed yesterday.", "The plant closed on 23 April 2026."), (FRIDAY, None), "same"),
    (("The plant closed on 20 April 2026.", "The plant closed today."), (None, FRIDAY), "differ"),
]


@pytest.mark.parametrize(("texts", "published", "dates"), WRITTEN)
def test_the_day_of_publication_settles_relative_dates(
    texts: tuple[str, str], published: Published, dates: str
) -> None:
    """Each side counts from its own day; without one "next Monday" is no date to compare."""
    (known,) = compare_pairs([texts], encoder=HashingEncoder(), published=[published])
    (unknown,) = compare_pairs([texts], encoder=HashingEncoder())
    assert dates in _dates(known)
    assert dates not in _dates(unknown)


def _dates(finding: Finding) -> str:
    return " ".join(reason.text for reason in finding.reasons if reason.kind is ReasonKind.DATE)
