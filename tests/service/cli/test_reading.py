"""`contraste read`: what is stored is read once, on whatever engine; what cannot be is told."""

import json
from pathlib import Path

import pytest

from matching.testing import HashingEncoder
from service.config import read_settings
from service.store.engine import open_engine
from service.store.unit import read_only
from tests.service.cli.conftest import Run


@pytest.fixture
def stored(run: Run, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two documents in the configured database, and a model without weights."""
    monkeypatch.setattr("service.work.work.load_model", lambda *_: HashingEncoder(16))
    assert run("ingest", "left.txt", "right.txt").code == 0


def test_stored_documents_are_read_once(run: Run, stored: None) -> None:
    """The second time nothing is left to do; claims can be found then."""
    first = run("read")
    assert first.code == 0
    assert first.out.startswith("2 documents read, 6 claims, 5 texts embedded, 0 documents unread")
    assert json.loads(run("read", "--json").out) == {
        "documents": 0,
        "claims": 0,
        "embedded": 0,
        "unread": [],
    }
    engine = open_engine(read_settings().store_url)
    with read_only(engine) as store:
        assert store.document_lists.count_unread() == 0
        assert "cli" in {entry.actor for entry in store.audit.latest(9, action="reading.add")}
    engine.dispose()


def test_what_cannot_be_read_is_told(
    run: Run, stored: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence for each document; the exit code says so."""
    monkeypatch.setenv("CONTRASTE_MAX_CLAIMS", "2")
    found = run("read")
    assert found.code == 2
    assert found.err.count("3 claims, and 2 are compared at most") == 2
    assert "0 documents read" in found.out


def test_an_address_needs_ray(run: Run, stored: None) -> None:
    """Nothing is read on another engine than was meant."""
    found = run("read", "--engine", "processes", "--address", "10.0.0.1:6379")
    assert (found.code, found.out) == (2, "")
    assert "--engine ray" in found.err
