"""Stories with more documents than a new one is weighed against stay whole, on both databases."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from matching.document import Document
from matching.grouping.thresholds import GROUPING
from service.grouping.means import Grouper
from service.store.entity_decisions import Decider
from service.store.stories import MAX_DOCUMENTS
from service.store.unit import read_only, unit_of_work
from tests.matching.grouping.near import NearEncoder
from tests.service.grouping.rounds import group_new

AT = datetime(2027, 3, 20, tzinfo=UTC)
BY = Decider("ana", "Un mismo hecho.", AT)
FIRE = (
    "Un incendio destruyó el mercado de Villarrubia el martes y dejó 12 heridos. La alcaldesa "
    "Teodora Quiñonero dijo a {source} que el fuego empezó en un puesto de velas."
)
MANY = GROUPING.most_members + 3


def reports(count: int, first: int = 0) -> list[Document]:
    """Return the same news as so many sources tell it, an hour after each other."""
    return [
        Document(
            FIRE.format(source=f"Radio {number}"),
            f"Radio {number}",
            "es",
            published_at=AT + timedelta(hours=number),
        )
        for number in range(first, first + count)
    ]


def grouped(engine: Engine, documents: list[Document]) -> list[list[str]]:
    """Store *documents*, group what is new, and return all stories."""
    with unit_of_work(engine, at=AT) as store:
        for document in documents:
            store.documents.add(document, stored_at=AT)
    group_new(Grouper(engine, NearEncoder()), at=AT)
    return stories(engine)


def stories(engine: Engine) -> list[list[str]]:
    """Return the documents of each story."""
    with read_only(engine) as store:
        return [
            sorted(store.stories.document_ids(each.story_id)) for each in store.stories.latest(100)
        ]


def by_hand(engine: Engine, title: str, documents: list[Document]) -> None:
    """Store a person's story of *documents*."""
    with unit_of_work(engine, at=AT) as store:
        story = store.stories.add(title, at=AT)
        for document in documents:
            store.documents.add(document, stored_at=AT)
            store.stories.put(story, document.document_id, at=AT)


def test_more_of_one_event_than_a_story_takes_fails_nothing(engine: Engine) -> None:
    """Those after it begin another one."""
    found = grouped(engine, reports(MAX_DOCUMENTS + 15))
    assert max(map(len, found)) == MAX_DOCUMENTS
    assert sum(map(len, found)) <= MAX_DOCUMENTS + 15
    with read_only(engine) as store:
        assert not store.grouping_profiles.undecided(1)


def test_a_long_story_made_by_hand_stays_as_it_is(engine: Engine) -> None:
    """Its earlier documents, too, which are not weighed."""
    documents = reports(MANY)
    by_hand(engine, "El incendio", documents[::2])
    by_hand(engine, "El mercado", documents[1::2])
    longer = [
        *documents[::2],
        *reports(MANY, first=MANY),
    ]
    by_hand(engine, "El incendio", longer)
    before = stories(engine)
    group_new(Grouper(engine, NearEncoder()), at=AT)
    assert stories(engine) == before


def test_two_long_stories_become_one_as_a_whole(engine: Engine) -> None:
    """A document that is of both joins all of them, not the last of each."""
    left, right = reports(MANY), reports(MANY, first=MANY)
    by_hand(engine, "El incendio", left)
    by_hand(engine, "El mercado", right)
    group_new(Grouper(engine, NearEncoder()), at=AT)
    found = grouped(engine, reports(1, first=2 * MANY))
    ids = sorted(each.document_id for each in (*left, *right, *reports(1, first=2 * MANY)))
    assert max(found, key=len) == ids
