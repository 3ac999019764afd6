"""Web pages by URL: with limits, as robots.txt allows, and never into a private network."""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

import httpcore
import httpx

from service.config import Settings
from service.errors import InputError, TooLarge, UnavailableError
from service.intake.body import read_body, read_start
from service.intake.connect import CheckedBackend, Deadline
from service.intake.headers import header, retry_after
from service.intake.media_types import kind_of
from service.intake.naming import shown
from service.intake.raw import Raw
from service.intake.robots import MOST_BYTES, PRODUCT, RobotsCache
from service.intake.web_address import is_url, join_url, page_url, parse_url

__all__ = ["Answer", "Fetcher", "Validators", "fetch", "fetcher", "is_url"]

_MOST_REDIRECTS = 5
_ACCEPT = (
    "text/html, application/xhtml+xml, text/plain, application/pdf, application/rss+xml,"
    " application/atom+xml, application/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
_FAULTS = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    ssl.SSLError,
    OSError,
)
_REDIRECTS = (301, 302, 303, 307, 308)
# Answers that mean "later", not "never".
_PASSING = (429, 500, 502, 503, 504)
CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.\-]{1,40})", re.I)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to tell later whether its page has changed; None where it did not."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave: `raw` is None when nothing changed since the validators were given."""

    raw: Raw | None
    validators: Validators


class Fetcher:
    """Fetches pages under one set of settings; threads may share it.

    It sends no cookies and no credentials, uses no proxy of the environment, and opens a new
    connection for each request.
    """

    def __init__(self, settings: Settings) -> None:
        """Keep to *settings*."""
        self._settings = settings
        self._tls = ssl.create_default_context()
        self._robots = RobotsCache(self._ask_robots)
        self._headers = [
            ("User-Agent", user_agent(settings)),
            ("Accept", _ACCEPT),
            ("Accept-Encoding", "gzip, deflate"),
            ("Connection", "close"),
        ]

    def get(self, url: str, known: Validators | None = None) -> Answer:
        """Return the content at *url*, after at most five redirects.

        With *known*, a page that has not changed since is not sent again.

        Raises:
            RefusedAddress: It leads where this program must not look.
            UnavailableError: The server does not answer now, or asks to be left alone.
            InputError: The address is malformed, forbidden by robots.txt, no readable content.
            TooLarge: The content exceeds `max_bytes`, packed or not.
        """
        deadline = Deadline.after(self._settings.url_timeout)
        place = parse_url(url, self._settings)
        for _ in range(_MOST_REDIRECTS + 1):
            self._check_robots(place)
            with self._open(place, deadline, known) as response:
                location = _location(response)
                if location is None:
                    return self._answer(place, response)
            place = join_url(place, location, self._settings)
        raise InputError(f"{shown(url)} leads from one address to the next without end.")

    def pause(self, url: str) -> float:
        """Return the seconds to wait before another page of the site of *url* is asked for."""
        if not self._settings.obey_robots:
            return self._settings.url_pause
        try:
            rules = self._robots.rules(parse_url(url, self._settings))
        except InputError:
            return self._settings.url_pause
        return max(self._settings.url_pause, rules.delay)

    def _check_robots(self, place: httpx.URL) -> None:
        if self._settings.obey_robots and not self._robots.rules(place).allow(place):
            raise InputError(
                f"{shown(str(place))} is not to be read by programs, its site's robots.txt says; "
                "open it in a browser and save its text."
            )

    def _ask_robots(self, place: httpx.URL) -> tuple[int, bytes]:
        """Return status and content of a robots.txt, after redirects."""
        deadline = Deadline.after(self._settings.url_timeout)
        for _ in range(_MOST_REDIRECTS + 1):
            with self._open(place, deadline, None) as response:
                location = _location(response)
                if location is None:
                    if response.status >= httpx.codes.BAD_REQUEST:
                        return response.status, b""
                    packing = header(response, "content-encoding")
                    return response.status, read_start(response.iter_stream(), packing, MOST_BYTES)
            place = join_url(place, location, self._settings)
        return httpx.codes.NOT_FOUND, b""

    @contextmanager
    def _open(
        self, place: httpx.URL, deadline: Deadline, known: Validators | None
    ) -> Iterator[httpcore.Response]:
        backend = CheckedBackend(self._settings, deadline)
        headers = [("Host", place.netloc.decode("ascii")), *self._headers, *_conditions(known)]
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend) as pool,
                pool.stream("GET", _target(place), headers=headers) as response,
            ):
                yield response
        except _FAULTS as error:
            raise UnavailableError(
                f"{shown(str(place))} cannot be reached ({_why(error)})."
            ) from error

    def _answer(self, place: httpx.URL, response: httpcore.Response) -> Answer:
        validators = Validators(
            header(response, "etag") or None, header(response, "last-modified") or None
        )
        if response.status == httpx.codes.NOT_MODIFIED:
            return Answer(None, validators)
        _refuse_status(place, response)
        media_type = header(response, "content-type")
        kind = kind_of(media_type)
        if kind is None:
            raise InputError(
                f"{shown(str(place))} is {shown(media_type)}, which holds no text to read."
            )
        limit = self._settings.max_bytes
        announced = header(response, "content-length")
        if announced.isdigit() and int(announced) > limit:
            raise TooLarge(f"{shown(str(place))} is larger than {limit:,} bytes.")
        packing = header(response, "content-encoding")
        data = read_body(response.iter_stream(), packing, limit, str(place))
        charset = CHARSET.search(media_type)
        raw = Raw(
            data=data,
            name=str(place),
            source=place.host,
            kind=kind,
            charset=charset.group(1) if charset else None,
            url=page_url(str(place)),
        )
        return Answer(raw, validators)


@lru_cache(maxsize=8)
def fetcher(settings: Settings) -> Fetcher:
    """Return the fetcher of *settings*; it keeps what it learnt of robots.txt for an hour."""
    return Fetcher(settings)


def fetch(url: str, settings: Settings) -> Raw:
    """Return the content at *url*; raises as `Fetcher.get` does."""
    raw = fetcher(settings).get(url).raw
    if raw is None:
        raise InputError(f"{shown(url)} answers that nothing changed, though nothing was known.")
    return raw


def user_agent(settings: Settings) -> str:
    """Return how this program names itself: product, version and whom to write to."""
    try:
        number = version(PRODUCT)
    except PackageNotFoundError:
        number = "0"
    about = f"; {settings.contact}" if settings.contact else ""
    return f"{PRODUCT}/{number} (compares what sources say{about})"


def _target(place: httpx.URL) -> httpcore.URL:
    # Part by part: a second parser of the whole might see another host in it.
    return httpcore.URL(
        scheme=place.raw_scheme, host=place.raw_host, port=place.port, target=place.raw_path
    )


def _location(response: httpcore.Response) -> str | None:
    return header(response, "location") or None if response.status in _REDIRECTS else None


def _conditions(known: Validators | None) -> list[tuple[str, str]]:
    if known is None:
        return []
    pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
    return [(name, value) for name, value in pairs if value]


def _refuse_status(place: httpx.URL, response: httpcore.Response) -> None:
    status = response.status
    if httpx.codes.OK <= status < httpx.codes.MULTIPLE_CHOICES:
        return
    phrase = httpx.codes.get_reason_phrase(status)
    message = f"{shown(str(place))} answers {status} {phrase}".rstrip() + "."
    if status in _PASSING:
        raise UnavailableError(message, retry_after(header(response, "retry-after")))
    raise InputError(message)


def _why(error: Exception) -> str:
    if isinstance(error, httpcore.TimeoutException | TimeoutError):
        return "it takes too long"
    return shown(str(error)) or type(error).__name__
