"""Servers that lead elsewhere, never end, lie about what they send or speak another language."""

import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from tests.service.intake.attacks.kinds import Attack, Refused, Safe, Url
from tests.service.intake.local_server import LocalServer, Script, Talk, answer, moved

_PIECE = b"palabras de una nota " * 3_000
_PAGE = "<html><body><article><p>The bridge closed on Monday in Robledar.</p></article></body>"


@cache
def _packed(layers: int, pack: Callable[[bytes], bytes]) -> bytes:
    data = b"\0" * 20_000_000
    for _ in range(layers):
        data = pack(data)
    return data


def _endless(start: bytes, piece: bytes, pause: float = 0.0) -> Script:
    """Return a script that sends *start*, then *piece* for as long as anybody listens."""

    def script(talk: Talk) -> None:
        talk.send(start)
        while talk.wait(pause):
            talk.send(piece)

    return script


def _head(*fields: str, status: str = "200 OK") -> bytes:
    return ("\r\n".join([f"HTTP/1.1 {status}", *fields]) + "\r\n\r\n").encode("latin-1")


def _raw(data: bytes) -> Script:
    return lambda talk: talk.send(data)


_CHUNK = b"%x\r\n%s\r\n" % (len(_PIECE), _PIECE)
_TYPED = "Content-Type: text/plain"

_LEADS: Mapping[str, str] = {
    "to this machine's other address": "http://127.0.0.2/",
    "to a private network": "http://10.0.0.1/",
    "to metadata": "http://169.254.169.254/latest/meta-data/",
    "to metadata in IPv6": "http://[fd00:ec2::254]/",
    "to a mapped address": "http://[::ffff:10.0.0.1]/",
    "to a number": "http://2130706433/",
    "to a file": "file:///etc/passwd",
    "to gopher": "gopher://127.0.0.1/_x",
    "to ftp": "ftp://127.0.0.1/",
    "to data": "data:text/plain,words",
    "to a script": "javascript:alert(1)",
    "to a user": "http://ana:secret@127.0.0.1/",
    "to a database": "http://127.0.0.1:5432/",
    "to a host that hides": "http://%31%32%37.0.0.1/",
    "to no address": "http://[::1",
    "to itself": "/leads-to-itself",
    "to an endless path": "/" + "a" * 5_000,
}

_SCRIPTS: Mapping[str, Script] = {
    "never answers": _endless(b"", b"", 0.05),
    "sends its first line a byte at a time": _endless(b"HTTP/1.1 200", b" ", 0.05),
    "sends its header a byte at a time": _endless(b"HTTP/1.1 200 OK\r\nA: ", b"x", 0.05),
    "sends its body a byte at a time": _endless(_head(_TYPED, "Content-Length: 9000"), b"x", 0.05),
    "sends empty chunks of gzip": _endless(
        _head(_TYPED, "Content-Encoding: gzip", "Transfer-Encoding: chunked"),
        b"a\r\n" + gzip.compress(b"")[:10] + b"\r\n",
        0.01,
    ),
    "continues for ever": _endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01),
    "sends fields for ever": _endless(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n" * 500),
    "sends one field for ever": _endless(b"HTTP/1.1 200 OK\r\nA: ", b"b" * 50_000),
    "sends a body for ever": _endless(_head(_TYPED), _PIECE),
    "sends chunks for ever": _endless(_head(_TYPED, "Transfer-Encoding: chunked"), _CHUNK),
    "announces 100 MB": _endless(_head(_TYPED, "Content-Length: 104857600"), _PIECE),
    "announces more than there is": _raw(_head(_TYPED, "Content-Length: 900") + b"short"),
    "announces less than nothing": _raw(_head(_TYPED, "Content-Length: -1") + b"words"),
    "announces in words": _raw(_head(_TYPED, "Content-Length: many") + b"words"),
    "announces twice": _raw(_head(_TYPED, "Content-Length: 3", "Content-Length: 90") + b"words"),
    "sends a chunk of no size": _raw(_head(_TYPED, "Transfer-Encoding: chunked") + b"zz\r\nx"),
    "packs a bomb with gzip": lambda talk: talk.reply(
        _packed(1, gzip.compress), content_encoding="gzip"
    ),
    "packs a bomb with deflate": lambda talk: talk.reply(
        _packed(1, zlib.compress), content_encoding="deflate"
    ),
    "packs twice": lambda talk: talk.reply(
        _packed(2, gzip.compress), content_encoding="gzip, gzip"
    ),
    "packs twice and says so once": lambda talk: talk.reply(
        _packed(2, gzip.compress), content_encoding="gzip"
    ),
    "packs as brotli": lambda talk: talk.reply(b"\x0b\x02\x80words\x03", content_encoding="br"),
    "packs as zstd": lambda talk: talk.reply(b"\x28\xb5\x2f\xfd", content_encoding="zstd"),
    "packs in an unknown way": lambda talk: talk.reply(b"words", content_encoding="x" * 900),
    "says gzip of what is none": lambda talk: talk.reply(b"words", content_encoding="gzip"),
    "stops inside a packed body": lambda talk: talk.reply(
        gzip.compress(_PIECE)[:40], content_encoding="gzip", content_length="4000"
    ),
    "hangs up": _raw(b""),
    "answers as SSH": _raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "answers as SMTP": _raw(b"220 mail.example.org ESMTP\r\n"),
    "answers as Redis": _raw(b"-ERR unknown command 'GET'\r\n"),
    "answers without a header": _raw(b"<p>words</p>"),
    "answers in binary": _raw(bytes(range(256)) * 10),
    "answers with a bad status": _raw(b"HTTP/1.1 2OO OK\r\n\r\nwords"),
    "answers with a status of no kind": _raw(b"HTTP/1.1 799 X\r\n\r\nwords"),
    "switches protocols": _raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"),
    "leads nowhere": lambda talk: talk.reply(b"", 302),
    "has nothing": answer(b"", status=204),
    "has white space": answer(b" \r\n\t"),
    "says unchanged": answer(b"", status=304),
    "asks for a password": answer(b"words", status=401),
    "forbids": answer(b"words", status=403),
    "has lost it": answer(b"words", status=404),
    "is gone": answer(b"words", status=410),
    "is overrun": answer(b"words", status=429),
    "is broken": answer(b"words", status=500),
    "is away": answer(b"words", status=503),
    "sends an image": answer(b"\x89PNG\r\n\x1a\n", "image/png"),
    "sends an image as a page": answer(b"\xff\xd8\xff\xe0<html><p>words</p>", "text/html"),
    "sends an archive": answer(b"PK\x03\x04", "application/zip"),
    "sends an archive as text": answer(b"PK\x03\x04words", "text/plain"),
    "sends an archive as bytes": answer(b"PK\x03\x04words", "application/octet-stream"),
    "sends a film": answer(b"words", "video/mp4"),
    "sends a program": answer(b"alert(1)", "text/javascript"),
    "sends a style sheet": answer(b"p { color: red }", "text/css"),
    "sends parts": answer(b"--x\r\n\r\nwords\r\n--x--", "multipart/mixed; boundary=x"),
    "sends a nonsense type": answer(b"words", "\x01/" + "x" * 3_000),
}

