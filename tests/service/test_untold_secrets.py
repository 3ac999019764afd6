"""No secret in a line that a service logs, in a problem that it answers, or in what commands say.

A real server runs at the most talkative level, with every secret that settings can hold, and
everything that can go wrong goes wrong: keys, sign-ins, mails, webhooks, and the database.
"""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiosmtpd.smtp import AuthResult
from sqlalchemy import Engine, create_engine, make_url, text

from benchmarks.crash_delivery.hook_receiver import HookReceiver, hook_receiver
from benchmarks.crash_delivery.mail_sink import MailSink, mail_sink
from service.access.keys import create_key
from service.access.roles import Role
from service.clock import now, run_time
from service.config import Settings
from service.delivery.queueing import queue_report
from service.store.delivery import Channel
from service.store.unit import read_only, unit_of_work
from tests.databases import (
    backend,
    engine,
    postgresql_server,
    postgresql_template,
    sqlite_template,
    store_url,
)
from tests.service.access.issuer import CLIENT_ID, CLIENT_SECRET, Issuer, running_issuer
from tests.service.cli.conftest import Run, run
from tests.service.cli.programs import Program, running, url_of, variables
from tests.service.delivery.made import ON, SECRET, MadeReport, deliveries
from tests.service.told import DATABASE_PASSWORD, HOOK_TOKEN, SMTP_PASSWORD, Told

__all__ = [
    "backend",
    "engine",
    "postgresql_server",
    "postgresql_template",
    "run",
    "sqlite_template",
    "store_url",
]

PATIENCE = 60.0


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    """A provider whose clock is the machine's."""
    with running_issuer(int(run_time().timestamp())) as found:
        found.claims = {"groups": ["desk"]}
        yield found


@pytest.fixture
def sink() -> Iterator[MailSink]:
    """A mail server that refuses our password, and repeats it."""

    def refuse(*_: Any) -> AuthResult:
        return AuthResult(success=False, handled=False, message=f"535 no: {SMTP_PASSWORD}")

    with mail_sink(authenticator=refuse, auth_require_tls=False) as found:
        yield found


@pytest.fixture
def receiver() -> Iterator[HookReceiver]:
    """A receiver that takes nothing."""
    with hook_receiver(SECRET) as found:
        found.answers = lambda _: (503, {})
        yield found


@pytest.fixture
def environment(
    store_url: str, issuer: Issuer, sink: MailSink, receiver: HookReceiver, tmp_path: Path
) -> dict[str, str]:
    """Variables with every secret there is."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = make_url(store_url).set(password=DATABASE_PASSWORD)
    return variables(
        {
            "database_url": url.render_as_string(hide_password=False),
            "model": tmp_path / "no-model",
            "public_url": f"http://127.0.0.1:{port}",
            "log_level": "debug",
            "oidc_issuer": issuer.url,
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": CLIENT_SECRET,
            "oidc_roles": "desk=editor",
            "smtp_host": "127.0.0.1",
            "smtp_port": sink.port,
            "smtp_security": "none",
            "smtp_user": "contraste",
            "smtp_password": SMTP_PASSWORD,
            "mail_from": "contraste@example.org",
            "mail_to": "ana@example.org",
            "webhooks": f"desk={receiver.url}/{HOOK_TOKEN}",
            "webhook_secrets": f"desk={SECRET}",
            "webhook_private": "true",
        }
    )


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.parametrize("form", ["json", "console"])
def test_a_service_tells_no_secret(
    form: str, tmp_path: Path, engine: Engine, issuer: Issuer, environment: dict[str, str]
) -> None:
    """Whatever fails: what was sent, the provider, the mails, the webhooks, the database."""
    told = Told()
    _queue_a_report(engine, environment)
    with unit_of_work(engine, actor="local", at=now()) as store:
        key = create_key(store, "ana", Role.ADMIN, by="local", at=now(), expires_at=None).token
    # Its own part: what names a key in lists stands before it.
    told.secrets["key"] = key[-30:]
    environment["CONTRASTE_LOG_FORMAT"] = form
    port = environment["CONTRASTE_PUBLIC_URL"].rpartition(":")[2]
    with running(tmp_path, "serve", "--port", port, **environment) as server:
        with httpx.Client(base_url=url_of(server)) as client:
            _come_in_with_keys(client, told, key)
            _come_in_through_the_provider(client, told, issuer)
            _send_no_request(port, key)
            _until(lambda: _was_tried(engine))
            with _away(engine):
                bearer = {"Authorization": f"Bearer {key}"}
                told.add(client.get("/readyz"), 503)
                told.add(client.get("/v1/keys", headers=bearer), 503)
                told.add(client.post("/v1/session", json={"key": key}), 503)
                _until(lambda: "nothing is delivered for now" in server.said)
        assert server.end() == 0
        _was_talkative(server)
        assert told.in_(server.said) == []
    assert told.in_(repr(deliveries(engine))) == []


@pytest.mark.parametrize(
    ("command", "end"),
    [
        (("serve", "--port", "0"), "@ta:il@127.0.0.1/db"),
        (("worker",), "@tail@127.0.0.1:1/db"),
        (("migrate",), "@ta:il@127.0.0.1/db"),
        (("migrate",), "@127.0.0.1:1/db"),
    ],
)
def test_a_database_that_is_not_there_tells_no_password(
    tmp_path: Path, command: tuple[str, ...], end: str
) -> None:
    """Nor the rest of one whose signs are not written as a URL has them."""
    url = f"postgresql://ana:{DATABASE_PASSWORD}{end}"
    given = variables({"database_url": url, "log_level": "debug"})
    with running(tmp_path, *command, **given) as program:
        assert program.process.wait(PATIENCE) == 2
    assert program.said.startswith("contraste: ")
    assert "Traceback" not in program.said
    assert DATABASE_PASSWORD not in program.said
    assert "tail" not in program.said
    assert "ta:il" not in program.said


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "command", [("migrate",), ("migrate", "--json"), ("audit", "verify", "--json")]
)
def test_a_command_that_names_the_database_names_no_password(
    run: Run, store_url: str, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """It may stand in the URL's parameters, too."""
    url = make_url(store_url).update_query_dict({"password": DATABASE_PASSWORD})
    monkeypatch.setenv("CONTRASTE_DATABASE_URL", url.render_as_string(hide_password=False))
    found = run(*command)
    assert found.code == 0
    assert "postgresql" in found.out
    assert DATABASE_PASSWORD not in found.out + found.err


