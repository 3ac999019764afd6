"""What groups give beside their labelled pairs."""

from benchmarks.training.group_rows import beside, echoes, line_texts, translated
from benchmarks.training.groups import Group, Line
from benchmarks.training.rows import UNTOLD, BothWays

GROUP = Group(
    "rain",
    (Line("=", "es", "Llueve.", None), Line("!", "en", "It is dry.", "other")),
    is_news=True,
)
KNOWN = {"es": {"Llueve.": "It rains."}, "en": {"It is dry.": None}}
ROW = BothWays({"es": "Llueve."}, {"en": "It is dry."}, 2, 1, "groups")


def test_lines_are_listed_by_language() -> None:
    """As they are to be translated."""
    assert line_texts([GROUP]) == {"en": {"It is dry."}, "es": {"Llueve."}}


def test_rows_get_the_translations_that_there_are() -> None:
    """A row that gains nothing is not repeated."""
    (row,) = translated(
        [ROW, BothWays({"en": "It is dry."}, {"en": "It is dry."}, 0, 0, "x")], KNOWN
    )
    assert row.premise == {"es": "Llueve.", "en": "It rains."}
    assert (row.hypothesis, row.label, row.relation) == ({"en": "It is dry."}, 2, 1)
    assert row.source == "groups_translated"


def test_a_line_agrees_with_its_own_translation() -> None:
    """Whatever its mark; without a translation it has no echo."""
    (row,) = echoes([GROUP], KNOWN, 1)
    assert {**row.premise, **row.hypothesis} == {"es": "Llueve.", "en": "It rains."}
    assert (row.label, row.relation) == (0, 0)


def test_pairs_of_any_two_lines_have_no_class() -> None:
    """No line stands beside itself."""
    rows = list(beside([GROUP], KNOWN, 1))
    assert {(row.label, row.relation) for row in rows} == {(UNTOLD, UNTOLD)}
    assert all(("es" in row.premise) != ("es" in row.hypothesis) for row in rows)
