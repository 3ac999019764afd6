"""The installation's secret: made once, the same for everybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sqlalchemy import Engine

from service.store.engine import transaction
from service.store.secrets import SecretRepository

AT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)


def test_those_who_need_it_at_once_get_the_same(engine: Engine) -> None:
    """Several web processes start on one empty database."""

    def need(_: int) -> str:
        with transaction(engine) as session:
            return SecretRepository(session).get_or_make("installation", at=AT)

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(need, range(4)))
    assert len(found) == 1
    assert len(found.pop()) == 43


def test_secrets_are_made_when_they_are_needed_and_differ(engine: Engine) -> None:
    """One does not tell another."""
    with transaction(engine) as session:
        secrets = SecretRepository(session)
        assert secrets.get("a") is None
        made = secrets.get_or_make("a", at=AT)
        assert secrets.get_or_make("a", at=AT) == secrets.get("a") == made
        assert secrets.get_or_make("b", at=AT) != made
