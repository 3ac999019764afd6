"""Whether a request that a browser vouches for was meant by the person who sits at it.

A page of another site can make a browser send a request, cookie and all. It cannot forge the
headers `Sec-Fetch-Site` and `Origin`, which tell where the request comes from. Requests with a
key are exempt: no browser adds a key by itself.

Source: W3C Fetch Metadata Request Headers; OWASP Cross-Site Request Forgery Prevention,
"Using Fetch Metadata" and "Verifying Origin With Standard Headers".
"""

from dataclasses import dataclass

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# The page's own origin, or the person herself (address bar, bookmark).
_OWN = frozenset({"same-origin", "none"})


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a request says of where it comes from; None is a header that is missing."""

    method: str
    fetch_site: str | None
    origin: str | None

    @property
    def is_safe(self) -> bool:
        """Whether the method changes nothing (RFC 9110 section 9.2.1)."""
        return self.method.upper() in _SAFE

    @property
    def is_browser(self) -> bool:
        """Whether a browser of today sent it with an unsafe method: these say where from."""
        return self.fetch_site is not None or self.origin is not None


def is_own(provenance: Provenance, own_origin: str) -> bool:
    """Tell whether a page of *own_origin*, such as "https://c.example.org", made the request.

    A request without either header is not taken for one.
    """
    if provenance.fetch_site is not None:
        return provenance.fetch_site.strip().lower() in _OWN
    origin = provenance.origin
    return origin is not None and origin.rstrip("/").lower() == own_origin.rstrip("/").lower()
