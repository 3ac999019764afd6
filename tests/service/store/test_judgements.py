"""Judgements: appended, numbered, and never lost to somebody who did not see the last one."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from matching.finding import Label
from service.errors import NotFoundError, StaleError
from service.store.engine import transaction
from service.store.judgements import Judgement
from service.store.unit import Store, read_only, unit_of_work
from tests.service.diff import factories
from tests.service.store.strategies import AT

COMPARISON = factories.ports_comparison()
FINDING = COMPARISON.findings[1].finding_id
KEY = (COMPARISON.comparison_id, FINDING)
FIRST = Judgement(Label.AGREE, "ana", "both count the ships of the bay", AT)
SECOND = Judgement(Label.CONFLICT, "ben", "42 is not 45", AT)


@pytest.fixture
def judged(engine: Engine) -> Engine:
    """A database with a finding that two people judged."""
    with unit_of_work(engine, at=AT) as store:
        store.comparisons.add(COMPARISON, created_at=AT)
        assert store.judgements.version(*KEY) == 0
        assert store.judgements.add(*KEY, FIRST, after=0) == 1
        assert store.judgements.add(*KEY, SECOND, after=1) == 2
    return engine


def test_the_last_judgement_holds_and_the_first_is_kept(judged: Engine) -> None:
    """The machine's own label stays as it was."""
    with read_only(judged) as store:
        assert store.judgements.history(*KEY) == [FIRST, SECOND]
        assert store.judgements.in_force(COMPARISON.comparison_id) == {FINDING: SECOND}
        loaded = store.comparisons.load(COMPARISON.comparison_id)
        assert loaded is not None
        assert loaded[0].findings[1].label is COMPARISON.findings[1].label


def test_who_did_not_see_the_last_one_is_told(judged: Engine) -> None:
    """Two reviewers cannot overwrite each other; without a number it is appended anyway."""
    with unit_of_work(judged, at=AT) as store:
        with pytest.raises(StaleError, match="meanwhile"):
            store.judgements.add(*KEY, FIRST, after=1)
        assert store.judgements.add(*KEY, FIRST) == 3


def test_a_judgement_needs_its_finding(judged: Engine) -> None:
    """An unknown finding is refused."""

    def judge(store: Store) -> None:
        store.judgements.add(COMPARISON.comparison_id, "fnd_unknown", FIRST)

    with unit_of_work(judged, at=AT) as store, pytest.raises(NotFoundError, match="no finding"):
        judge(store)


@pytest.mark.parametrize("statement", ["UPDATE judgement SET label = 'x'", "DELETE FROM judgement"])
def test_the_database_refuses_to_change_a_judgement(judged: Engine, statement: str) -> None:
    """Append-only for whoever writes SQL, too."""
    with pytest.raises(IntegrityError, match="never changed"), transaction(judged) as session:
        session.execute(text(statement))