def _queue_a_report(engine: Engine, environment: dict[str, str]) -> None:
    given = {name.removeprefix("CONTRASTE_").lower(): each for name, each in environment.items()}
    with unit_of_work(engine) as store:
        queue_report(store, MadeReport(), Settings(**given), on=ON, at=now())


def _come_in_with_keys(client: httpx.Client, told: Told, key: str) -> None:
    """Use a key well, and in all the ways that people and programs get wrong."""
    bearer = {"Authorization": f"Bearer {key}"}
    told.add(client.get("/v1/keys", headers=bearer), 200)
    told.add(client.get("/v1/keys", headers={"X-API-Key": key + "x"}), 401)
    told.add(client.get("/v1/keys", headers=bearer | {"X-API-Key": f"{key}x"}), 401)
    told.add(client.get("/v1/keys", params={"api_key": key}), 401)
    told.add(client.get(f"/v1/documents/{key}", headers=bearer), 422)
    told.add(client.get(f"/v1/{key}"), 404)
    told.add(client.post("/v1/session", content=f'{{"key": "{key}"'), 422)
    told.add(client.post("/v1/session", json={"key": [key]}), 422)
    told.add(client.post("/v1/session", json={"key": key + "x"}), 401)
    told.add(client.post("/v1/session", json={"key": key}), 201)
    told.secrets["session"] = client.cookies["contraste_session"]
    told.add(client.get("/v1/session"), 200)
    other_site = {"Sec-Fetch-Site": "cross-site"}
    body = {"name": "n", "role": "reader"}
    told.add(client.post("/v1/keys", json=body, headers=other_site), 403)
    client.cookies.clear()


def _come_in_through_the_provider(client: httpx.Client, told: Told, issuer: Issuer) -> None:
    """Sign in, come back twice, and come back when the provider fails."""
    for number, fails in enumerate((False, True)):
        there = told.add(client.get("/auth/oidc/login"), 303)
        state, code = issuer.authorize(there.headers["location"])
        told.secrets |= {f"state {number}": state, f"code {number}": code}
        back = {"state": state, "code": code}
        issuer.fails = fails
        told.add(client.get("/auth/oidc/callback", params=back), 503 if fails else 303)
        told.add(client.get("/auth/oidc/callback", params=back), 401)
        if not fails:
            told.secrets["session of the provider"] = client.cookies["contraste_session"]
        client.cookies.clear()


def _send_no_request(port: str, key: str) -> None:
    with socket.create_connection(("127.0.0.1", int(port))) as line:
        line.sendall(f"GET / HTTP/1.1\r\nAuthorization: Bearer {key}\r\n{key}\r\n\r\n".encode())
        assert b"400" in line.recv(4096)


def _was_tried(engine: Engine) -> bool:
    with read_only(engine) as store:
        found = {each.channel: each.error for each in store.deliveries.latest(10)}
    return bool(found[Channel.MAIL] and found[Channel.WEBHOOK])


def _was_talkative(server: Program) -> None:
    """Fail unless the log tells of all that went wrong."""
    for words in ("/auth/oidc/callback", "/v1/session", "the store failed", "StoreError"):
        assert words in server.said


@contextmanager
def _away(engine: Engine) -> Iterator[None]:
    """Let nobody into the database while the block runs, and throw out who is in."""
    name = engine.url.database
    admin = create_engine(engine.url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        gone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
        connection.execute(text(gone), {"name": name})
        yield
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    admin.dispose()


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
