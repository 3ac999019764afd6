"""The strip shows where the sources differ, in proportion to the text."""

from hypothesis import given
from hypothesis import strategies as st

from matching.finding import Label, Side
from service.diff.heat import heat_of
from service.diff.text import Placed
from tests.service.diff.factories import make_finding, make_reading

TEXT = "uno dos tres cuatro cinco"


def placed(*labels: Label) -> list[Placed]:
    """Return one finding a word of the text, each with its label."""
    claims = make_reading(TEXT, "A", "es", *TEXT.split()).claims
    return [
        Placed(f"f{number}", number, label.value, make_finding(label, (claim,), ()))
        for number, (label, claim) in enumerate(zip(labels, claims, strict=False))
    ]


def test_what_agrees_leaves_no_mark() -> None:
    """Only what differs is hot, each where its words stand."""
    marks = heat_of(placed(Label.AGREE, Label.CONFLICT, Label.UNDECIDED), Side.LEFT, len(TEXT))
    assert [mark.label for mark in marks] == ["conflict", "undecided"]
    assert marks[0].start == 4 * 1000 // len(TEXT)
    assert heat_of(placed(Label.CONFLICT), Side.RIGHT, len(TEXT)) == ()


@given(st.lists(st.sampled_from(list(Label)), max_size=5), st.integers(0, 100_000))
def test_marks_lie_inside_the_text(labels: list[Label], more: int) -> None:
    """Every mark begins inside, however long the text is, and can be seen."""
    marks = heat_of(placed(*labels), Side.LEFT, len(TEXT) + more)
    assert len(marks) == sum(label is not Label.AGREE for label in labels)
    for mark in marks:
        assert 0 <= mark.start < 1000
        assert mark.extent > 0


def test_an_empty_text_has_no_strip() -> None:
    """Nothing is divided by nothing."""
    assert heat_of([], Side.LEFT, 0) == ()
