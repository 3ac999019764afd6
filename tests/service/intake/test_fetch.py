"""Pages by URL, asked of a server on this machine."""

import gzip
import time
import zlib
from collections.abc import Callable

import pytest

from service.config import Settings
from service.errors import InputError, RefusedAddress, TooLarge, UnavailableError
from service.intake import read_input
from service.intake.fetch import Fetcher, Validators
from tests.service.intake.local_server import LocalServer, Talk, answer, moved

ARTICLE = (
    "<!doctype html><html lang='es'><head><title>T</title></head><body><article>"
    "<p>El ministro señaló que no habrá más recortes este año.</p></article></body></html>"
)
LATIN = answer(ARTICLE.encode("latin-1"), "text/html; charset=iso-8859-1")
LARGE = b"palabra " * 500


@pytest.mark.parametrize("path", ["/page", "/moved"])
def test_a_page_is_read_in_its_declared_character_set(
    server: LocalServer, local: Settings, path: str
) -> None:
    """The server's charset counts, and a redirect is followed."""
    server.scripts |= {"/page": LATIN, "/moved": moved("/page")}
    document = read_input(server.url + path, local)
    assert document.text == "El ministro señaló que no habrá más recortes este año."
    assert document.language == "es"


def test_the_media_type_tells_the_kind(server: LocalServer, local: Settings) -> None:
    """Plain text is not taken for a page; its source is the host."""
    server.scripts["/plain"] = answer("Añadió más.")
    document = read_input(f"{server.url}/plain", local)
    assert (document.text, document.source) == ("Añadió más.", "127.0.0.1")


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        (answer("none", status=404), "answers 404"),
        (answer("secret", status=401), "answers 401"),
        (moved("/tried"), "without end"),
        (moved("file:///etc/passwd"), "no web address"),
        (moved("gopher://127.0.0.1/x"), "no web address"),
        (moved("http://ana:secret@127.0.0.1/"), "user or password"),
        (moved("http://%31%32%37.0.0.1/"), "no host"),
        (answer(b"\x89PNG", "image/png"), "holds no text"),
        (answer(b"PK", "application/zip"), "holds no text"),
        (lambda talk: talk.reply(b"x", content_encoding="br"), "was not asked for"),
        (lambda talk: talk.reply(b"x", content_encoding="gzip, gzip"), "was not asked for"),
        (lambda talk: talk.reply(b"junk", content_encoding="gzip"), "damaged"),
        (lambda talk: talk.send(b"SSH-2.0-OpenSSH_9.2\r\n"), "cannot be reached"),
        (lambda talk: talk.send(b""), "cannot be reached"),
        (lambda talk: talk.reply(b"short", content_length="900"), "cannot be reached"),
        (lambda talk: talk.send(b"HTTP/1.1 200 X\r\nA: " + b"b" * 300_000), "cannot be reached"),
        (answer("", status=304), "nothing was known"),
    ],
)
def test_what_a_server_refuses_is_told(
    server: LocalServer, local: Settings, script: Callable[[Talk], None], fault: str
) -> None:
    """Errors, circles, addresses of another kind and nonsense each have their sentence."""
    server.scripts["/tried"] = script
    with pytest.raises(InputError, match=fault) as refusal:
        read_input(f"{server.url}/tried", local)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "script",
    [
        answer(LARGE),
        lambda talk: talk.reply(LARGE, length=False, content_type="text/plain"),
        lambda talk: talk.reply(gzip.compress(LARGE), content_encoding="gzip"),
        lambda talk: talk.reply(zlib.compress(LARGE), content_encoding="deflate"),
        lambda talk: talk.reply(gzip.compress(b"\0" * 50_000_000), content_encoding="gzip"),
        lambda talk: talk.reply(b"", content_length="100000000"),
    ],
)
def test_a_large_page_is_left_unread(
    server: LocalServer, local: Settings, script: Callable[[Talk], None]
) -> None:
    """The limit holds for pages as for files, packed or not, announced or not."""
    server.scripts["/large"] = script
    with pytest.raises(TooLarge, match="2,000 bytes"):
        read_input(f"{server.url}/large", local)


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        ("gzip", gzip.compress(b"The bridge closed on Monday.", mtime=0)),
        ("deflate", zlib.compress(b"The bridge closed on Monday.")),
        ("deflate", zlib.compress(b"The bridge closed on Monday.")[2:-4]),
    ],
    ids=["gzip", "zlib", "bare deflate"],
)
def test_packed_content_is_unpacked(
    server: LocalServer, local: Settings, packing: str, body: bytes
) -> None:
    """gzip, zlib and bare deflate, which some servers send under the same name."""
    server.scripts["/p"] = lambda talk: talk.reply(body, content_encoding=packing)
    assert read_input(f"{server.url}/p", local).text == "The bridge closed on Monday."


def drip(start: bytes) -> Callable[[Talk], None]:
    """Return a script that sends *start* and then a byte at a time, for ever."""

    def script(talk: Talk) -> None:
        talk.send(start)
        while talk.wait(0.05):
            talk.send(b"x")

    return script


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"]
)
def test_a_slow_server_is_left_in_time(server: LocalServer, start: bytes) -> None:
    """A byte now and then, in the first line, the header or the body, buys no more time."""
    server.scripts["/slow"] = drip(start)
    hurried = Settings(allow_private_urls=True, url_timeout=0.5)
    begun = time.monotonic()
    with pytest.raises(UnavailableError, match="takes too long"):
        read_input(f"{server.url}/slow", hurried)
    assert time.monotonic() - begun < 2


