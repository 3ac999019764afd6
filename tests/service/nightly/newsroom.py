"""Documents about a storm, stored as a newsroom gets them, and reports on its days."""

from datetime import UTC, date, datetime, timedelta

from matching.document import Document
from service.nightly.plan import Asked
from service.nightly.running import Done, Means, run_night
from service.nightly.window import day_night
from service.nightly_contract import ConflictItem, NightlyReport, Scope
from service.store.unit import unit_of_work

STORY = "Storm in Valdoria"
FIRST = date(2031, 5, 14)
EVERYTHING = Scope(sources=(), story_id=None)


def at(day: int, hour: int = 12) -> datetime:
    """Return an hour of a day in May."""
    return datetime(2031, 5, day, hour, tzinfo=UTC)


PORT = Document("The storm sank 12 ships in Valdoria.", "Port", "en", at(14), "The storm")
WIRE = Document("The storm sank 19 ships in Valdoria.", "Wire", "en", at(14, 15), "Ships")
HERALD = Document("The storm sank 12 ships in Valdoria.", "Herald", "en", at(15), "Losses")
CORRECTED = Document("The storm sank 12 ships in Valdoria.", "Wire", "en", at(15, 9), "Ships")
CHANGED = Document("The storm sank 19 ships in Valdoria.", "Wire", "en", at(16, 9), "Ships")


def store(means: Means, *documents: Document, story: str = STORY, url: str | None = None) -> str:
    """Store documents when they were published and put them into a story; return its id."""
    for document in documents:
        moment = document.published_at or at(14)
        with unit_of_work(means.engine, actor="ana", at=moment) as found:
            story_id = found.stories.add(story, at=moment)
            seen = found.documents.see(document, at=moment, url=url)
            found.stories.put(story_id, seen.document_id, at=moment)
    return story_id


def night(means: Means, day: int = 14, scope: Scope = EVERYTHING, zone: str = "UTC") -> Done:
    """Do the night after a day in May."""
    asked = Asked(day_night(FIRST + timedelta(days=day - 14), zone), scope)
    return run_night(means, asked)


def states(report: NightlyReport) -> list[tuple[str, str]]:
    """Return the state of each conflict, and because of what it is in it."""
    return [(each.state, each.because) for each in report.conflicts]


def only(report: NightlyReport) -> ConflictItem:
    """Return the one conflict of *report*."""
    (found,) = report.conflicts
    return found
