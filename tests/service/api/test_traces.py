"""What requests of keys and sessions leave behind: who made them in the log, no secret anywhere."""

import logging

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from service.access.roles import Role
from service.store.engine import view
from service.store.unit import read_only
from tests.service.api.callers import Headers, token_of


def test_writes_are_in_the_log_by_who_made_them(
    client: TestClient, engine: Engine, headers: Headers
) -> None:
    """Keys and sessions, with the actor's name."""
    admin = headers[Role.ADMIN]
    made = client.post("/v1/keys", json={"name": "n", "role": "reader"}, headers=admin).json()
    client.post("/v1/session", json={"key": made["key"]})
    client.delete(f"/v1/keys/{made['key_id']}", headers=admin)
    with read_only(engine) as store:
        assert [(entry.actor, entry.action) for entry in store.audit.latest(4)] == [
            ("key:a admin", "session.end"),
            ("key:a admin", "key.revoke"),
            ("key:n", "session.create"),
            ("key:a admin", "key.create"),
        ]
        assert store.audit.verify().broken is None


def test_secrets_are_neither_logged_nor_echoed_nor_stored(
    client: TestClient,
    engine: Engine,
    headers: Headers,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Keys and cookies, through good requests and bad ones, at the most talkative level."""
    caplog.set_level(logging.DEBUG)
    admin, reader = headers[Role.ADMIN], headers[Role.READER]
    made = client.post(
        "/v1/keys",
        json={"name": "n", "role": "reader"},
        headers={**admin, "Idempotency-Key": "once"},
    ).json()["key"]
    answers = [
        client.get("/v1/keys", headers=admin),
        client.get("/v1/keys", headers=reader),
        client.get("/v1/keys", headers={"X-API-Key": made + "x"}),
        client.post("/v1/session", json={"key": made, "more": 1}),
        client.post("/v1/session", json={"key": [made]}),
        client.post("/v1/session", json={"key": made}),
    ]
    cookie = client.cookies["contraste_session"]
    answers.append(client.get("/v1/session"))
    secrets = [cookie, made, token_of(admin), token_of(reader)]
    shown = "".join([caplog.text, *capfd.readouterr()]) + "".join(answer.text for answer in answers)
    with view(engine) as session:
        for table in ("api_key", "web_session", "audit", "answer"):
            shown += str(session.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608
    for secret in secrets:
        # Its parts are told apart by underscores, and its letters may hold one.
        assert secret[-30:] not in shown
