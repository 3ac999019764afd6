"""Servers on this machine and settings that permit to ask them."""

from collections.abc import Iterator

import pytest

from service.config import Settings
from tests.service.intake.local_server import LocalServer, local_server


@pytest.fixture
def server() -> Iterator[LocalServer]:
    """A server without pages; a test gives it scripts."""
    with local_server() as found:
        yield found


@pytest.fixture
def local() -> Settings:
    """Settings that permit this machine's own addresses, with small limits."""
    return Settings(allow_private_urls=True, url_timeout=5, max_bytes=2000, url_pause=0)
