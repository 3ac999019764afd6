"""Stories that fall apart when a new document shows them to be two."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from matching.document import Document
from matching.grouping.cluster import ordered
from matching.grouping.combine import Link
from matching.grouping.links import Links
from service.grouping.correcting import move
from service.grouping.means import Grouper
from service.grouping.parting import leaving
from service.store.entity_decisions import Decider
from service.store.unit import read_only, unit_of_work
from tests.matching.grouping.near import NearEncoder
from tests.service.grouping.rounds import group_new

AT = datetime(2027, 3, 20, tzinfo=UTC)
BY = Decider("ana", "Un mismo hecho.", AT)
FIRE, OTHER, SAME, LIKE = (
    Document(
        f"Un incendio destruyó un mercado, contó {source}.", source, "es", AT + timedelta(hours=n)
    )
    for n, source in enumerate(("Radio Sur", "Radio Norte", "Diario del Sur", "Diario del Norte"))
)
# Two fires of one night, of which the first reports look alike.
NAMES = {each.document_id: each.source for each in (FIRE, OTHER, SAME, LIKE)}


class ByPlace(Links):
    """Links that know which fire is which, but for the first two reports."""

    def odds(self, one: str, two: str) -> float:
        """Return even odds for the two radios, else what the places say."""
        left, right = ordered(one, two)
        (first, where), (second, there) = (NAMES[each].rsplit(" ", 1) for each in (left, right))
        radios = first == second == "Radio"
        odds = 0.0 if radios else 4.0 if where == there else -6.0
        self.known[left, right] = Link(left, right, odds, {})
        return odds


@pytest.fixture(autouse=True)
def _links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.grouping.surroundings.Links", ByPlace)


def grouped(engine: Engine, hours: int, *documents: Document) -> dict[str, str]:
    """Store *documents*, group what is new, and return the story of each by its source."""
    at = AT + timedelta(hours=hours)
    with unit_of_work(engine, at=at) as store:
        for document in documents:
            store.documents.add(document, stored_at=at)
    group_new(Grouper(engine, NearEncoder()), at=at)
    with read_only(engine) as store:
        return {NAMES[one]: story for one, story in store.groupings.homes(NAMES).items()}


def test_a_third_report_divides_what_the_machine_joined(engine: Engine) -> None:
    """The two radios part; what left is alone and its history says so, until its like comes."""
    first = grouped(engine, 4, FIRE, OTHER)
    assert first["Radio Sur"] == first["Radio Norte"]
    second = grouped(engine, 5, SAME)
    assert second["Radio Sur"] == second["Diario del Sur"] == first["Radio Sur"]
    assert "Radio Norte" not in second
    with read_only(engine) as store:
        latest = store.groupings.latest(OTHER.document_id)
        assert latest is not None
        assert latest.story_id is None
    third = grouped(engine, 6, LIKE)
    assert third["Radio Norte"] == third["Diario del Norte"] != third["Radio Sur"]


def test_what_a_person_put_together_is_not_divided(engine: Engine) -> None:
    """The machine takes the third report in, or leaves it out, and no more."""
    story = grouped(engine, 4, FIRE, OTHER)["Radio Sur"]
    with unit_of_work(engine, actor="ana", at=AT) as store:
        store.documents.add(LIKE, stored_at=AT)
        move(store, LIKE.document_id, story, BY)
    homes = grouped(engine, 5, SAME)
    assert {homes[each] for each in ("Radio Sur", "Radio Norte", "Diario del Norte")} == {story}


def test_a_story_of_a_person_is_not_divided(engine: Engine) -> None:
    """Not even where nothing was corrected."""
    with unit_of_work(engine, at=AT) as store:
        story = store.stories.add("Incendios", at=AT)
        for document in (FIRE, OTHER):
            store.documents.add(document, stored_at=AT)
            store.stories.put(story, document.document_id, at=AT)
    homes = grouped(engine, 5, SAME)
    assert homes["Radio Sur"] == homes["Radio Norte"] == story


def test_a_story_keeps_the_part_that_it_is_titled_by() -> None:
    """Else the larger one; where all came to be alone, none."""
    homes = dict.fromkeys("abcd", "s")
    parts = {"a": ("a", "e"), "b": ("b", "c", "d"), "c": ("b", "c", "d"), "d": ("b", "c", "d")}
    assert leaving(homes, parts.__getitem__, lambda _, each: each == "a") == ["b", "c", "d"]
    assert leaving(homes, parts.__getitem__, lambda _story, _each: False) == ["a"]
    assert leaving(homes, lambda each: (each,), lambda _, each: each == "a") == ["a", "b", "c", "d"]
    assert leaving(homes, lambda _: ("a", "b", "c", "d"), lambda _, each: each == "a") == []
