"""The attacks on intake, over HTTP: a problem or a safe document, never a fault, in time.

Of each group of the table (tests/service/intake/attacks) some are tried, spread over it;
`CONTRASTE_ATTACKS=all` tries them all. Two or three of each group are compared or asked of
PostgreSQL too.
"""

import json
import os
import shutil
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine, MetaData, func, select

from service.api.app import create_app
from service.api.problems import MEDIA_TYPE, Problem
from service.config import Settings
from service.intake.apart import end_parsers
from service.store.engine import open_engine
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.intake.attacks import servers
from tests.service.intake.attacks.kinds import (
    CONTROLS,
    MARKUP,
    MOST_BYTES,
    Attack,
    Refused,
    Safe,
    Text,
    Upload,
    Url,
)
from tests.service.intake.attacks.table import attacks
from tests.service.intake.local_server import LocalServer, local_server

LEAST = 200
_LONGEST = 15.0
_OF_A_GROUP = 1_000 if os.environ.get("CONTRASTE_ATTACKS") == "all" else 9
_FORM_HEAD = 4_000
_BYTES = "application/octet-stream"
_RIGHT = {"text": "The bridge closed on Monday, the mayor said.", "source": "B"}

_STACK = ExitStack()
_SERVER: LocalServer = _STACK.enter_context(local_server())
_SITES: Mapping[str, LocalServer] = {
    name: _STACK.enter_context(local_server()) for name in servers.robots_names()
}


def _spread(table: Sequence[Attack], most: int) -> list[Attack]:
    """Return up to *most* attacks of each group, the first and the last among them."""
    groups: dict[str, list[Attack]] = defaultdict(list)
    for each in table:
        groups[each.group].append(each)
    found = []
    for group in groups.values():
        wanted = min(most, len(group))
        places = {round(n * (len(group) - 1) / max(1, wanted - 1)) for n in range(wanted)}
        found += [group[place] for place in sorted(places)]
    return found


