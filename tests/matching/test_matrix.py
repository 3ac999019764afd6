"""The matrix of claim by source."""

from hypothesis import given
from hypothesis import strategies as st

from matching.comparison import Cell, MatrixRow, Story
from matching.document import Document
from matching.finding import Label
from matching.story import compare_story
from matching.testing import HashingEncoder
from tests.matching.factories import QUICK

DEAD_12 = "The bus crash killed 12 people."
DEAD_19 = "The bus crash killed 19 people."
ROAD = "The mountain road is open."
PRAISE = "The mayor thanked the firefighters."
SENTENCES = [DEAD_12, DEAD_19, ROAD, PRAISE, "Schools reopen in the valley."]
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=4, unique=True).map("\n\n".join)


def _story(*texts: str) -> Story:
    documents = [Document(text, name, "en") for text, name in zip(texts, "ABC", strict=False)]
    return compare_story(documents, encoder=HashingEncoder())


def _row(story: Story, words: str) -> MatrixRow:
    (row,) = (r for r in story.rows if words in r.text)
    return row


def test_a_fact_that_all_report_is_one_row() -> None:
    """Three sources, one fact, one row in which all say it."""
    (row,) = _story(ROAD, ROAD, ROAD).rows
    assert row.label is Label.AGREE
    assert row.cells == dict.fromkeys("ABC", Cell.SAYS)


def test_the_later_column_contradicts_the_earlier() -> None:
    """Two values of one fact stand in one row; who is silent neither says nor denies."""
    row = _row(_story(DEAD_12, DEAD_19, ROAD), "killed")
    assert row.label is Label.CONFLICT
    assert row.cells == {"A": Cell.SAYS, "B": Cell.CONTRADICTS, "C": Cell.SILENT}


def test_what_one_source_reports_is_extra() -> None:
    """A row with one voice is extra, the other sources being silent."""
    row = _row(_story(f"{ROAD}\n\n{PRAISE}", ROAD), "mayor")
    assert row.label is Label.EXTRA
    assert row.cells == {"A": Cell.SAYS, "B": Cell.SILENT}


def test_saying_it_twice_is_one_row() -> None:
    """A source that repeats itself has two claims in one row, not two rows."""
    (row,) = _story(f"{ROAD}\n\n{ROAD}", ROAD).rows
    assert [len(row.claims[source]) for source in "AB"] == [2, 1]


@QUICK
@given(TEXTS, TEXTS, TEXTS)
def test_every_claim_stands_in_one_row(one: str, two: str, three: str) -> None:
    """No claim is lost or told twice; each row has a cell for each source that fits it."""
    story = _story(one, two, three)
    told = [claim for row in story.rows for claims in row.claims.values() for claim in claims]
    said = [claim for reading in story.readings for claim in reading.claims]
    assert sorted(c.claim_id for c in told) == sorted(c.claim_id for c in said)
    for row in story.rows:
        assert list(row.cells) == list("ABC")
        assert {s for s, cell in row.cells.items() if cell is not Cell.SILENT} == set(row.claims)
        assert (row.label is Label.CONFLICT) == (Cell.CONTRADICTS in row.cells.values())
        assert (row.label is Label.EXTRA) == (len(row.claims) == 1)


@QUICK
@given(TEXTS, TEXTS)
def test_the_order_of_sources_moves_columns_only(one: str, two: str) -> None:
    """The same claims share a row whichever source comes first."""

    def rows(story: Story) -> set[tuple[Label, frozenset[str]]]:
        return {
            (
                row.label,
                frozenset(f"{s}: {c.text}" for s, found in row.claims.items() for c in found),
            )
            for row in story.rows
        }

    documents = [Document(one, "A", "en"), Document(two, "B", "en")]
    straight = compare_story(documents, encoder=HashingEncoder())
    turned = compare_story(documents[::-1], encoder=HashingEncoder())
    assert rows(straight) == rows(turned)
