"""Pages by URL, asked of a server on this machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from service.config import Settings
from service.errors import InputError, TooLarge
from service.intake import read_input

ARTICLE = (
    "<!doctype html><html lang='es'><head><title>T</title></head><body><article>"
    "<p>El ministro señaló que no habrá más recortes este año.</p></article></body></html>"
)
ANSWERS = {
    "/page": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, ARTICLE.encode("latin-1")),
    "/plain": (200, {"Content-Type": "text/plain"}, "Añadió más.".encode()),
    "/moved": (302, {"Location": "/page"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/away": (302, {"Location": "file:///etc/passwd"}, b""),
    "/none": (404, {}, b"nothing here"),
    "/large": (200, {"Content-Type": "text/plain"}, b"palabra " * 500),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = ANSWERS[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the tests quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Address of a server that knows ANSWERS."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{found.server_port}"
        found.shutdown()
        thread.join()


@pytest.fixture
def local() -> Settings:
    """Settings that permit this machine's own addresses."""
    return Settings(allow_private_urls=True, url_timeout=5, max_bytes=2000)


@pytest.mark.parametrize("path", ["/page", "/moved"])
def test_a_page_is_read_in_its_declared_character_set(
    server: str, local: Settings, path: str
) -> None:
    """The server's charset counts, and a redirect is followed."""
    document = read_input(server + path, local)
    assert document.text == "El ministro señaló que no habrá más recortes este año."
    assert document.language == "es"


def test_the_media_type_tells_the_kind(server: str, local: Settings) -> None:
    """Plain text is not taken for a page; its source is the host."""
    document = read_input(f"{server}/plain", local)
    assert (document.text, document.source) == ("Añadió más.", "127.0.0.1")


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/none", "answers 404"),
        ("/round", "without end"),
        ("/away", "no web address"),
    ],
)
def test_what_a_server_refuses_is_told(server: str, local: Settings, path: str, fault: str) -> None:
    """Errors, circles and addresses of another kind each have their sentence."""
    with pytest.raises(InputError, match=fault):
        read_input(server + path, local)


def test_a_large_page_is_left_unread(server: str, local: Settings) -> None:
    """The limit holds for pages as for files."""
    with pytest.raises(TooLarge, match="2,000 bytes"):
        read_input(f"{server}/large", local)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://[::1]:9/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
    ],
)
def test_private_addresses_are_refused(url: str) -> None:
    """A page must not make this program look into its own network."""
    with pytest.raises(InputError, match="private address"):
        read_input(url, Settings())


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http:///x", "http://[::1", "https://a b/"])
def test_an_unreachable_address_is_one_sentence(url: str, local: Settings) -> None:
    """Nobody listening, no host, no such address: each is refused without a traceback."""
    with pytest.raises(InputError) as refusal:
        read_input(url, local)
    assert "\n" not in str(refusal.value)
