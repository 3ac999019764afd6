"""What becomes of conflicts from one report to the next, case by case."""

from datetime import datetime, timedelta

import pytest

from matching.comparison import RunConfig
from matching.finding import Label
from service.contract import Words
from service.nightly.conflicts import Changed, StoryStanding, change, standing
from service.nightly_contract import Because, ConflictItem, ConflictSide
from service.story.sheet import Sheet, SheetClaim, SheetDocument, SheetFinding
from tests.service.nightly.newsroom import at

UNTIL = at(15)
BEFORE = at(14)
TWELVE, NINETEEN = "The storm sank 12 ships", "The storm sank 19 ships"


def _side(
    source: str, text: str, document: str | None = None, start: int = 0, day: int = 14
) -> ConflictSide:
    words = Words(start=start, end=start + len(text), text=text)
    return ConflictSide(
        source=source,
        document_id=document or f"doc_{source}",
        published_at=at(day),
        claims=(words,),
    )


PORT, WIRE = _side("Port", TWELVE), _side("Wire", NINETEEN)


def _conflict(
    left: ConflictSide = PORT,
    right: ConflictSide = WIRE,
    *,
    conflict: str = "cfl_1",
    finding: str = "fnd_1",
    story: str = "sto_1",
    judged: Label | None = None,
    first: datetime = UNTIL,
) -> ConflictItem:
    return ConflictItem(
        conflict_id=conflict,
        state="new",
        because="document",
        story_id=story,
        comparison_id="cmp_1",
        finding_id=finding,
        left=left,
        right=right,
        kinds=("number",),
        confidence=0.9,
        reasons=(),
        judged=judged,
        first_reported=first,
    )


OLD = _conflict(first=BEFORE)
AGAIN = {"conflict": "cfl_2", "finding": "fnd_2"}


def _story(
    *now: ConflictItem,
    over: dict[str, Because] | None = None,
    documents: tuple[str, ...] = ("doc_Port", "doc_Wire"),
) -> StoryStanding:
    return StoryStanding("sto_1", now, over or {}, frozenset(documents))


def _changed(
    before: list[ConflictItem],
    now: list[StoryStanding],
    *,
    settled: tuple[ConflictItem, ...] = (),
    new: tuple[str, ...] = (),
    replaced: tuple[str, ...] = (),
    until: datetime = UNTIL,
) -> Changed:
    return change(before, settled, now, new_documents=new, replaced=replaced, until=until)


def _told(changed: Changed) -> list[tuple[str, str]]:
    return [(each.state, each.because) for each in changed.conflicts]


@pytest.mark.parametrize(
    ("item", "new", "because"),
    [
        (_conflict(), ("doc_Wire",), "document"),
        (_conflict(), (), "relabelled"),
        (_conflict(judged=Label.CONFLICT), (), "judged"),
        (_conflict(judged=Label.CONFLICT), ("doc_Port",), "document"),
    ],
)
def test_a_conflict_is_new(item: ConflictItem, new: tuple[str, ...], because: str) -> None:
    """Because of a document, a person, or the machine."""
    assert _told(_changed([], [_story(item)], new=new)) == [("new", because)]


@pytest.mark.parametrize(
    "now",
    [
        _conflict(),
        _conflict(_side("Port", TWELVE, start=8), **AGAIN),
        _conflict(WIRE, PORT, **AGAIN),
        _conflict(_side("Port", "He spoke", "doc_later"), **AGAIN),
        _conflict(
            _side("Port", TWELVE.upper(), "doc_3"), _side("Wire", NINETEEN, "doc_4"), **AGAIN
        ),
    ],
    ids=["same", "overlapping words", "turned", "a later text of one", "equal words of both"],
)
def test_a_conflict_stands(now: ConflictItem) -> None:
    """However the machine finds it; it was first told when it was."""
    changed = _changed([OLD], [_story(now)], new=("doc_later", "doc_3"))
    assert _told(changed) == [("standing", "carried")]
    assert changed.conflicts[0].first_reported == BEFORE
    assert changed.settled == ()


@pytest.mark.parametrize(
    "now",
    [
        _conflict(right=_side("Herald", NINETEEN), **AGAIN),
        _conflict(_side("Port", "He spoke", start=90), _side("Wire", "No", start=90), **AGAIN),
        _conflict(_side("Port", TWELVE, start=50), **AGAIN),
    ],
    ids=["other sources", "other words", "one side elsewhere in the same document"],
)
def test_another_conflict_takes_no_place(now: ConflictItem) -> None:
    """The old one is over, and this one is new."""
    changed = _changed([OLD], [_story(now)], new=("doc_Wire", "doc_Herald"))
    assert sorted(_told(changed)) == [("new", "document"), ("resolved", "relabelled")]
    assert [each.state for each in changed.settled] == ["resolved"]


