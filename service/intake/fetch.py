"""Web pages by URL: with limits, and never into the machine's own network."""

import ipaddress
import socket
import ssl
import time

import httpx

from service.config import Settings
from service.errors import InputError, TooLarge
from service.intake.raw import Raw

_MOST_REDIRECTS = 5
_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/pdf": ".pdf",
}
_HEADERS = {
    "User-Agent": "contraste (reads one page on a person's request)",
    "Accept": "text/html, text/plain, application/pdf, application/json;q=0.8, */*;q=0.5",
}


def is_url(name: str) -> bool:
    """Tell whether *name* is a web address rather than a file."""
    return name.lower().startswith(("http://", "https://"))


def fetch(url: str, settings: Settings) -> Raw:
    """Return the content at *url*, after at most five redirects.

    Every host on the way is looked up once and that very address is asked, so that a name
    cannot lead to a public address when checked and to a private one when used.

    Raises:
        InputError: The address is malformed, private, unreachable, or answers with an error.
        TooLarge: The content exceeds `max_bytes`.
    """
    deadline = time.monotonic() + settings.url_timeout
    verify = ssl.create_default_context()
    # trust_env is off: a proxy would look names up itself, past the check.
    with httpx.Client(verify=verify, trust_env=False, headers=_HEADERS) as client:
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                answer = _ask(client, httpx.URL(url), settings, deadline)
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
                raise InputError(f"{url} cannot be reached ({_why(error)}).") from error
            if isinstance(answer, Raw):
                return answer
            url = answer
    raise InputError(f"{url} leads from one address to the next without end.")


def _ask(client: httpx.Client, url: httpx.URL, settings: Settings, deadline: float) -> Raw | str:
    address = _address(url, settings)
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpx.ReadTimeout("it takes too long")
    with client.stream(
        "GET",
        url.copy_with(host=address),
        headers={"Host": url.netloc.decode("ascii").rpartition("@")[2]},
        extensions={"sni_hostname": url.host},
        timeout=left,
    ) as response:
        if response.has_redirect_location:
            return str(url.join(response.headers["location"]))
        if response.status_code >= httpx.codes.BAD_REQUEST:
            raise InputError(f"{url} answers {response.status_code} {response.reason_phrase}.")
        data = _body(response, str(url), settings.max_bytes, deadline)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Raw(
        data=data,
        name=str(url),
        source=url.host,
        kind=_KINDS.get(media_type, ""),
        charset=response.charset_encoding,
        url=str(url),
    )


def _address(url: httpx.URL, settings: Settings) -> str:
    if url.scheme not in ("http", "https") or not url.host:
        raise InputError(f"{url} is no web address; it has to begin with http:// or https://.")
    try:
        found = socket.getaddrinfo(url.host, url.port or url.scheme, type=socket.SOCK_STREAM)
    except OSError as error:
        raise InputError(f"{url} cannot be reached (no such host: {url.host}).") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not settings.allow_private_urls:
        for address in addresses:
            if not ipaddress.ip_address(address.partition("%")[0]).is_global:
                raise InputError(
                    f"{url} leads to a private address, which is refused; "
                    "CONTRASTE_ALLOW_PRIVATE_URLS=true permits it."
                )
    return addresses[0]


def _body(response: httpx.Response, url: str, limit: int, deadline: float) -> bytes:
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > limit:
            raise TooLarge(f"{url} is larger than {limit:,} bytes; give a smaller text.")
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("it takes too long")
    return bytes(data)


def _why(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "it takes too long"
    return str(error) or type(error).__name__