def test_validators_spare_a_page_that_has_not_changed(server: LocalServer, local: Settings) -> None:
    """What the server gave the first time goes back to it the second time."""

    def script(talk: Talk) -> None:
        if talk.fields.get("if-none-match") == '"7"':
            talk.reply(b"", 304, etag='"7"')
        else:
            talk.reply(b"Words.", etag='"7"', last_modified="Thu, 01 Jan 2026 00:00:00 GMT")

    server.scripts["/feed"] = script
    fetcher = Fetcher(local)
    first = fetcher.get(f"{server.url}/feed")
    assert first.raw is not None
    assert first.validators == Validators('"7"', "Thu, 01 Jan 2026 00:00:00 GMT")
    assert fetcher.get(f"{server.url}/feed", first.validators).raw is None
    assert server.asked[-1].fields["if-modified-since"] == first.validators.last_modified


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [("120", 120, 120), ("99999999999999999999", 86_400, 86_400), ("soon", None, None)],
)
def test_a_busy_server_says_when_to_come_back(
    server: LocalServer, local: Settings, value: str, low: float | None, high: float | None
) -> None:
    """Retry-After in seconds; nonsense is as if it were not there, and a day is the most."""
    server.scripts["/busy"] = lambda talk: talk.reply(b"", 503, retry_after=value)
    with pytest.raises(UnavailableError, match="answers 503") as refusal:
        Fetcher(local).get(f"{server.url}/busy")
    assert refusal.value.retry_after in (low, high)


def test_the_program_says_who_it_is(server: LocalServer) -> None:
    """Product, version and contact; neither cookies nor credentials are sent."""
    server.scripts["/p"] = answer("Words.")
    contact = "https://diario.example/robot"
    read_input(f"{server.url}/p", Settings(allow_private_urls=True, contact=contact))
    fields = server.asked[-1].fields
    assert fields["user-agent"].startswith("contraste/")
    assert contact in fields["user-agent"]
    assert not {"cookie", "authorization", "referer"} & set(fields)


ROBOTS = (
    "User-agent: *\nDisallow: /private\n\nUser-agent: contraste\nDisallow: /closed\nCrawl-delay: 3"
)


@pytest.mark.parametrize(
    ("path", "allowed"), [("/closed/a", False), ("/open", True), ("/private", True)]
)
def test_robots_txt_is_obeyed(
    server: LocalServer, local: Settings, path: str, allowed: bool
) -> None:
    """The group for this program counts; without one, the group for all."""
    server.scripts |= {"/robots.txt": answer(ROBOTS), path: answer("Words here.")}
    fetcher = Fetcher(local)
    if allowed:
        assert fetcher.get(server.url + path).raw is not None
    else:
        with pytest.raises(InputError, match=r"robots\.txt"):
            fetcher.get(server.url + path)
        assert server.paths() == []
    assert fetcher.pause(server.url + path) == 3


def test_robots_txt_is_asked_for_once(server: LocalServer, local: Settings) -> None:
    """It is kept for an hour, and not asked for at all where the settings say so."""
    server.scripts["/p"] = answer("Words here.")
    fetcher = Fetcher(local)
    for _ in range(3):
        fetcher.get(f"{server.url}/p")
    assert [talk.path for talk in server.asked] == ["/robots.txt", "/p", "/p", "/p"]
    server.scripts["/robots.txt"] = answer("User-agent: *\nDisallow: /")
    careless = Settings(allow_private_urls=True, obey_robots=False)
    assert Fetcher(careless).get(f"{server.url}/p").raw is not None


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (answer("", status=403), True),
        (answer("", status=500), False),
        (answer(b"\xff\xfe\x00junk"), True),
        (answer("User-agent: *\nDisallow: /" + "*a" * 100_000), True),
        (answer("User-agent: *\n" + "Disallow: /x*y*z$\n" * 60_000), True),
        (moved("http://[::1]:1/robots.txt"), False),
        (moved("/robots.txt"), True),
    ],
)
def test_odd_robots_txt(
    server: LocalServer, local: Settings, robots: Callable[[Talk], None], allowed: bool
) -> None:
    """RFC 9309: what is missing allows, what cannot be had forbids; long rules take no time."""
    server.scripts |= {"/robots.txt": robots, "/p": answer("Words here.")}
    begun = time.monotonic()
    if allowed:
        assert Fetcher(local).get(f"{server.url}/p").raw is not None
    else:
        with pytest.raises(InputError):
            Fetcher(local).get(f"{server.url}/p")
        assert server.paths() == []
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http:///x", "http://[::1", "https://a b/", "http://x/\r\nA: b"]
)
def test_an_unreachable_address_is_one_sentence(url: str, local: Settings) -> None:
    """Nobody listening, no host, no such address: each is refused without a traceback."""
    with pytest.raises(InputError) as refusal:
        read_input(url, local)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("port", [22, 25, 6379, 9])
def test_odd_ports_are_refused(port: int) -> None:
    """Mail, databases and the like are no web pages; the setting names those that are."""
    with pytest.raises(RefusedAddress, match="CONTRASTE_URL_PORTS"):
        Fetcher(Settings()).get(f"http://example.org:{port}/")
