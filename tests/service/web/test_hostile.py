"""Documents that try to act: on every page they are text, in every file they are inert."""

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

import openpyxl
import pytest
import tinyhtml5
from fastapi.testclient import TestClient

from service.app import create_app
from service.config import Access, Settings
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.web.doors import web_routes
from tests.service.web.hostile import (
    ADDRESSES,
    EXPORTS,
    FILES,
    FORMULAS,
    MARK,
    SUM,
    Seeded,
    seed,
)

FORBIDDEN = {"style", "iframe", "object", "embed", "base", "math", "frame", "applet", "img"}
ADDRESSED = {
    *("href", "src", "action", "formaction", "poster", "data", "cite", "srcset", "ping"),
    *("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete", "hx-push-url", "background"),
}
# Where no tag can stand inside: the browser shows the words with the page's own direction.
NO_TAGS = {"title", "script"}
RISKY = re.compile(r"^ *[=+\-@\t\r\n＝＋－＠]")
Element = ElementTree.Element


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Seeded]]:
    """A client of a store in which every text tries to act."""
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'store.db'}"
    settings = Settings(database_url=url, access=Access.OPEN)
    with local_client(create_app(settings, executor=hashing_executor)) as client:
        yield client, seed(client)


def name_of(element: Element) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def faults(html: str) -> list[str]:
    """Return what in a page came from a document and is more than text."""
    found: list[str] = []
    _look(tinyhtml5.parse(html, namespace_html_elements=False), isolated=False, found=found)
    if SUM in html:
        found.append("a template was carried out")
    return found


def _look(element: Element, *, isolated: bool, found: list[str]) -> None:
    name = name_of(element)
    if name in FORBIDDEN or MARK in name:
        found.append(f"<{name}>")
    if name == "script" and not (
        element.get("src", "").startswith("/static/") or element.get("type") == "application/json"
    ):
        found.append("a script of no file of ours")
    for attribute, value in element.attrib.items():
        found.extend(_attribute_faults(name, str(attribute).lower(), value, element))
    isolated = isolated or name == "bdi" or element.get("dir") is not None
    if not isolated and name not in NO_TAGS:
        found.extend(f"turned writing in <{name}>" for _ in _turned(element.text))
    for child in element:
        _look(child, isolated=isolated, found=found)
        if not isolated and name not in NO_TAGS:
            found.extend(f"turned writing in <{name}>" for _ in _turned(child.tail))


def _turned(text: str | None) -> list[str]:
    return re.findall("\u202e", text or "")


def _attribute_faults(name: str, attribute: str, value: str, element: Element) -> Iterator[str]:
    where = f"{attribute} of <{name}>"
    if MARK in attribute or attribute.startswith("on") or attribute in ("style", "srcdoc"):
        yield where
    if attribute.startswith("hx-") and attribute not in ADDRESSED and MARK in value:
        yield where
    if attribute == "http-equiv":
        yield where
    if attribute in ADDRESSED or attribute.endswith("href"):
        parts = urlsplit(value)
        is_out = parts.scheme in ("http", "https") and "noopener" in element.get("rel", "")
        if (parts.scheme or parts.netloc) and not is_out:
            yield f"{where}: {value[:60]}"
        if not is_out and MARK in parts.path:
            yield f"{where}: {value[:60]}"


def test_every_page_is_in_the_table() -> None:
    """A new page, or a new file to take away, is looked at here from its first day."""
    gets = {route.path for route, method in web_routes() if method == "GET"}
    assert gets - FILES <= set(ADDRESSES) | set(EXPORTS)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("path", list(ADDRESSES))
def test_a_page_shows_documents_as_text(
    desk: tuple[TestClient, Seeded], path: str, language: str
) -> None:
    """No element, attribute or address is a document's, and nothing inline may act."""
    client, seeded = desk
    for address in ADDRESSES[path](seeded):
        answer = client.get(address, headers={"Accept-Language": language})
        assert answer.status_code < 500, address
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert faults(answer.text) == [], address


def test_the_pages_do_show_them(desk: tuple[TestClient, Seeded]) -> None:
    """The test above looks at pages that hold the texts."""
    client, seeded = desk
    shown = [
        path
        for path, addresses in ADDRESSES.items()
        if any(MARK in client.get(each).text for each in addresses(seeded))
    ]
    assert {
        "/",
        "/audit",
        "/comparisons/{comparison_id}",
        "/documents",
        "/jobs",
        "/reports",
        "/reports/edits",
        "/review",
        "/documents/{document_id}",
        "/search",
        "/settings",
        "/sources/{source_id}",
        "/stories/{story_id}",
    } <= set(shown)


@pytest.mark.parametrize(
    "html",
    [
        "<p><zq9></p>",
        "<p zq9=1></p>",
        "<a href='javascript:x'>x</a>",
        "<a href='//zq9/'>x</a>",
        "<p style='a'></p>",
        "<p onclick='a'></p>",
        "<script>x</script>",
        "<style>x</style>",
        "<p>\u202ex</p>",
        "<p>62615533</p>",
        "<i hx-vals='zq9'></i>",
        "<svg><a xlink:href='javascript:x'></a></svg>",
    ],
)
def test_what_acts_is_found(html: str) -> None:
    """The check itself finds each kind."""
    assert faults(html)


def _texts(answer: bytes, form: str) -> Iterator[str]:
    if form == "csv":
        for row in csv.reader(io.StringIO(answer.decode("utf-8-sig"))):
            yield from row
        return
    for sheet in openpyxl.load_workbook(io.BytesIO(answer)):
        for cells in sheet.iter_rows():
            for cell in cells:
                assert cell.data_type != "f"
                assert cell.hyperlink is None


@pytest.mark.parametrize("path", list(EXPORTS))
def test_files_hold_no_formulas(desk: tuple[TestClient, Seeded], path: str) -> None:
    """No cell of a table begins one, whatever a source is called or a reason says."""
    client, seeded = desk
    for address in EXPORTS[path](seeded):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-disposition"].startswith("attachment")
        form = address.partition("?")[0].rpartition("/")[2]
        if form in ("csv", "xlsx"):
            assert [text for text in _texts(answer.content, form) if RISKY.match(text)] == []


@pytest.mark.parametrize("formula", FORMULAS)
def test_every_kind_of_formula_is_inert(formula: str, store_url: str) -> None:
    """In a source's name, a claim and a person's reason, in each table there is."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    with local_client(app) as client:
        sides = {
            side: {"text": f"{formula} cost {number} dollars.", "source": f"{formula}{side}"}
            for side, number in (("left", 5), ("right", 7))
        }
        made = client.post("/v1/comparisons", json=sides).json()["comparison_id"]
        found = [
            *(f"/comparisons/{made}/export/{form}" for form in ("csv", "xlsx")),
            *(f"/reports/export/{what}/csv" for what in ("pairs", "conflicts", "edits")),
        ]
        for address in found:
            answer = client.get(address)
            assert answer.status_code == 200
            form = address.rpartition("/")[2]
            assert not [text for text in _texts(answer.content, form) if RISKY.match(text)]
