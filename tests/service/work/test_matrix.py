"""A story that grows: what was compared before is taken from the database, on both."""

from collections.abc import Sequence

import pytest
from sqlalchemy import Engine

import matching.story
from matching.comparison import Comparison, Reading
from matching.document import Document
from service.clock import run_time
from service.config import Settings
from service.store.unit import read_only, unit_of_work
from service.work.matrix import compare_as_stored, matrix_of
from tests.databases import BACKENDS, Fresh
from tests.service.work.means import hashed

_TEXTS = (
    "Minister Luna opened the port. Twelve people were hurt in the storm.",
    "Luna opened the port on Monday. Nine people were hurt in the storm.",
    "The storm hurt twelve people. The port is open.",
    "The port is closed. Nobody was hurt in the storm.",
)
_TELLS_WHO = "Ana Luna opened the port. Twelve people were hurt."


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The sources of each pair of readings that is compared from here on."""
    found: list[tuple[str, str]] = []
    compare = matching.story.compare_readings

    def spied(left: Reading, right: Reading, **rest: object) -> Comparison:
        found.append((left.document.source, right.document.source))
        return compare(left, right, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(matching.story, "compare_readings", spied)
    return found


def _documents(*texts: str) -> list[Document]:
    return [Document(text, f"Source {i}", "en") for i, text in enumerate(texts)]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("more", "old"),
    [
        # Only pairs with the new document: the others are read as before.
        (_TEXTS[3], 0),
        # The minister of Source 0 is known to be Ana Luna now: its pairs are compared again.
        (_TELLS_WHO, 2),
    ],
)
def test_a_grown_story_compares_what_is_new(
    backend: str,
    more: str,
    old: int,
    fresh: Fresh,
    settings: Settings,
    compared: list[tuple[str, str]],
) -> None:
    """The answer is that of a comparison from the beginning."""
    url = fresh(backend).url.render_as_string(hide_password=False)
    work = hashed(settings.model_copy(update={"database_url": url}))
    documents = _documents(*_TEXTS[:3], more)
    _store(work.engine, documents)
    matrix_of(work, documents[:3], "system")
    assert len(compared) == 3
    compared.clear()
    made = matrix_of(work, documents, "system")
    assert len(compared) == 3 + old
    assert sum("Source 3" in pair for pair in compared) == 3
    story, _ = compare_as_stored(work, documents, (), run_time())
    with read_only(work.engine) as store:
        stored = [store.comparisons.require(each.comparison_id)[0] for each in story.comparisons]
        body = store.matrices.get(made)
    assert stored == list(story.comparisons)
    assert body is not None
    assert [each["comparison_id"] for each in body["comparisons"]] == [
        each.comparison_id for each in story.comparisons
    ]
    work.close()


def _store(engine: Engine, documents: Sequence[Document]) -> None:
    with unit_of_work(engine, at=run_time()) as store:
        for document in documents:
            store.documents.add(document, stored_at=run_time())
