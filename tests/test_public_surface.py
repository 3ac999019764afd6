"""The names that `matching` promises to keep."""

import pytest

import matching

PROMISED = """
DEFAULTS Cell Comparison Document EncodingError Finding Label MatchingError MatrixRow ModelError
NameRepair Reading Reason ReasonKind RepairKind RunConfig Side Span SpanError Story
ThresholdError Thresholds compare_documents compare_pairs compare_story read_article
""".split()


def test_promised_names_are_all_there() -> None:
    """A name that users may import is never lost by accident."""
    assert set(PROMISED) <= set(matching.__all__)


@pytest.mark.parametrize("name", matching.__all__)
def test_public_names_exist_and_are_documented(name: str) -> None:
    """The docstring is the reference: every public name has one of its own."""
    value = getattr(matching, name)
    assert value.__doc__


def test_public_names_are_listed_once() -> None:
    """A list that people read has no doubles."""
    assert len(set(matching.__all__)) == len(matching.__all__)
