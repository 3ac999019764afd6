"""Which requests a browser made for a page of ours, and which for somebody else's."""

import pytest

from service.access.csrf import Provenance, is_own

OWN = "https://c.example.org"


@pytest.mark.parametrize(
    ("fetch_site", "origin", "own"),
    [
        ("same-origin", OWN, True),
        ("same-origin", None, True),
        ("Same-Origin ", None, True),
        ("none", None, True),
        ("cross-site", OWN, False),
        ("same-site", "https://evil.example.org", False),
        ("same-site", OWN, False),
        ("", OWN, False),
        ("nonsense", OWN, False),
        (None, OWN, True),
        (None, "HTTPS://C.example.org", True),
        (None, "http://c.example.org", False),
        (None, "https://c.example.org:8443", False),
        (None, "https://c.example.org.evil.org", False),
        (None, "https://evil.org", False),
        (None, "null", False),
        (None, "", False),
        (None, None, False),
    ],
)
def test_whose_page_it_was(fetch_site: str | None, origin: str | None, own: bool) -> None:
    """`Sec-Fetch-Site` decides, `Origin` where it is missing; without both nobody vouches."""
    assert is_own(Provenance("POST", fetch_site, origin), OWN) is own


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "post", "CONNECT", ""])
def test_unsafe_methods(method: str) -> None:
    """Whatever is not known to change nothing is taken to change something."""
    assert not Provenance(method, None, None).is_safe


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "get"])
def test_safe_methods(method: str) -> None:
    """Links from other sites lead to pages."""
    assert Provenance(method, None, None).is_safe
