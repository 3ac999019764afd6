"""A document that stops or kills what reads it is found in its batch and reported alone."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import Engine

from seeds.load import load_stories
from service.clock import run_time
from service.config import Settings
from service.errors import OverloadedError, TookTooLong
from service.store.unit import unit_of_work
from service.work.executor import InlineExecutor
from service.work.lanes import Lanes
from service.work.loading import load_archive
from tests.databases import Fresh
from tests.service.work.means import hashed

Failing = type[TookTooLong] | type[OverloadedError]


class Poisoned(InlineExecutor):
    """An executor under which each task that touches one document fails."""

    def __init__(self, settings: Settings, poison: str, error: Failing) -> None:
        """Fail with *error* where *poison* is among the identifiers."""
        super().__init__(hashed(settings))
        self._poison, self._error = poison, error
        self.tasks: list[Sequence[str]] = []

    def run(self, task: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run the task, or fail."""
        self.tasks.append(args[0])
        if self._poison in args[0]:
            raise self._error("It was stopped.")
        return super().run(task, *args, **kwargs)


@pytest.fixture
def documents(fresh: Fresh) -> tuple[Engine, list[str]]:
    """A database with the documents of two stories, and their identifiers in order."""
    engine = fresh("sqlite")
    found = [each for story in load_stories()[:2] for each in story.documents.values()]
    with unit_of_work(engine, at=run_time()) as store:
        for document in found:
            store.documents.add(document, stored_at=run_time())
    return engine, sorted(document.document_id for document in found)


@pytest.mark.parametrize("error", [TookTooLong, OverloadedError])
def test_one_poisoned_document_stops_no_other(
    error: Failing, documents: tuple[Engine, list[str]], settings: Settings
) -> None:
    """All others are read; it is reported, and tried again by the next run."""
    engine, ids = documents
    changed = settings.model_copy(
        update={"database_url": engine.url.render_as_string(hide_password=False)}
    )
    for _ in range(2):
        lanes = Lanes([Poisoned(changed, ids[1], error)])
        loaded = load_archive(lanes, engine, batch=len(ids))
        assert [(each.document_id, each.reason) for each in loaded.unread] == [
            (ids[1], "It was stopped.")
        ]
        lanes.close()
    assert loaded.documents == 0
    with unit_of_work(engine) as store:
        assert store.document_lists.unread(99) == [ids[1]]
        assert store.document_lists.count_unread() == 1
        assert store.document_lists.unread(99, since=run_time().replace(year=2100)) == []
