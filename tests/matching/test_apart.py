"""Claims about two things, against tests/matching/cases/apart.yaml."""

import pytest
from hypothesis import given

from matching.apart import find_apart
from matching.evidence import gather_evidence
from matching.pairs import read_pair
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK
from tests.matching.slot_cases import rows


@pytest.mark.parametrize("row", rows("apart"), ids=lambda row: f"{row['left']} | {row['right']}")
def test_two_things(row) -> None:
    """A name inside the subject or a definite object tells which thing; in either order."""
    (one, left), (two, right) = row["left"], row["right"]
    for texts, languages in (((left, right), (one, two)), ((right, left), (two, one))):
        claims = read_pair(texts, languages)
        assert bool(find_apart(*claims)) == row["apart"]
        assert bool(gather_evidence(*claims, 0.5, 0.5).apart) == row["apart"]


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        (
            "Velmora's governor signed the bill.",
            "Torvel's governor sent the bill back.",
            ("Velmora's governor", "Torvel's governor"),
        ),
        (
            "Unemployment in Velmora fell to 6.1%.",
            "Unemployment in Torvel fell to 6.9%.",
            ("Unemployment in Velmora", "Unemployment in Torvel"),
        ),
        ("Exports fell 6% in May.", "Exports fell 4% in April.", ("May", "April")),
        (
            "They reported 17 cases in Velmora.",
            "They reported 17 cases in Torvel.",
            ("Velmora", "Torvel"),
        ),
        (
            "Ana Paz won the third stage.",
            "Rosa Luna won the fourth stage.",
            ("third stage", "fourth stage"),
        ),
    ],
)
def test_what_tells_them_apart_is_shown(left: str, right: str, words: tuple[str, str]) -> None:
    """The words of each side that say which thing it is about."""
    claims = read_pair((left, right), ("en", "en"))
    (found,) = find_apart(*claims)
    assert (found.left.quote(left), found.right.quote(right)) == words


@given(text=ODD_TEXTS, language=LANGUAGES)
@QUICK
def test_a_claim_is_never_apart_from_itself(text: str, language: str) -> None:
    """Whatever a claim is about, it is about that."""
    left, right = read_pair((f"A {text}.", f"A {text}."), (language, language))
    assert find_apart(left, right) == ()