TABLE = list(attacks(_SERVER, _SITES))
TRIED = _spread(TABLE, _OF_A_GROUP)
COMPARED = [
    each
    for each in _spread(TABLE, max(4, _OF_A_GROUP // 2))
    if isinstance(each.request, Text | Url)
    and each.group not in ("odd robots", "forbidding robots")
]


@pytest.fixture(scope="module", autouse=True)
def _around() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.intake.connect.is_public", lambda address: address == "127.0.0.1")
        yield
    _STACK.close()
    end_parsers()


def _settings(url: str) -> Settings:
    """As in use, but for the local servers' ports, in a hurry, and without limits of rate."""
    ports = [server.url.rpartition(":")[2] for server in (_SERVER, *_SITES.values())]
    return Settings(
        database_url=url,
        url_ports=", ".join(ports),
        url_timeout=0.8,
        url_pause=0,
        max_bytes=MOST_BYTES,
        reading_timeout=3,
        reading_memory=600_000_000,
        rate_reads=0,
        rate_writes=0,
        rate_strangers=0,
    )


class Desk:
    """An API and its database, which are looked at after each attack."""

    def __init__(self, client: TestClient, engine: Engine) -> None:
        self.client = client
        self._engine = engine
        self._schema = MetaData()
        self._schema.reflect(engine)

    def rows(self) -> dict[str, int]:
        """Return how many rows each table has."""
        with self._engine.connect() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in self._schema.sorted_tables
            }

    def ask(self, place: str, **request: Any) -> Response:
        """Return the answer, which came in time, is no fault, and wrote nothing if it refuses."""
        before, begun = self.rows(), time.monotonic()
        answer = self.client.post(place, **request)
        assert time.monotonic() - begun < _LONGEST
        assert answer.status_code < 500, answer.text[:500]
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == MEDIA_TYPE
            problem = Problem.model_validate_json(answer.content)
            assert problem.status == answer.status_code
            assert not CONTROLS.search(problem.detail or "")
            assert "Traceback" not in answer.text
            assert self.rows() == before
        return answer


@pytest.fixture(scope="module")
def desk(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One on SQLite for all attacks, as one server meets them."""
    path = tmp_path_factory.mktemp("attacked") / "store.db"
    shutil.copy(sqlite_template, path)
    yield from _desk(f"sqlite:///{path}")


def _desk(url: str) -> Iterator[Desk]:
    engine = open_engine(url)
    with local_client(create_app(_settings(url), executor=hashing_executor)) as client:
        yield Desk(client, engine)
    engine.dispose()


def _request(attack: Attack, *, as_form: bool) -> dict[str, Any]:
    """Return the attack as httpx takes it: JSON, a bare file with its name, or a form."""
    if not isinstance(attack.request, Upload):
        headers, body = attack.http()
        return {"headers": headers, "content": body}
    data, name, media_type = (getattr(attack.request, of) for of in ("data", "name", "media_type"))
    if as_form:
        bare = name.encode("utf-8", "replace").decode()
        return {"files": {"file": (bare or "file", data, media_type or None)}}
    # Bare JSON says what to do; a file of JSON is one by its name.
    is_json = media_type.startswith("application/json")
    headers = {"content-type": _BYTES if is_json else media_type or _BYTES}
    asked = f"?name={quote(name, errors='surrogatepass')}" if name else ""
    return {"headers": headers, "content": data, "params": asked}


def _try(desk: Desk, attack: Attack, *, as_form: bool) -> None:
    request = _request(attack, as_form=as_form)
    answer = desk.ask("/v1/documents" + request.pop("params", ""), **request)
    if answer.status_code >= 400:
        is_due = isinstance(attack.end, Safe) and attack.end.must
        assert not is_due or _overflows(attack, as_form), answer.text[:500]
        return
    assert isinstance(attack.end, Safe), answer.text[:500]
    documents = answer.json()["documents"]
    assert documents
    for made in documents:
        stored = desk.client.get(f"/v1/documents/{made['document_id']}")
        assert stored.status_code == 200
        _check_stored(stored.json(), attack.end, is_new=made["is_new"])


def _overflows(attack: Attack, as_form: bool) -> bool:
    """Tell whether a name or type is longer than a form's head may be."""
    upload = attack.request
    if not as_form or not isinstance(upload, Upload):
        return False
    return len(upload.name) + len(upload.media_type) > _FORM_HEAD


def _check_stored(document: Mapping[str, Any], end: Safe, *, is_new: bool) -> None:
    text = document["text"]
    for said in (document["source"], document.get("title") or ""):
        assert not CONTROLS.search(said)
        assert len(said) <= 500
    if end.is_markup:
        assert not MARKUP.search(text)
        # The same text taken in before keeps the title that was said of it then.
        assert not is_new or not MARKUP.search(document.get("title") or "")
    assert end.text is None or text == end.text
    assert all(words in text for words in end.has)
    assert not any(words in text for words in end.lacks)


def test_there_are_enough_of_them() -> None:
    """Two hundred at least, and some of every group."""
    assert len(TRIED) >= LEAST
    assert {each.group for each in TRIED} == {each.group for each in TABLE}


@pytest.mark.parametrize(("number", "attack"), list(enumerate(TRIED)), ids=map(str, TRIED))
def test_it_ends_in_a_problem_or_a_safe_document(desk: Desk, number: int, attack: Attack) -> None:
    """Files come alone and in forms, by turns."""
    _try(desk, attack, as_form=number % 2 == 1)


@pytest.mark.parametrize("attack", COMPARED, ids=str)
def test_it_is_a_side_of_a_comparison(desk: Desk, attack: Attack) -> None:
    """What may be stored may be compared; what is refused there is refused here."""
    _, body = attack.http()
    content = b'{"left": ' + body + b', "right": ' + json.dumps(_RIGHT).encode() + b"}"
    answer = desk.ask(
        "/v1/comparisons", content=content, headers={"content-type": "application/json"}
    )
    if isinstance(attack.end, Refused):
        assert answer.status_code >= 400


@pytest.mark.parametrize("backend", ["postgresql"])
def test_postgresql_answers_alike(store_url: str) -> None:
    """Two of each group; the server's own limits (U+0000, half characters) raise no fault."""
    for asked in _desk(store_url):
        for number, attack in enumerate(_spread(TABLE, 2)):
            _try(asked, attack, as_form=number % 2 == 1)
