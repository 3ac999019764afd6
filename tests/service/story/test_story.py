"""Stories as values: camps, the order of splits, silences, and tables after a base."""

import json
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.web.sheets import make_sheet
from service.story.camps import camps, row_findings
from service.story.opened import open_row
from service.story.sheet import Sheet, sheet_body, sheet_value
from service.story.silences import left_out
from service.story.splits import split_share, splits, weigh
from service.story.table import Wanted, table

NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)
SHARES = st.floats(0, 1, allow_nan=False)
SHEETS = st.builds(make_sheet, st.integers(1, 8), st.integers(1, 6), seed=st.integers(0, 1_000_000))


@st.composite
def quarrels(draw: st.DrawFn) -> tuple[list[str], frozenset[frozenset[str]]]:
    """Draw sources, and which of them contradict each other."""
    names = draw(NAMES)
    pairs = [frozenset((one, two)) for one, two in permutations(names, 2)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=12)) if pairs else []
    return names, frozenset(chosen)


@given(quarrels())
def test_nobody_contradicts_anybody_in_their_camp(
    given_: tuple[list[str], frozenset[frozenset[str]]],
) -> None:
    """Everybody is in one camp, the first source in the first."""
    names, opposed = given_
    found = camps(names, opposed)
    assert sorted(each for camp in found for each in camp) == sorted(names)
    assert not any(frozenset(pair) in opposed for camp in found for pair in permutations(camp, 2))
    assert not names or found[0][0] == names[0]


def test_a_source_joins_those_that_agree_with_it() -> None:
    """Even where nobody found that it contradicts the first camp."""
    opposed = frozenset([frozenset("ab")])
    assert camps("abc", opposed, frozenset([frozenset("bc")])) == (("a",), ("b", "c"))
    assert camps("abc", opposed) == (("a", "c"), ("b",))


@given(st.lists(st.integers(1, 9), max_size=5), st.integers(0, 20))
def test_a_share_is_a_share(sizes: list[int], silent: int) -> None:
    """In [0, 1]; in any order of camps; nothing without two camps; less the more are silent."""
    sources = sum(sizes) + silent
    share = split_share(sizes, sources)
    assert 0 <= share <= 1
    assert share == split_share(sizes[::-1], sources)
    assert (share > 0) == (len(sizes) > 1)
    assert split_share(sizes, sources + 1) <= share


def test_even_splits_weigh_more() -> None:
    """Two against two before three against one before one against one, of four sources."""
    shares = [split_share(sizes, 4) for sizes in ([2, 2], [3, 1], [2, 1], [1, 1])]
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == 4


@given(SHARES, SHARES, SHARES, SHARES)
def test_weight_grows_with_each_part(one: float, two: float, three: float, more: float) -> None:
    """A wider, surer or earlier split never weighs less."""
    weight = weigh(one, two, three)
    assert 0 <= weight <= 1
    assert weigh(max(one, more), two, three) >= weight
    assert weigh(one, max(two, more), three) >= weight
    assert weigh(one, two, max(three, more)) >= weight


@given(SHEETS)
def test_splits_are_the_conflicts_heaviest_first(sheet: Sheet) -> None:
    """Each conflict once; every source that speaks is in one answer."""
    found = splits(sheet, row_findings(sheet))
    rows = {row.row_id: row for row in sheet.rows if row.label == "conflict"}
    assert {split.row_id for split in found} == set(rows)
    assert [split.weight for split in found] == sorted((s.weight for s in found), reverse=True)
    for split in found:
        spoken = [source for answer in split.answers for source in answer.sources]
        assert sorted(spoken) == sorted(rows[split.row_id].claims)
        assert len(split.answers) > 1
        assert split.kinds == ("number",)


@given(SHEETS)
def test_what_is_left_out_is_told_by_others(sheet: Sheet) -> None:
    """Of each source exactly the rows that it has nothing on, heaviest first."""
    for source, found in left_out(sheet).items():
        rows = {row.row_id for row in sheet.rows if row.cells[source] == "silent"}
        assert {each.row.row_id for each in found} == rows
        assert all(each.told_by and source not in each.told_by for each in found)
        assert [e.weight for e in found] == sorted((e.weight for e in found), reverse=True)


@given(SHEETS)
def test_a_base_leads_its_rows(sheet: Sheet) -> None:
    """Its rows come first, in the order and the words of its text; others contradict the base."""
    known = row_findings(sheet)
    claims = {each.claim_id: each for each in sheet.claims}
    base = sheet.sources[-1]
    rows = table(sheet, known, Wanted(base=base))
    stored = {row.row_id: row for row in sheet.rows}
    spoken = [base in stored[row.row_id].claims for row in rows]
    assert spoken == sorted(spoken, reverse=True)
    starts = []
    for row in rows[: sum(spoken)]:
        claim = claims[stored[row.row_id].claims[base][0]]
        starts.append(claim.start)
        assert row.text == claim.rendering
        states = {cell.source: cell.state for cell in row.cells}
        assert states[base] == "says"
        assert {s for s, state in states.items() if state == "silent"} == {
            s for s, state in stored[row.row_id].cells.items() if state == "silent"
        }
    assert starts == sorted(starts)
    assert len(rows) == len(sheet.rows)


@given(SHEETS)
def test_without_a_base_the_table_is_the_stored_matrix(sheet: Sheet) -> None:
    """And expected sources stand at the end, with a state of their own."""
    rows = table(sheet, row_findings(sheet), Wanted(), ["Late"])
    for row, stored in zip(rows, sheet.rows, strict=True):
        assert {c.source: c.state for c in row.cells} == {**stored.cells, "Late": "not_ingested"}
        assert (row.text, row.label) == (stored.text, stored.label)


@given(SHEETS, st.sampled_from(["agree", "conflict", "extra"]))
def test_wishes_leave_what_is_wanted(sheet: Sheet, label: str) -> None:
    """Each row once under one label; a source with what it does."""
    known = row_findings(sheet)
    assert all(row.label == label for row in table(sheet, known, Wanted(label=label)))
    source = sheet.sources[0]
    parts = [
        table(sheet, known, Wanted(source=source, does=does))
        for does in ("says", "silent", "contradicts")
    ]
    assert sum(map(len, parts)) == len(sheet.rows)


@given(SHEETS)
def test_a_row_opens_to_words_and_findings(sheet: Sheet) -> None:
    """Every source that speaks has its words; every silent one says why; marks are digits."""
    known = row_findings(sheet)
    for row in table(sheet, known, Wanted()):
        opened = open_row(sheet, known[row.row_id], row)
        for cell in opened.cells:
            assert bool(cell.said) == (cell.state != "silent")
        silent = {cell.source for cell in opened.cells if not cell.said}
        assert {each for b in opened.silences for each in (b.left, b.right)} >= silent
        marked = [p.text for c in opened.cells for s in c.said for p in s.quote.words if p.marked]
        assert bool(marked) == (row.label == "conflict")
        assert all(words.isdigit() for words in marked)


@given(SHEETS)
def test_a_sheet_comes_back_from_json(sheet: Sheet) -> None:
    """As it was."""
    assert sheet_value(json.dumps(sheet_body(sheet)).encode()) == sheet
