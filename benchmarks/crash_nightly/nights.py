"""The nights: documents that come each day, and the report that they make when left in peace."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.crash_nightly.newsroom import DIMENSION
from matching.document import Document
from matching.testing import HashingEncoder
from service.config import Settings
from service.nightly.grouping import night_grouper
from service.nightly.making import report_text
from service.nightly.plan import Asked
from service.nightly.running import Means, run_night
from service.nightly.window import day_night
from service.nightly_contract import Scope
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import unit_of_work
from service.work.lanes import OneLane
from service.work.work import Work

_FIRST = date(2031, 5, 14)
_STORIES = 3
_SAID = ((12, "Port"), (19, "Wire"), (12, "Herald"))


def day_of(number: int) -> date:
    """Return the day of night *number*, from 0 on."""
    return _FIRST + timedelta(days=number)


def add_documents(engine: Engine, number: int) -> None:
    """Store what comes on the day of night *number*: three stories of three documents."""
    night = day_night(day_of(number), "UTC")
    at = datetime.combine(day_of(number), time(12), night.since.tzinfo)
    with unit_of_work(engine, at=at) as store:
        for one in range(_STORIES):
            place = f"Valdoria {number}-{one}"
            story = store.stories.add(f"Storm in {place}", at=at)
            for ships, source in _SAID:
                text = f"The storm sank {ships} ships in {place}. The harbour of {place} is closed."
                seen = store.documents.see(
                    Document(text, source, "en", at, f"{source} on {place}"), at=at
                )
                store.stories.put(story, seen.document_id, at=at)


@dataclass(frozen=True, slots=True)
class Peace:
    """A newsroom in which nobody is killed, in the process that asks."""

    means: Means

    def night(self, number: int) -> str:
        """Do night *number* and return its report as it is printed, queued and not sent."""
        asked = Asked(day_night(day_of(number), "UTC"), Scope(sources=(), story_id=None))
        return report_text(run_night(self.means, asked).report)


@contextmanager
def peace(settings: Settings) -> Iterator[Peace]:
    """Open the newsroom that *settings* are of; its tables are made where there are none."""
    engine = open_engine(settings.store_url)
    upgrade(engine)
    executor = OneLane(Work(settings, given_encoder=HashingEncoder(DIMENSION)))
    try:
        group = night_grouper(executor)
        yield Peace(Means(settings, engine, executor, group, sends=True))
    finally:
        executor.close()
        engine.dispose()


def beside(settings: Settings, folder: Path) -> Settings:
    """Return *settings* for another newsroom, on a database of its own in *folder*."""
    return settings.model_copy(update={"database_url": f"sqlite:///{folder / 'peace.db'}"})
