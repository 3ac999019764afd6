"""Web addresses: which ones are followed, and how the same page is written one way."""

import re
from urllib.parse import parse_qsl, urlencode

import httpx

from service.config import Settings
from service.errors import InputError, RefusedAddress
from service.intake.naming import shown

_SCHEMES = ("http", "https")
_LONGEST = 2_000
_LAST_PORT = 65_535
# Parameters that say where a reader came from, and nothing of the page.
_TRACKING = re.compile(r"^(utm_[a-z_]+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src)$", re.I)
# 127.1, 0x7f.1, 2130706433: other spellings of an IPv4 address that a resolver understands.
_NUMBER = re.compile(r"^(0x[0-9a-f]*|[0-9]+)$", re.I)
# No percent signs, no scopes: what a name server or a certificate can hold.
_HOST = re.compile(r"^(?:[a-z0-9._-]{1,253}|[0-9a-f:.]*:[0-9a-f:.]*)$", re.I)
_DOTTED = re.compile(r"^(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})$")


def is_url(name: str) -> bool:
    """Tell whether *name* is a web address rather than a file."""
    return name.lower().startswith(("http://", "https://"))


def parse_url(text: str, settings: Settings) -> httpx.URL:
    """Return *text* as an address that may be asked, without its fragment.

    Raises:
        RefusedAddress: It has another scheme, names a user, an odd port, or hides its host.
        InputError: It is no web address.
    """
    url = _parsed(text)
    if url.scheme not in _SCHEMES or not url.host:
        raise RefusedAddress(
            f"{shown(text)} is no web address; it has to begin with http:// or https://."
        )
    if url.userinfo:
        raise RefusedAddress(f"{shown(text)} holds a user or password; give it without.")
    if not _HOST.match(url.raw_host.decode("ascii")):
        raise RefusedAddress(f"{shown(text)} names no host that can be looked up.")
    last = url.host.rstrip(".").rpartition(".")[2]
    if _NUMBER.match(last) and not _DOTTED.match(url.host) and not settings.allow_private_urls:
        raise RefusedAddress(f"{shown(text)} hides its host in a number; name the host.")
    port = port_of(url)
    if not 0 < port <= _LAST_PORT:
        raise RefusedAddress(f"{shown(text)} names a port that cannot be.")
    if port not in settings.allowed_ports and not settings.allow_private_urls:
        raise RefusedAddress(
            f"{shown(text)} names port {port}, which is refused; CONTRASTE_URL_PORTS permits it."
        )
    return url.copy_with(fragment=None)


def join_url(base: httpx.URL, location: str, settings: Settings) -> httpx.URL:
    """Return where a redirect from *base* leads.

    Raises:
        RefusedAddress: It leads where `parse_url` would not, or from https back to http.
        InputError: It is no web address.
    """
    try:
        joined = str(base.join(location))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise InputError(f"{shown(str(base))} leads to no web address.") from error
    url = parse_url(joined, settings)
    if base.scheme == "https" and url.scheme == "http":
        raise RefusedAddress(
            f"{shown(str(base))} leads from https to http, where others could change the text; "
            "give that address itself if you trust it."
        )
    return url


def port_of(url: httpx.URL) -> int:
    """Return the port that *url* asks."""
    if url.port is not None:
        return url.port
    return 443 if url.scheme == "https" else 80


def page_url(text: str) -> str:
    """Return the one way to write the address of a page, to be shown as a link.

    The fragment and parameters that only track readers go.

    Raises:
        InputError: It is no web address, or too long for one.
    """
    url = _parsed(text)
    if url.scheme not in _SCHEMES or not url.host or url.userinfo:
        raise InputError(f"{shown(text)} is no web address of a page.")
    query = url.query.decode("ascii", "replace")
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _TRACKING.match(pair[0])]
    if len(kept) < len(pairs):
        query = urlencode(kept)
    return str(url.copy_with(fragment=None, query=query.encode("ascii") if query else None))


def _parsed(text: str) -> httpx.URL:
    if len(text) > _LONGEST:
        raise InputError(f"{shown(text)} is too long for a web address.")
    try:
        return httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise InputError(f"{shown(text)} is no web address.") from error
