"""What forbids an agreement and makes no conflict."""

from dataclasses import replace

import pytest
from hypothesis import given

from matching.doubts import find_doubts
from matching.evidence import Odds, PairEvidence, gather_evidence
from matching.finding import Label, ReasonKind
from matching.label import label_pair
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK, read_claim, read_claims
from tests.matching.judged_evidence import contact

_COUNTS = "The amounts may be of one thing, and differ."
DOUBTED = [
    (
        ("Permanecen desaparecidos 11 pobladores", "A siete personas se las busca aún"),
        ("number", "11 pobladores", "siete personas", _COUNTS),
    ),
    (
        ("Los damnificados son 87", "Los compradores estafados suman 78"),
        ("number", "87", "78", _COUNTS),
    ),
    (
        ("Teachers supported the plan", "Two councillors voted against it"),
        (
            "polarity",
            "supported",
            "voted against",
            "“supported” and “voted against” are opposites, and need not be of one deed.",
        ),
    ),
    (
        ("Las alarmas no sonaron", "Las alarmas funcionaron con normalidad"),
        (
            "polarity",
            "Las alarmas no sonaron",
            "Las alarmas funcionaron con normalidad",
            "One side denies something, and what the other affirms may be just that.",
        ),
    ),
]
CLEAR = [
    # One number under two names, or two that may be one.
    ("Permanecen desaparecidos 11 pobladores", "A once personas se las busca aún"),
    ("Viajaban más de 150 pobladores", "Iban 163 personas a bordo"),
    # Several amounts: which is which is not known.
    ("Two of the 12 boats sank", "Three sailors of 9 were lost"),
    ("Teachers supported the plan", "Two councillors walked out"),
    ("Los viajeros no estaban vacunados", "Los viajeros carecían de vacunas"),
    ("El ministro no renunció", "El ministro sigue en el cargo"),
]


def _gather(left: str, right: str, similarity: float = 0.9) -> PairEvidence:
    language = "en" if "the" in left or "Teachers" in left else "es"
    sides = read_claim(f"{left}.", language), read_claim(f"{right}.", language)
    return gather_evidence(*sides, similarity, 0.5)


@pytest.mark.parametrize(("said", "doubt"), DOUBTED)
def test_values_that_meet_nowhere_leave_it_open(
    said: tuple[str, str], doubt: tuple[str, str, str, str]
) -> None:
    """However alike the words are: undecided, and the reasons show which values."""
    evidence = _gather(*said)
    assert not evidence.differing
    (found,) = find_doubts(evidence)
    assert found.left is not None
    assert found.right is not None
    quoted = found.left.quote(said[0]), found.right.quote(said[1])
    assert (found.kind, *quoted, found.text) == doubt
    label, reasons = label_pair(evidence)
    assert label is Label.UNDECIDED
    assert doubt[3] in [reason.text for reason in reasons]


@pytest.mark.parametrize(("said", "doubt"), DOUBTED)
def test_odds_overrule_a_denial_alone(said: tuple[str, str], doubt: tuple[str, ...]) -> None:
    """They weigh it themselves; of counts and opposites they know nothing."""
    odds = Odds(0.9, 0.05, 0.05)
    label, reasons = label_pair(replace(_gather(*said), odds=odds))
    is_denial = doubt[3].startswith("One side denies")
    assert label is (Label.AGREE if is_denial else Label.UNDECIDED)
    assert (doubt[3] in [reason.text for reason in reasons]) is not is_denial


def test_a_shared_amount_or_date_leaves_no_doubt() -> None:
    """It shows that both tell of one fact, whatever else they say."""
    evidence = _gather(*DOUBTED[0][0])
    for kind in (ReasonKind.NUMBER, ReasonKind.DATE):
        assert find_doubts(replace(evidence, agreeing=(contact(kind),))) == ()
    assert find_doubts(replace(evidence, agreeing=(contact(ReasonKind.PLACE),))) != ()


def test_amounts_that_differ_are_no_doubt() -> None:
    """They are a difference, which is told already."""
    evidence = _gather("Murieron 11 personas", "Murieron siete personas")
    assert evidence.differing
    assert find_doubts(evidence) == ()


@pytest.mark.parametrize(("left", "right"), CLEAR)
def test_what_may_be_one_is_no_doubt(left: str, right: str) -> None:
    """Equal numbers under two names, bounds that overlap, and amounts in a crowd."""
    assert find_doubts(_gather(left, right)) == ()


@QUICK
@given(ODD_TEXTS, ODD_TEXTS, LANGUAGES)
def test_swapping_claims_swaps_the_words_of_doubts(left: str, right: str, language: str) -> None:
    """A doubt is one of both claims, whichever comes first."""
    for one, two in zip(read_claims(left, language), read_claims(right, language), strict=False):
        found = find_doubts(gather_evidence(one, two, 0.9, 0.5))
        turned = find_doubts(gather_evidence(two, one, 0.9, 0.5))
        assert [(each.kind, each.left, each.right) for each in found] == [
            (each.kind, each.right, each.left) for each in turned
        ]
