"""What an attack is: a request, and what it has to end in.

The table is for the readers here and for the HTTP layer: `attacks.table.attacks(server)` gives
all of them, `Attack.http()` the same request as `POST /v1/documents` takes it. Attacks that
need a server are asked of the local one, which the test allows and nothing else.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from service.config import Settings
from service.errors import InputError
from service.intake.given import read_text, read_upload, read_url
from service.intake.item import Item
from service.intake.parsers import Result
from service.intake.raw import Corrections

MOST_BYTES = 300_000
"""The limit of size under which the table is run."""


@dataclass(frozen=True)
class Text:
    """A text in a request, and what is said of it."""

    text: str
    said: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Url:
    """An address in a request."""

    url: str


@dataclass(frozen=True)
class Upload:
    """Bytes with what the caller's machine calls them and their media type."""

    data: bytes
    name: str = ""
    media_type: str = ""


@dataclass(frozen=True)
class Refused:
    """It ends in one sentence (a 4xx) that `says` this, a pattern."""

    says: str = ""


@dataclass(frozen=True)
class Safe:
    """It may be refused; a document has these words, none of those and no markup.

    `text` is the whole text of the one document, where it is known exactly; `must` forbids
    that it is refused.
    """

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    text: str | None = None
    must: bool = False
    is_markup: bool = True


@dataclass(frozen=True)
class Attack:
    """One attack. `name` tells it from all others."""

    group: str
    name: str
    request: Text | Url | Upload
    end: Refused | Safe

    def __str__(self) -> str:
        return f"{self.group}: {self.name}"

    def read(self, settings: Settings) -> Sequence[Result]:
        """Have the readers of intake do what the request asks for."""
        match self.request:
            case Text(text, said):
                return [read_text(text, settings, Corrections(**said))]
            case Url(url):
                return read_url(url, settings)
            case Upload(data, name, media_type):
                return read_upload(data, settings, name=name, media_type=media_type)

    def http(self) -> tuple[dict[str, str], bytes]:
        """Return headers and body of the same request over HTTP; a name goes into a header."""
        match self.request:
            case Text(text, said):
                value = {"text": text, **said}
                return {"content-type": "application/json"}, json.dumps(value).encode()
            case Url(url):
                return {"content-type": "application/json"}, json.dumps({"url": url}).encode()
            case Upload(data, name, media_type):
                bare = name.encode("ascii", "replace").decode().replace("\r", "").replace("\n", "")
                named = {"content-disposition": f'attachment; filename="{bare}"'} if name else {}
                return {"content-type": media_type or "application/octet-stream", **named}, data


# Nothing of this is ever part of a text that was read out of markup.
MARKUP = re.compile(
    r"<\s*/?(script|iframe|img|svg|object|embed|style|p|div|a|b|br|math|form|input)\b[^>]*>"
    r"|javascript:|onerror\s*=|onload\s*=",
    re.I,
)
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def check_refusal(error: InputError, end: Refused | Safe) -> None:
    """Fail unless *error* is one clear sentence of its own."""
    sentence = str(error)
    assert not (isinstance(end, Safe) and end.must), sentence
    assert "\n" not in sentence
    assert not CONTROLS.search(sentence)
    assert 10 < len(sentence) < 500
    assert "Traceback" not in sentence
    if isinstance(end, Refused):
        assert re.search(end.says, sentence), sentence


def check_results(results: Sequence[Result], end: Refused | Safe) -> list[Item]:
    """Fail unless every document in *results* is a safe one; return them."""
    found = [each for each in results if isinstance(each, Item)]
    assert isinstance(end, Safe) or not found, found
    assert results
    for item in found:
        _check_item(item, end)
    if isinstance(end, Safe) and end.must:
        assert found, results
    return found


def _check_item(item: Item, end: Refused | Safe) -> None:
    assert isinstance(end, Safe)
    document = item.document
    for said in (document.source, document.title or ""):
        assert not CONTROLS.search(said)
        assert len(said) <= 500
    assert "/" not in document.source or "://" not in document.source
    assert item.url is None or item.url.startswith(("http://", "https://"))
    for link in item.links:
        assert document.text[link.start : link.end].startswith("http")
        assert link.url.startswith(("http://", "https://"))
    if end.is_markup:
        assert not MARKUP.search(document.text), document.text[:500]
        assert not MARKUP.search(document.title or "")
    if end.text is not None:
        assert document.text == end.text
    for words in end.has:
        assert words in document.text
    for words in end.lacks:
        assert words not in document.text
