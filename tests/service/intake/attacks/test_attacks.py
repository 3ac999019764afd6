"""Every attack on intake ends in one clear sentence or in a safe document, in time and memory."""

import resource
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack

import pytest

from service.config import Settings
from service.errors import InputError
from service.intake.apart import end_parsers
from tests.service.intake.attacks import servers
from tests.service.intake.attacks.kinds import MOST_BYTES, Attack, check_refusal, check_results
from tests.service.intake.attacks.table import attacks
from tests.service.intake.local_server import LocalServer, local_server

LEAST = 200
_LONGEST = 15.0
_MOST_MEMORY_KB = 300_000

_STACK = ExitStack()
_SERVER: LocalServer = _STACK.enter_context(local_server())
_SITES: Mapping[str, LocalServer] = {
    name: _STACK.enter_context(local_server()) for name in servers.robots_names()
}
ATTACKS = list(attacks(_SERVER, _SITES))


@pytest.fixture(scope="module", autouse=True)
def _servers() -> Iterator[None]:
    yield
    _STACK.close()
    end_parsers()


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings as in use, but for the local servers' ports and 127.0.0.1, and in a hurry."""
    monkeypatch.setattr("service.intake.connect.is_public", lambda address: address == "127.0.0.1")
    ports = [server.url.rpartition(":")[2] for server in (_SERVER, *_SITES.values())]
    return Settings(
        url_ports=", ".join(ports),
        url_timeout=0.8,
        url_pause=0,
        max_bytes=MOST_BYTES,
        reading_timeout=3,
        reading_memory=600_000_000,
    )


def test_there_are_enough_of_them() -> None:
    """Two hundred at least, all distinct in name and in what they ask."""
    assert len(ATTACKS) >= LEAST
    assert len({str(each) for each in ATTACKS}) == len(ATTACKS)
    assert len({(type(each.request), each.http()[1], str(each.http()[0])) for each in ATTACKS}) >= (
        len(ATTACKS) * 0.97
    )


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_it_ends_in_a_sentence_or_a_safe_document(attack: Attack, strict: Settings) -> None:
    """A clear refusal, or words without markup, exactly as published."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.monotonic()
    try:
        results = attack.read(strict)
    except InputError as error:
        check_refusal(error, attack.end)
    else:
        check_results(results, attack.end)
    assert time.monotonic() - begun < _LONGEST
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < _MOST_MEMORY_KB
