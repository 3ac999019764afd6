"""Documents that stayed alone and are looked at again at a night's end, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from matching.document import Document
from matching.grouping.cluster import ordered
from matching.grouping.combine import Link
from matching.grouping.links import Links
from service.config import Settings
from service.grouping.closing import Alone, Look, look_again, still_alone, take_in
from service.grouping.correcting import move, take_out
from service.grouping.means import Grouper
from service.grouping.why import PutBy, why
from service.store.entity_decisions import Decider
from service.store.groupings import Grouped
from service.store.unit import read_only, unit_of_work
from service.work.closing import close_night, look_at_latest
from service.work.executor import InlineExecutor
from service.work.work import Work
from tests.matching.grouping.near import NearEncoder
from tests.service.grouping.rounds import group_new

AT = datetime(2027, 3, 20, tzinfo=UTC)
BY = Decider("ana", "Otro hecho.", AT)
SOURCES = ("Sur 1", "Sur 2", "Norte 1", "Norte 2", "Columna", "Duda")
ECHO = Document("La columna hizo ruido.", "Eco", "es", AT + timedelta(hours=9))
DOCUMENTS = [
    Document(
        f"Un incendio destruyó un mercado, contó {source}.", source, "es", AT + timedelta(hours=n)
    )
    for n, source in enumerate(SOURCES)
]
NAMES = {each.document_id: each.source for each in [*DOCUMENTS, ECHO]}
IDS = {source: document_id for document_id, source in NAMES.items()}


class OfTwoFires(Links):
    """Links of two fires; a column is near to that of the South, a doubt to both.

    An echo is near to the column, and a little less to what the column is near to.
    """

    def odds(self, one: str, two: str) -> float:
        """Return odds at which the column and the doubt stay alone when they come."""
        left, right = ordered(one, two)
        names = sorted((NAMES[left], NAMES[right]))
        where = {name.partition(" ")[0] for name in names}
        odds = 4.0 if len(where) == 1 else -6.0
        if "Columna" in where or "Duda" in where:
            odds = -0.9 if where in ({"Columna", "Sur"}, {"Duda", "Sur"}, {"Duda", "Norte"}) else -3
        if "Eco" in where:
            odds = -0.7 if "Columna" in where else -1.2 if "Sur" in where else -6.0
        self.known[left, right] = Link(left, right, odds, {"middle": odds})
        return odds


@pytest.fixture(autouse=True)
def _links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.grouping.surroundings.Links", OfTwoFires)


@pytest.fixture
def executor(engine: Engine) -> Iterator[InlineExecutor]:
    """What runs tasks on the test's database."""
    url = engine.url.render_as_string(hide_password=False)
    work = Work(Settings(database_url=url), NearEncoder())
    work.__dict__["engine"] = engine
    made = InlineExecutor(work)
    yield made
    made.close()


def grouped(engine: Engine, documents: list[Document] = DOCUMENTS) -> None:
    """Store *documents* and group what is new."""
    with unit_of_work(engine, at=AT) as store:
        for document in documents:
            store.documents.add(document, stored_at=AT)
    group_new(Grouper(engine, NearEncoder()), at=AT)


def homes(engine: Engine) -> dict[str, str]:
    """Return the story of each document that is in one, by its source."""
    with read_only(engine) as store:
        return {NAMES[one]: story for one, story in store.groupings.homes(NAMES).items()}


def state(engine: Engine) -> list[list[tuple[object, ...]]]:
    """Return all that grouping wrote."""
    names = ("story", "story_document", "story_grouping", "audit")
    with engine.connect() as connection:
        return [
            sorted(map(tuple, connection.execute(text(f"SELECT * FROM {name}"))), key=repr)  # noqa: S608
            for name in names
        ]


def test_a_document_alone_joins_the_one_story_that_is_near(
    engine: Engine, executor: InlineExecutor
) -> None:
    """What is as near to two stories stays alone; why tells of the machine and of the nearest."""
    grouped(engine)
    assert "Columna" not in homes(engine)
    assert close_night(executor, AT, "nightly") == 1
    found = homes(engine)
    assert found["Columna"] == found["Sur 1"] != found["Norte 1"]
    assert "Duda" not in found
    with read_only(engine) as store:
        told = why(store, IDS["Columna"])
    assert [each.by for each in told.homes] == [PutBy.MACHINE]
    assert told.decided is not None
    assert told.decided.story_id == found["Sur 1"]
    assert {each.line.source for each in told.decided.near} == {"Sur 1", "Sur 2"}
    assert 0.5 <= told.decided.confidence < 0.6
    assert told.decided.pairs > 0


def test_looking_again_changes_nothing(engine: Engine, executor: InlineExecutor) -> None:
    """Nothing at all, not even in the log."""
    grouped(engine)
    close_night(executor, AT, "nightly")
    before = state(engine)
    assert close_night(executor, AT, "nightly") == 0
    assert state(engine) == before


def test_who_joins_brings_others_in(engine: Engine, executor: InlineExecutor) -> None:
    """The echo is of the column's story, which nothing tells before the column is in one."""
    grouped(engine, [*DOCUMENTS, ECHO])
    assert not {"Columna", "Eco"} & homes(engine).keys()
    assert close_night(executor, AT, "nightly") == 2
    found = homes(engine)
    assert found["Eco"] == found["Columna"] == found["Sur 1"]