_ROBOTS: Mapping[str, Script] = {
    "forbids all": answer("User-agent: *\nDisallow: /"),
    "forbids this program": answer("User-agent: Contraste\nDisallow: /\n\nUser-agent: *\nAllow: /"),
    "is broken": answer("", status=500),
    "leads into the network": moved("http://10.0.0.1/robots.txt"),
    "leads to a file": moved("file:///etc/passwd"),
    "never ends": _endless(_head(_TYPED), b"", 0.05),
}
_ODD_ROBOTS: Mapping[str, Script] = {
    "is endless": lambda talk: talk.reply(b"Allow: /x*y*z$\n" * 100_000),
    "is a bomb": lambda talk: talk.reply(_packed(1, gzip.compress), content_encoding="gzip"),
    "is binary": lambda talk: talk.reply(bytes(range(256)) * 100),
    "is full of stars": lambda talk: talk.reply(b"User-agent: *\nDisallow: /" + b"*a" * 90_000),
    "forbids in vain": lambda talk: talk.reply(
        b"User-agent: *\nDisallow: /admin\nCrawl-delay: 1e99"
    ),
}


def attacks(server: LocalServer, sites: Mapping[str, LocalServer]) -> Iterator[Attack]:
    """Yield them; *server* gets a path for each script, *sites* are servers for robots.txt."""
    for layers in (1, 2):  # made before the clock runs
        _packed(layers, gzip.compress)
    _packed(1, zlib.compress)
    for name, location in _LEADS.items():
        path = f"/leads-{name.replace(' ', '-')}"
        server.scripts[path] = moved(location)
        yield Attack("redirect", name, Url(server.url + path), Refused())
    for name, script in _SCRIPTS.items():
        path = f"/{name.replace(' ', '-')}"
        server.scripts[path] = script
        yield Attack("server", name, Url(server.url + path), Refused())
    for number in range(9):
        server.scripts[f"/chain-{number}"] = moved(f"/chain-{number + 1}")
    server.scripts["/chain-9"] = answer(_PAGE, "text/html")
    yield Attack("redirect", "nine times", Url(f"{server.url}/chain-0"), Refused("without end"))
    for group, scripts in (("forbidding robots", _ROBOTS), ("odd robots", _ODD_ROBOTS)):
        for name, script in scripts.items():
            site = sites[name]
            site.scripts |= {"/robots.txt": script, "/page": answer(_PAGE, "text/html")}
            end = (
                Refused() if group == "forbidding robots" else Safe(has=("The bridge",), must=True)
            )
            yield Attack(group, name, Url(f"{site.url}/page"), end)


def robots_names() -> list[str]:
    """Return the names of the sites that `attacks` needs."""
    return [*_ROBOTS, *_ODD_ROBOTS]
