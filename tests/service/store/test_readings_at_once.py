"""Many writers store readings that share names at the same time: none waits for ever."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, func, select

from matching.document import Document
from matching.reading import read_together
from service.store.engine import view
from service.store.tables import MentionRow, ReadingRow
from service.store.unit import unit_of_work
from tests.service.store.strategies import AT

_NAMES = ("Ana Brizuela", "Luis Farías", "Elena Dorado", "Pedro Quintana", "Rosa Urrutia")


def _document(number: int) -> Document:
    # The same names in another order each time.
    first, second, third = ((number * step) % len(_NAMES) for step in (1, 2, 3))
    return Document(
        f"{_NAMES[first]} habló con {_NAMES[second]} en Lima. "
        f"{_NAMES[third]} viajó a Madrid con {number} personas.",
        f"Diario {number % 7}",
        "es",
    )


def test_readings_are_stored_side_by_side(engine: Engine) -> None:
    """Each is there once, with its names, though all writers name the same people."""
    documents = [_document(number) for number in range(48)]
    with unit_of_work(engine, at=AT) as store:
        for document in documents:
            store.documents.add(document, stored_at=AT)
    readings = [read_together((document,)).readings[0] for document in documents]
    # Every reading is given twice, to writers that have different others beside it.
    tasks = [readings[start::6] for start in range(6)]
    tasks += [readings[start : start + 8] for start in range(0, 48, 8)]

    def keep(number: int) -> list[str]:
        with unit_of_work(engine, at=AT) as store:
            return store.readings.add_all(tasks[number][:: 1 - 2 * (number % 2)], stored_at=AT)

    with ThreadPoolExecutor(6) as pool:
        ids = list(pool.map(keep, range(len(tasks)), timeout=120))
    with view(engine) as session:
        assert session.scalar(select(func.count()).select_from(ReadingRow)) == len(readings)
        named = session.scalar(select(func.count(MentionRow.document_id.distinct())))
    assert named == len(readings)
    assert len({each for some in ids for each in some}) == len(readings)
    with unit_of_work(engine, at=AT) as store:
        for number, some in enumerate(ids):
            for reading_id, reading in zip(
                some, tasks[number][:: 1 - 2 * (number % 2)], strict=True
            ):
                assert store.readings.get(reading_id) == reading
