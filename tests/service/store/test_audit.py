"""The audit log: written with what it tells of, one chain for all writers, and provable."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from service.store.audit import AuditRepository, BrokenLink, ChainReport
from service.store.engine import transaction, view
from service.store.stories import StoryRepository
from service.store.trail import GENESIS
from tests.service.store.processes import WRITE_MANY, end, start
from tests.service.store.strategies import AT, forgotten

TITLES = ("Temporal", "Presupuesto", "Elecciones", "Dengue")


@pytest.fixture
def written(engine: Engine) -> Engine:
    """A database with a log of four entries."""
    for title in TITLES:
        with transaction(engine, actor="ana", at=AT) as session:
            StoryRepository(session).add(title, at=AT)
    return engine


def verified(engine: Engine, expected: str | None = None) -> ChainReport:
    """Return what the log proves."""
    with view(engine) as session:
        return AuditRepository(session).verify(expected)


def test_an_empty_log_holds(engine: Engine) -> None:
    """Nothing was done, so nothing is missing."""
    assert verified(engine) == ChainReport(0, GENESIS)
    assert verified(engine, GENESIS).broken is None


def test_what_is_written_is_noted_with_who_and_when(written: Engine) -> None:
    """One entry for each change, in its transaction; what changes nothing leaves none."""
    with transaction(written, actor="ben", at=AT) as session:
        story_id = StoryRepository(session).add(TITLES[0], at=AT)
    with view(written) as session:
        (entry,) = AuditRepository(session).of(story_id)
        assert (entry.number, entry.actor, entry.action, entry.at) == (1, "ana", "story.add", AT)
        assert [each.number for each in AuditRepository(session).latest(2, before=4)] == [3, 2]
    assert verified(written).entries == len(TITLES)


def test_a_failed_transaction_leaves_no_entry(engine: Engine) -> None:
    """What did not happen is not in the log."""
    with forgotten(engine) as session:
        StoryRepository(session).add("Temporal", at=AT)
    assert verified(engine).entries == 0


CHANGES = {
    "actor": "eve",
    "action": "story.burn",
    "subject": "sto_other",
    "at": "2031-05-14 09:30:00.000001",
    "details": json.dumps({"forged": True}),
    "previous": "f" * 64,
    "digest": "f" * 64,
}


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(number=st.integers(1, len(TITLES)), column=st.sampled_from(sorted(CHANGES)))
def test_a_changed_entry_is_named(written: Engine, number: int, column: str) -> None:
    """Whoever can switch the triggers off and changes one value is found out."""
    with forgotten(written) as session:
        unguard(session)
        session.execute(
            text(f'UPDATE audit SET "{column}" = :value WHERE number = :number'),  # noqa: S608
            {"value": CHANGES[column], "number": number},
        )
        report = AuditRepository(session).verify()
        assert report.broken is not None
        assert report.broken.number == number
        assert report.entries == number - 1


def test_an_entry_taken_out_is_named(written: Engine) -> None:
    """The numbers have a gap then."""
    with forgotten(written) as session:
        unguard(session)
        session.execute(text("DELETE FROM audit WHERE number = 2"))
        assert AuditRepository(session).verify().broken == BrokenLink(3, "entry 2 is missing")


def test_an_end_cut_off_is_found_by_a_head_noted_earlier(written: Engine) -> None:
    """The rest is a whole chain, so only somebody who remembers can tell."""
    head = verified(written).head
    assert verified(written, head).broken is None
    with forgotten(written) as session:
        unguard(session)
        session.execute(text("DELETE FROM audit WHERE number = 4"))
        log = AuditRepository(session)
        assert log.verify().broken is None
        broken = log.verify(head).broken
        assert broken is not None
        assert broken.number == len(TITLES)


def test_processes_at_once_make_one_chain(engine: Engine, store_url: str) -> None:
    """Each waits for the other; no number is given twice and none is missing."""
    writers = [start(WRITE_MANY, store_url, name, 15) for name in ("ana", "ben", "eva")]
    assert [end(writer) for writer in writers] == [0, 0, 0]
    report = verified(engine)
    assert report.broken is None
    assert report.entries == 3 * 15 * 2
    with view(engine) as session:
        order = [entry.actor for entry in reversed(AuditRepository(session).latest(90))]
    # The two entries of one transaction stand together.
    assert order[::2] == order[1::2]


def unguard(session: Session) -> None:
    """Switch off what keeps the log from being changed, as its owner could."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
    else:
        session.execute(text("DROP TRIGGER audit_update"))
        session.execute(text("DROP TRIGGER audit_delete"))
