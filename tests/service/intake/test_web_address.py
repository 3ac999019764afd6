"""Web addresses: which ones are followed, and one way to write a page's."""

import httpx
import pytest

from service.config import Settings
from service.errors import InputError, RefusedAddress
from service.intake.web_address import join_url, page_url, parse_url

REFUSED = [
    "file:///etc/passwd",
    "ftp://example.org/a",
    "gopher://example.org:70/_x",
    "data:text/html,<p>x</p>",
    "javascript:alert(1)",
    "jar:http://example.org!/x",
    "http:127.0.0.1",
    "http:\\\\127.0.0.1/",
    "http:///x",
    "//example.org/x",
    "http://ana:secret@example.org/",
    "http://example.org\\@127.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://017700000001/",
    "http://example.org:22/",
    "http://example.org:0/",
    "http://example.org:99999/",
    "http://%31%32%37.0.0.1/",
    "http://localhost%00.example.org/",
    "http://[fe80::1%25eth0]/",
]


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_that_hides_something_is_refused(url: str) -> None:
    """Other schemes, users, numbers for hosts, odd ports, scopes."""
    with pytest.raises(RefusedAddress):
        parse_url(url, Settings())


@pytest.mark.parametrize(
    "url",
    [
        "http://0177.0.0.1/",
        "http://１２７.0.0.1/",
        "http://ex\u200bample.org/",
        "http://①.example/",
        "http://[::1",
        "http://a:80:90/",
        "http://x/\r\nHost: y",
        "http://x/" + "a" * 3000,
    ],
)
def test_what_is_no_address_is_told(url: str) -> None:
    """Each in one short sentence."""
    with pytest.raises(InputError) as refusal:
        parse_url(url, Settings())
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://example.org/a#part", "https://example.org/a"),
        ("HTTPS://Example.ORG:443/a", "https://example.org/a"),
        ("http://example.org:8080/a?b=c", "http://example.org:8080/a?b=c"),
        ("https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700:4700::1111]/", "http://[2606:4700:4700::1111]/"),
    ],
)
def test_an_address_that_is_followed(url: str, same: str) -> None:
    """Without its fragment, its host in the form that a name server knows."""
    found = parse_url(url, Settings())
    assert (found.raw_host, found.raw_path) == (httpx.URL(same).raw_host, httpx.URL(same).raw_path)
    assert not found.fragment


def test_a_redirect_must_not_leave_https() -> None:
    """Where anybody on the way could change the words; the other way round is welcome."""
    with pytest.raises(RefusedAddress, match="from https to http"):
        join_url(httpx.URL("https://example.org/a"), "http://example.org/b", Settings())
    up = join_url(httpx.URL("http://example.org/a"), "https://example.org/b", Settings())
    assert str(up) == "https://example.org/b"
    assert str(join_url(up, "../c", Settings())) == "https://example.org/c"


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://Example.org/a?utm_source=x&id=7&fbclid=q#top", "https://example.org/a?id=7"),
        ("https://example.org/a?utm_medium=x", "https://example.org/a"),
        ("https://example.org/a?b=%20c&b=", "https://example.org/a?b=%20c&b="),
    ],
)
def test_a_page_is_written_one_way(url: str, page: str) -> None:
    """What only tracks readers goes; everything else stays as it was."""
    assert page_url(url) == page
    assert page_url(page) == page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:,x", "/a", "", "http://a@b/"])
def test_a_page_s_address_can_be_shown_as_a_link(url: str) -> None:
    """A link that would run something is none."""
    with pytest.raises(InputError):
        page_url(url)
