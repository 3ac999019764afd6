"""Who thinks what, out of all that was judged."""

from datetime import UTC, datetime

import pytest

from matching.finding import Label
from service.desk.opinions import Step, first_opinions, holding, is_disputed, standing

AT = datetime(2031, 5, 14, tzinfo=UTC)
A, C, E = Label.AGREE, Label.CONFLICT, Label.EXTRA


def steps(*said: tuple[str, Label | None]) -> list[Step]:
    """Return judgements, one after the other."""
    return [
        Step(number, label, author, "", AT) for number, (author, label) in enumerate(said, start=1)
    ]


def labels(found: dict[str, Step]) -> dict[str, Label | None]:
    """Return what each author says."""
    return {author: step.label for author, step in found.items()}


def test_a_withdrawal_takes_back_its_author_s_own() -> None:
    """What another said holds again."""
    said = steps(("ana", A), ("ben", C), ("ben", None))
    assert labels(standing(said)) == {"ana": A}
    assert holding(said) == said[0]
    assert holding(steps(("ana", A), ("ana", C), ("ana", None))) is None


def test_the_last_one_holds() -> None:
    """Also where its author had said something before the others."""
    said = steps(("ana", A), ("ben", C), ("ana", E))
    assert holding(said) == said[2]
    assert list(standing(said)) == ["ben", "ana"]


def test_agreement_is_measured_on_first_thoughts() -> None:
    """A change of mind may follow from a talk; what was taken back was no thought."""
    said = steps(("ana", A), ("ben", E), ("ben", None), ("ben", C), ("ben", A))
    assert labels(first_opinions(said)) == {"ana": A, "ben": C}


@pytest.mark.parametrize(
    ("opinions", "disputed"),
    [((), False), ((A,), False), ((A, A), False), ((A, C), True), ((A, C, C), False),
     ((A, C, E), True), ((A, A, C, C), True)],
)  # fmt: skip
def test_a_third_opinion_settles_what_two_dispute(
    opinions: tuple[Label, ...], disputed: bool
) -> None:
    """More than half must say the same."""
    assert is_disputed(opinions) is disputed
