"""All attacks, in one table."""

from collections.abc import Iterator, Mapping

from tests.service.intake.attacks import addresses, documents, feeds, objects, pages, servers
from tests.service.intake.attacks.kinds import Attack
from tests.service.intake.local_server import LocalServer


def attacks(server: LocalServer, sites: Mapping[str, LocalServer]) -> Iterator[Attack]:
    """Yield every attack.

    *server* is a local one that gets their scripts, *sites* one for each name in
    `servers.robots_names()`, whose robots.txt they are about. Only those ports of 127.0.0.1
    may be allowed while they are tried.
    """
    yield from addresses.attacks()
    yield from servers.attacks(server, sites)
    yield from pages.attacks()
    yield from feeds.attacks()
    yield from documents.attacks()
    yield from objects.attacks()
