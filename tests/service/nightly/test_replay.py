"""A stored report made again from stored texts: the same, or what differs."""

import pytest
from sqlalchemy import text

from matching.document import Document
from service.config import Settings
from service.errors import NotFoundError
from service.nightly.replay import Difference, differences, replay
from service.nightly.running import Means
from tests.service.nightly import newsroom
from tests.service.nightly.newsroom import night, store


def test_a_report_is_proved_by_making_it_again(means: Means) -> None:
    """Also when later documents have joined its story, and a later night was told."""
    store(means, newsroom.PORT, newsroom.WIRE)
    first = night(means).report
    store(means, newsroom.HERALD)
    second = night(means, 15).report
    for report, comparisons in ((first, 1), (second, 3)):
        found = replay(means, report.report_id)
        assert found.differences == ()
        assert found.comparisons == comparisons


def test_a_text_that_was_changed_is_found_out(means: Means) -> None:
    """By whoever could get past the guards of the database."""
    store(means, newsroom.PORT, newsroom.WIRE)
    report = night(means).report
    with means.engine.begin() as connection:
        for trigger in ("document_update",):
            on = " ON document" if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER {trigger}{on}"))
        connection.execute(
            text("UPDATE document SET text = :new WHERE text = :old"),
            {"new": "The storm sank 11 ships in Valdoria.", "old": newsroom.PORT.text},
        )
    with pytest.raises(NotFoundError, match=newsroom.PORT.document_id):
        replay(means, report.report_id)


def test_another_model_is_named(means: Means) -> None:
    """What differs begins with the configuration."""
    from matching.testing import HashingEncoder
    from service.work.lanes import OneLane
    from service.work.work import Work

    store(means, newsroom.PORT, newsroom.WIRE)
    report = night(means).report
    settings = Settings(database_url=means.settings.database_url)
    other = OneLane(Work(settings, given_encoder=HashingEncoder(64)))
    found = replay(Means(settings, means.engine, other), report.report_id)
    other.close()
    assert not found.is_same
    assert found.differences[0].where == "configuration/revision"


def test_a_report_that_is_not_there(means: Means) -> None:
    """Is said so."""
    with pytest.raises(NotFoundError, match="ngt_0"):
        replay(means, "ngt_0")


def test_a_report_of_what_could_not_be_compared(means: Means) -> None:
    """A story of one document has nothing to make again."""
    store(means, Document("The mayor spoke.", "Mayor", "en", newsroom.at(14)))
    assert replay(means, night(means).report.report_id).is_same


@pytest.mark.parametrize(
    ("stored", "now", "found"),
    [
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, [Difference("/a/1/b", "2", "3")]),
        ({"a": [1]}, {"a": [1, 2]}, [Difference("/a", "1 items", "2 items")]),
        ({"a": 1}, {}, [Difference("/a", "1", "None")]),
        ({"a": 1}, {"a": 1}, []),
    ],
)
def test_differences_are_named_where_they_are(
    stored: object, now: object, found: list[Difference]
) -> None:
    """The deepest place that differs."""
    assert differences(stored, now) == found
