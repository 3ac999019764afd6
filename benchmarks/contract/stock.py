"""An API with things in it, and a key for each role, so that generated requests hit something."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from matching.testing import HashingEncoder
from service.access.keys import create_key
from service.access.roles import Role
from service.api.app import create_app
from service.api.services import Services
from service.clock import now
from service.config import Access, Settings
from service.store.unit import unit_of_work
from service.work.executor import Executor, InlineExecutor
from service.work.work import Work

MARK = "Zarzaparrillazo"
"""A name in every stored text: an answer to somebody refused must not have it."""

_TEXTS = (
    f"El alcalde de {MARK} dijo el 3 de mayo de 2031 que hubo 12 heridos en el puerto.",
    f"El alcalde de {MARK} dijo el 3 de mayo de 2031 que hubo 19 heridos. El puerto cerró.",
    f"The mayor of {MARK} denied on 4 May 2031 that the port had been closed.",
)


@dataclass(frozen=True, slots=True)
class Stock:
    """A running API: the application, keys by role (None: no key), and identifiers by name.

    `ids` maps names of path parameters to what is stored; `findings` are pairs that belong
    together, of a comparison and a finding.
    """

    app: FastAPI
    keys: Mapping[Role | None, str | None]
    ids: Mapping[str, tuple[str, ...]]
    findings: tuple[tuple[str, str], ...]


@contextmanager
def stocked(settings: Settings) -> Iterator[Stock]:
    """Give an API on an empty database, once it is stocked; nobody comes in without a key."""
    closed = {
        "access": Access.KEYS,
        # What is counted here is faults, not requests.
        "rate_reads": 0,
        "rate_writes": 0,
        "rate_strangers": 0,
        "url_timeout": 1.0,
    }
    app = create_app(settings.model_copy(update=closed), executor=_hashing)
    with TestClient(app, "http://localhost") as client:
        services: Services = app.state.services
        keys = _keys(services)
        client.headers["Authorization"] = f"Bearer {keys[Role.ADMIN]}"
        yield Stock(app, keys, *_filled(client))


def _hashing(settings: Settings) -> Executor:
    return InlineExecutor(Work(settings, given_encoder=HashingEncoder()))


def _keys(services: Services) -> dict[Role | None, str | None]:
    found: dict[Role | None, str | None] = {None: None}
    with unit_of_work(services.engine) as store:
        for role in Role:
            made = create_key(store, role.value, role, by="local", at=now(), expires_at=None)
            found[role] = made.token
    return found


def _filled(
    client: TestClient,
) -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    compared = [_compared(client, *pair) for pair in ((0, 1), (1, 2), (0, 2))]
    documents = [item["document_id"] for item in _items(client, "/v1/documents")]
    _posted(client, "/v1/stories", {"title": MARK, "documents": documents[:2]})
    _posted(client, "/v1/stories", {"title": "Otra", "documents": documents[2:]})
    spare = _posted(client, "/v1/keys", {"name": "spare", "role": "reader"})
    findings = tuple(
        (each["comparison_id"], finding["finding_id"])
        for each in compared
        for finding in each["findings"]
    )
    lists = {
        "source_id": "/v1/sources",
        "claim_id": "/v1/claims",
        "entity_id": "/v1/entities",
        "story_id": "/v1/stories",
    }
    ids = {name: tuple(item[name] for item in _items(client, at)) for name, at in lists.items()}
    ids |= {
        "comparison_id": tuple(each["comparison_id"] for each in compared),
        "document_id": tuple(documents),
        # Not those that the requests themselves come with.
        "key_id": (spare["key_id"],),
    }
    return ids, findings


def _compared(client: TestClient, left: int, right: int) -> dict[str, Any]:
    sides = [{"text": _TEXTS[each], "source": f"{MARK} {each}"} for each in (left, right)]
    return _posted(client, "/v1/comparisons", {"left": sides[0], "right": sides[1]})


def _posted(client: TestClient, path: str, body: object) -> dict[str, Any]:
    answer = client.post(path, json=body)
    assert answer.status_code in (200, 201), answer.text
    found: dict[str, Any] = answer.json()
    return found


def _items(client: TestClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(path, params={"limit": 200})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found
