"""What the tests of the editor's desk share: rows in the store behind a client."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from service.api.problems import MEDIA_TYPE, Problem
from service.store.unit import Store, unit_of_work
from tests.service.diff import factories

AT = factories.CREATED_AT

# No 20 hexadecimal digits behind a prefix: each is refused before a database sees it.
GARBAGE = (
    "x",
    "%00",
    "sto_%00",
    "..%2f..%2fetc",
    "' OR 1=1 --",
    "%F0%9F%9A%A2",
    "%ED%A0%80",
    "99999999999999999999999",
    "doc_" + "a" * 3000,
)
# Bodies that no route takes, as bytes.
BAD_BODIES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'"x"',
    b"\xff\xfe\x00",
    b'{"\\ud800": 1}',
    b'{"unknown": 1e999}',
    b"[" * 5000,
    b'{"x": ' + b"9" * 6000 + b"}",
)
# Values of no text that a person writes; `\ud83d` is half of a pair.
BAD_TEXTS = ("", "   ", "a\x00b", "\ud83d", "x" * 100_000, 7, None, [], {}, 10**400)


def engine_of(client: TestClient) -> Engine:
    """Return the database behind *client*."""
    engine: Engine = client.app.state.services.engine  # type: ignore[attr-defined]
    return engine


@contextmanager
def stored(client: TestClient) -> Iterator[Store]:
    """Open the store behind *client* for writing."""
    with unit_of_work(engine_of(client), actor="test", at=AT) as store:
        yield store


def problem(answer: object) -> Problem:
    """Return the problem that *answer* is; fail when it is none, or the server's fault."""
    assert answer.status_code < 500, answer.text  # type: ignore[attr-defined]
    assert answer.status_code >= 400, answer.text  # type: ignore[attr-defined]
    assert answer.headers["content-type"] == MEDIA_TYPE  # type: ignore[attr-defined]
    return Problem.model_validate_json(answer.content)  # type: ignore[attr-defined]
