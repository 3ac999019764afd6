"""The library's public names are pinned: adding or losing one is a decision."""

import matching

PUBLIC = """
DEFAULTS Cell Comparison Document EncodingError Finding Label MatchingError MatrixRow ModelError
NameRepair Reading Reason ReasonKind RepairKind RunConfig Side Span SpanError Story
ThresholdError Thresholds compare_documents compare_pairs compare_story read_article
""".split()


def test_public_names_are_these_and_all_exist() -> None:
    """Every name in __all__ can be imported, and the list changes only on purpose."""
    assert sorted(matching.__all__) == sorted(PUBLIC)
    assert all(getattr(matching, name) is not None for name in matching.__all__)
