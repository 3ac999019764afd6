"""Which addresses may be asked, in every form that hides one that may not."""

import socket
from typing import Any

import pytest

from service.config import Settings
from service.errors import InputError, RefusedAddress
from service.intake.addresses import is_public
from service.intake.fetch import Fetcher
from tests.service.intake.local_server import LocalServer, answer

PRIVATE = """
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.1.1
    169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1
    192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1
    255.255.255.255 168.63.129.16
    :: ::1 ::7f00:1 ::a00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254
    ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::a00:1 100::1 2001::1
    2001:0:4136:e378:8000:63bf:80ff:fffe 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe::1 2002:808:808::
    3fff::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 2606:4700::1%eth0 fec0::1 ff02::1
    2606:4700::5efe:7f00:1 2606:4700::200:5efe:a00:1 5f00::1 4000::1
    localhost 127.1
""".split()
PUBLIC = """
    1.1.1.1 8.8.8.8 93.184.215.14 172.32.0.1 192.0.1.1 198.20.0.1 223.255.255.255
    2606:4700:4700::1111 2a00:1450:4009::200e ::ffff:8.8.8.8 64:ff9b::808:808
    2606:4700::5efe:808:808
""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_of_the_public_internet_is_told(address: str) -> None:
    """Private, local, reserved, multicast, and IPv6 forms that hold such an IPv4 address."""
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_may_be_asked(address: str) -> None:
    """Servers of the Internet, in both versions and through NAT64."""
    assert is_public(address)


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Have the n-th look-up of any name give the n-th answer; return the names asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if not host.endswith(".example"):
            return real(host, port, *rest, **more)
        found = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize("address", [each for each in PRIVATE if each[0] in "0123456789:f"])
def test_a_name_that_leads_there_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """One private address among public ones is enough."""
    resolving(monkeypatch, ["93.184.215.14", address])
    with pytest.raises(RefusedAddress, match="private address"):
        Fetcher(Settings(obey_robots=False)).get("http://news.example/")


def test_the_checked_address_is_the_one_asked(
    monkeypatch: pytest.MonkeyPatch, server: LocalServer
) -> None:
    """A name that changes its address after the check gains nothing: it is looked up once."""
    server.scripts["/p"] = answer("Inside the network.")
    asked = resolving(monkeypatch, ["192.0.2.1"], ["127.0.0.1"])
    monkeypatch.setattr("service.intake.connect.is_public", lambda address: address == "192.0.2.1")
    settings = Settings(obey_robots=False, url_timeout=0.5, url_ports=str(port(server)))
    with pytest.raises(InputError, match="cannot be reached"):
        Fetcher(settings).get(f"http://rebinding.example:{port(server)}/p")
    assert asked == ["rebinding.example"]
    assert server.asked == []


def port(server: LocalServer) -> int:
    """Return the port of *server*."""
    return int(server.url.rpartition(":")[2])


def test_a_redirect_is_checked_like_the_first_address(
    monkeypatch: pytest.MonkeyPatch, server: LocalServer
) -> None:
    """A public page must not lead into the network."""
    resolving(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    monkeypatch.setattr("service.intake.connect.is_public", lambda address: address == "127.0.0.1")
    target = f"http://other.example:{port(server)}/"
    server.scripts["/p"] = lambda talk: talk.reply(b"", 302, location=target)
    settings = Settings(obey_robots=False, url_ports=str(port(server)))
    with pytest.raises(RefusedAddress, match=r"other\.example leads to a private address"):
        Fetcher(settings).get(f"http://news.example:{port(server)}/p")
