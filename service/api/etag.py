"""Entity tags: what is never sent twice, and what nobody overwrites unseen.

Source: RFC 9110 sections 8.8.3 (ETag), 13.1.1 (If-Match), 13.1.2 (If-None-Match), 15.4.5
(304); RFC 6585 section 3 (428).
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request, Response

from matching.run_config import CODE_VERSION
from service.errors import InputError, PreconditionNeeded, StaleError

ENCODED = "-gzip"
"""What a tag ends with when the body is compressed: other bytes, so another tag."""
PRIVATE = "private, no-cache"
"""A cache of one person may keep it, and asks each time whether it still holds."""
IMMUTABLE = "private, max-age=3600, immutable"

_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_LIST = re.compile(rf"\s*(?:{_TAG.pattern}\s*)?(?:,\s*(?:{_TAG.pattern}\s*)?)*")


class NotModified(Exception):
    """The caller has what it asks for: 304, with these headers."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__()
        self.headers = headers


@dataclass(frozen=True, slots=True)
class Tags:
    """The conditions of one request, and the tag of its answer."""

    request: Request
    response: Response

    def immutable(self, *parts: str) -> dict[str, str]:
        """Tag the answer as one that never changes, known by *parts*, such as an identifier.

        Returns the headers, for a route that makes its response itself.

        Call it once the thing is found: what is not there is a 404, whatever the caller has.

        Raises:
            NotModified: The caller has it.
        """
        # Another version of the program may show the same thing in other bytes.
        return self._tag(tag_of(CODE_VERSION, self.request.url.query, *parts), IMMUTABLE)

    def version(self, *parts: str | int) -> dict[str, str]:
        """Tag the answer of a GET with the version that it shows.

        Returns the headers, for a route that makes its response itself.

        Raises:
            NotModified: The caller has it.
        """
        return self._tag(tag_of(*parts), PRIVATE)

    def made(self, *parts: str | int) -> None:
        """Tag the answer of a write with the version that it made."""
        self.response.headers["ETag"] = tag_of(*parts)

    def require(self, *parts: str | int) -> None:
        """Let the request go on only if it names the version of *parts*, which holds now.

        Call it inside the transaction that writes.

        Raises:
            PreconditionNeeded: It has no If-Match.
            StaleError: It names others; a weak tag matches nothing.
            InputError: The header is malformed.
        """
        given = self.request.headers.getlist("If-Match")
        if not given:
            raise PreconditionNeeded("Send If-Match with the ETag of what you looked at.")
        if not _matches(", ".join(given), tag_of(*parts), weakly=False):
            raise StaleError("It changed since you looked; get it again.")

    def named(self) -> None:
        """Refuse a request without If-Match before any work is done.

        Raises:
            PreconditionNeeded: It has none.
        """
        if "If-Match" not in self.request.headers:
            raise PreconditionNeeded("Send If-Match with the ETag of what you looked at.")

    def _tag(self, tag: str, caching: str) -> dict[str, str]:
        headers = {"ETag": tag, "Cache-Control": caching}
        given = self.request.headers.getlist("If-None-Match")
        if given and (match := _matches(", ".join(given), tag, weakly=True)):
            raise NotModified({**headers, "ETag": match})
        self.response.headers.update(headers)
        return headers


def tags(request: Request, response: Response) -> Tags:
    """Return the conditions of *request*, with *response* to be tagged."""
    return Tags(request, response)


TagsDep = Annotated[Tags, Depends(tags)]


def install(app: FastAPI) -> None:
    """Let *app* answer 304 where the caller has what it asks for."""
    app.add_exception_handler(NotModified, _not_modified)


def tag_of(*parts: str | int) -> str:
    """Return the strong tag of what *parts* name; different parts, different tags."""
    named = "\x1f".join(str(part) for part in parts)
    return f'"{hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def _not_modified(_: Request, found: Exception) -> Response:
    assert isinstance(found, NotModified)
    return Response(status_code=304, headers=found.headers)


def _matches(given: str, tag: str, *, weakly: bool) -> str | None:
    """Return *tag* as the list *given* names it, compared weakly or strongly; "*" names any.

    The caller may have it compressed, under the tag of that form. None when it is not named.
    """
    if given.strip() == "*":
        return tag
    if not _LIST.fullmatch(given):
        if weakly:
            return None  # a cache that writes nonsense gets the whole answer
        raise InputError('Entity tags are written "like this", with commas between them.')
    wanted = tag.strip('"')
    for found in _TAG.finditer(given):
        if found[2].removesuffix(ENCODED) == wanted and (weakly or not found[1]):
            return f'"{found[2]}"'
    return None