@pytest.mark.parametrize(
    ("story", "replaced", "because"),
    [
        (_story(over={"fnd_1": "overruled"}), (), "overruled"),
        (_story(over={"fnd_1": "updated"}), ("doc_Port",), "updated"),
        (_story(), ("doc_Port",), "edited"),
        (_story(), (), "relabelled"),
        (_story(documents=("doc_Port",)), (), "withdrawn"),
    ],
)
def test_a_conflict_is_over(story: StoryStanding, replaced: tuple[str, ...], because: str) -> None:
    """And told with what ended it."""
    assert _told(_changed([OLD], [story], replaced=replaced)) == [("resolved", because)]


def test_a_story_that_was_not_touched_is_carried() -> None:
    """Nobody looked at it again."""
    assert _told(_changed([OLD], [])) == [("standing", "carried")]


def test_what_comes_back_has_regressed() -> None:
    """It is not among the settled any more; others stay there."""
    other = _conflict(right=_side("Herald", NINETEEN), **AGAIN)
    changed = _changed([], [_story(_conflict())], settled=(OLD, other), new=("doc_Wire",))
    assert _told(changed) == [("regressed", "document")]
    assert changed.settled == (other,)


@pytest.mark.parametrize(("days", "told"), [(90, 1), (91, 0)])
def test_what_nothing_was_written_about_is_told_no_more(days: int, told: int) -> None:
    """After ninety days; resolved ones are forgotten as well."""
    until = BEFORE + timedelta(days=days)
    changed = _changed([OLD], [], settled=(_conflict(first=BEFORE, **AGAIN),), until=until)
    assert (len(changed.conflicts), len(changed.settled)) == (told, told)


def test_two_stories_tell_a_conflict_once() -> None:
    """A document may be in both."""
    other = StoryStanding("sto_2", (_conflict(story="sto_2"),), {}, frozenset())
    changed = _changed([], [other, _story(_conflict())])
    assert [each.story_id for each in changed.conflicts] == ["sto_1"]


def test_what_changed_comes_first() -> None:
    """Regressed, new, resolved, standing; the surest first among equals."""
    now = [_conflict(right=_side(f"S{one}", NINETEEN), conflict=f"cfl_{one}") for one in range(3)]
    before = [OLD, now[2].model_copy(update={"story_id": "sto_9"})]
    sure = now[1].model_copy(update={"confidence": 0.99})
    changed = _changed(before, [_story(now[0], sure)])
    assert [(each.state, each.confidence) for each in changed.conflicts] == [
        ("new", 0.99),
        ("new", 0.9),
        ("resolved", 0.9),
        ("standing", 0.9),
    ]


def _document(source: str, number: int) -> SheetDocument:
    return SheetDocument(f"doc_{number}", source, None, "en", at(14, number), "", None, 90)


def _claim(number: int) -> SheetClaim:
    return SheetClaim(f"clm_{number}", f"doc_{number}", TWELVE, 0, 23, TWELVE, "en", "", "voice")


def _finding(
    name: str, left: int, right: int, label: Label, *, update: bool = False
) -> SheetFinding:
    sides = ((f"clm_{left}",), (f"clm_{right}",))
    return SheetFinding("cmp_1", name, label.value, 0.9, 0.9, *sides, (), update)


CONFLICT = _finding("fnd_1", 1, 2, Label.CONFLICT)
# The second document of Wire takes back what its first one says.
UPDATE = _finding("fnd_2", 2, 3, Label.CONFLICT, update=True)


def _sheet(*findings: SheetFinding) -> Sheet:
    documents = (_document("Port", 1), _document("Wire", 2), _document("Wire", 3))
    config = RunConfig("model", "revision", "float32", "1", "thresholds")
    claims = tuple(map(_claim, (1, 2, 3)))
    return Sheet(at(14), config, documents, claims, (), findings, (), ())


@pytest.mark.parametrize(
    ("findings", "verdicts", "replaced", "found", "over"),
    [
        ([CONFLICT], {}, (), ["fnd_1"], {}),
        ([_finding("fnd_1", 1, 2, Label.AGREE)], {}, (), [], {}),
        ([_finding("fnd_1", 1, 2, Label.AGREE)], {"fnd_1": Label.CONFLICT}, (), ["fnd_1"], {}),
        ([CONFLICT], {"fnd_1": Label.AGREE}, (), [], {"fnd_1": "overruled"}),
        ([CONFLICT], {}, ("doc_2",), [], {"fnd_1": "edited"}),
        ([CONFLICT, UPDATE], {}, (), [], {"fnd_1": "updated"}),
        # What a source says of itself is no conflict of sources.
        ([_finding("fnd_1", 2, 3, Label.CONFLICT)], {}, (), [], {}),
    ],
    ids=["machine", "agreed", "judged", "overruled", "edited", "updated", "one source"],
)
def test_what_stands_in_a_story(
    findings: list[SheetFinding],
    verdicts: dict[str, Label],
    replaced: tuple[str, ...],
    found: list[str],
    over: dict[str, str],
) -> None:
    """As the machine found it, people judged it, and pages show it."""
    now = standing("sto_1", _sheet(*findings), verdicts, replaced, UNTIL)
    assert [each.finding_id for each in now.conflicts] == found
    assert now.over == over
    assert now.documents == {"doc_1", "doc_2", "doc_3"}