def test_a_look_names_all_that_would_change_it(engine: Engine) -> None:
    """Candidates that are alone, and stories, though all documents of one are in another too."""
    grouped(engine)
    with unit_of_work(engine, actor="ana", at=AT) as store:
        sides = store.groupings.homes([IDS["Sur 1"], IDS["Norte 1"]])
        # The last one by its identifier is the one by whose name its documents go.
        made = max(store.stories.add(f"A mano {n}", at=AT) for n in range(9))
        assert made > sides[IDS["Sur 1"]]
        for each in ("Sur 1", "Sur 2", "Duda"):
            store.stories.put(made, IDS[each], at=AT)
    grouper = Grouper(engine, NearEncoder())
    (look,) = look_again(grouper, still_alone(grouper, AT), at=AT)
    assert look.document_id == IDS["Columna"]
    others = {each.document_id for each in DOCUMENTS} - {look.document_id}
    assert look.against == {*others, made, *sides.values()}


def test_only_what_is_near_a_change_is_weighed_again(
    executor: InlineExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever joined changed their story, and what they are to documents alone."""
    against = {"joins": {"south"}, "by story": {"south"}, "by document": {"joins"}, "far": {"east"}}
    weighed: list[list[str]] = []

    def look(_: Grouper, alone: Alone, *, at: datetime) -> list[Look]:
        weighed.append([each for each, _ in alone])
        joins = Grouped("joins", "south", 0.9, (), 1)
        return [
            Look(each, frozenset(against[each]), joins if each == "joins" else None)
            for each, _ in alone
        ]

    monkeypatch.setattr("service.work.closing.still_alone", lambda *_: [(x, AT) for x in against])
    monkeypatch.setattr("service.work.closing.look_again", look)
    monkeypatch.setattr("service.work.closing.take_in", lambda *_, at: {"joins": "south"})
    assert close_night(executor, AT, "nightly") == 1
    assert weighed == [list(against), ["by story", "by document"]]


def test_a_run_that_was_killed_comes_to_the_same(engine: Engine) -> None:
    """Nothing is written until all are weighed, and what others did meanwhile holds."""
    grouped(engine)
    grouper = Grouper(engine, NearEncoder())
    before = state(engine)
    looks = look_again(grouper, still_alone(grouper, AT), at=AT)
    found = [each.found for each in looks if each.found]
    assert state(engine) == before
    assert take_in(grouper, found, at=AT).keys() == {IDS["Columna"]}
    assert take_in(grouper, found, at=AT) == {}


@pytest.mark.parametrize("is_undone", [False, True])
def test_what_a_person_took_out_stays_out(
    engine: Engine, executor: InlineExecutor, *, is_undone: bool
) -> None:
    """Also where a correction on a document is undone again, and it is alone by that."""
    grouped(engine)
    with unit_of_work(engine, actor="ana", at=AT) as store:
        story = store.groupings.homes([IDS["Sur 1"]])[IDS["Sur 1"]]
        decision = move(store, IDS["Columna"], story, BY)
        if is_undone:
            store.groupings.undo(decision, BY)
        else:
            take_out(store, IDS["Columna"], BY)
    assert close_night(executor, AT, "nightly") == 0
    assert "Columna" not in homes(engine)


def test_what_people_hold_apart_from_a_story_does_not_join_it(
    engine: Engine, executor: InlineExecutor
) -> None:
    """The column is not of the South, said who moved a document of the South beside it."""
    grouped(engine)
    with unit_of_work(engine, actor="ana", at=AT) as store:
        store.stories.put(store.stories.add("Aparte", at=AT), IDS["Columna"], at=AT)
        there = store.stories.of_document(IDS["Columna"])[0]
        story = store.groupings.homes([IDS["Sur 1"]])[IDS["Sur 1"]]
        move(store, IDS["Sur 1"], there, BY)
        move(store, IDS["Sur 1"], story, BY)
        store.stories.take_out(there, IDS["Columna"])
    grouper = Grouper(engine, NearEncoder())
    assert IDS["Columna"] in dict(still_alone(grouper, AT))
    assert close_night(executor, AT, "nightly") == 0
    assert "Columna" not in homes(engine)


def test_a_full_story_takes_no_more(
    engine: Engine, executor: InlineExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came to be full between weighing and taking in, too."""
    grouped(engine)
    for module in ("closing", "surroundings"):
        monkeypatch.setattr(f"service.grouping.{module}.MAX_DOCUMENTS", 2)
        assert close_night(executor, AT, "nightly") == 0


def test_days_long_past_are_not_looked_at(engine: Engine, executor: InlineExecutor) -> None:
    """However much the archive holds, a night looks at the days of its window."""
    grouped(engine)
    grouper = Grouper(engine, NearEncoder())
    late = AT + timedelta(days=8)
    assert still_alone(grouper, late) == []
    assert close_night(executor, late, "nightly") == 0
    assert len(still_alone(grouper, AT + timedelta(days=7))) == 2


def test_a_job_looks_at_the_latest_only(engine: Engine, executor: InlineExecutor) -> None:
    """The doubt came last; the column waits for the night."""
    grouped(engine)
    assert look_at_latest(executor, AT, "ana", 1) == 0
    assert look_at_latest(executor, AT, "ana", 2) == 1
