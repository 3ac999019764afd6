"""What holds for every page: its language, its headers, and what it may load."""

import hashlib
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.web.assets import BUNDLES
from service.web.links import local_path
from service.words import LANGUAGES, words
from tests.service.api import desk

WEB = Path(str(files("service.web")))
TEMPLATES = [*WEB.glob("templates/**/*.html"), *WEB.parent.glob("diff/templates/*.html")]
KEY = re.compile(r"""\b(?:t|n|word)\(\s*"([^"]+)"\s*[,)]""")


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("es-PE,es;q=0.9,en;q=0.8", "es"),
        ("en-GB", "en"),
        ("fr, es;q=0.5, en;q=0.7", "en"),
        ("en;q=0, es", "es"),
        ("tlh", "en"),
        ("", "en"),
        (";q=,,x", "en"),
    ],
)
def test_a_page_speaks_what_the_browser_asks_for(
    client: TestClient, asked: str, spoken: str
) -> None:
    """The best language that there is, else the first one."""
    answer = client.get("/", headers={"Accept-Language": asked})
    assert f'<html lang="{spoken}">' in answer.text


def test_the_reader_s_choice_is_kept(client: TestClient) -> None:
    """A chosen language holds on the next page, whatever the browser asks for."""
    chosen = client.post("/language", data={"language": "es", "here": "/"}, follow_redirects=False)
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/")
    answer = client.get("/", headers={"Accept-Language": "en"})
    assert '<html lang="es">' in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "//elsewhere.example",
        "https://elsewhere.example/",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "/\t/elsewhere.example",
        "javascript:alert(1)",
        "",
        "relative",
        "//[",
    ],
)
def test_a_form_leads_to_no_other_host(address: str) -> None:
    """Whatever a form says, the reader stays here."""
    assert local_path(address) == "/"
    assert local_path("/names?kind=person") == "/names?kind=person"


@pytest.mark.parametrize("path", ["/", "/nowhere", "/comparisons/cmp_garbage"])
def test_nothing_inline_and_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    """The policy allows this host's files alone, and the page has no other."""
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", answer.text)
    for script in re.findall(r"<script([^>]*)>", answer.text):
        assert 'src="/static/' in script or 'type="application/json"' in script
    for address in re.findall(r"/static/[^\"]+", answer.text):
        assert client.get(address).status_code == 200


def test_an_unknown_path_of_the_api_is_a_problem(client: TestClient) -> None:
    """A program asked, which reads no pages; and its words are not sent back."""
    answer = client.get("/v1/documentz/geheim")
    assert desk.problem(answer).status == 404
    assert "geheim" not in answer.text


def test_an_unknown_file_is_a_page_that_says_so(client: TestClient) -> None:
    """No path leads out of the bundles."""
    for path in ("/static/0/nothing.css", "/static/0/..%2fapp.py", "/static/%00/desk.css"):
        assert client.get(path).status_code in (404, 422)


def test_third_party_files_are_as_they_came() -> None:
    """Each one stands in the manifest with its licence, and has its hash."""
    vendor = WEB / "static" / "vendor"
    listed = tomllib.loads((vendor / "MANIFEST.toml").read_text("utf-8"))["file"]
    for entry in listed:
        found = (vendor / entry["path"]).read_bytes()
        assert hashlib.sha256(found).hexdigest() == entry["sha256"]
        assert (vendor / entry["path"]).with_name("LICENSE").is_file()
    scripts = {str(path.relative_to(vendor)) for path in vendor.rglob("*.js")}
    assert scripts == {entry["path"] for entry in listed}


def test_no_template_names_an_outside_host() -> None:
    """A page loads nothing from elsewhere, and says so to nobody."""
    for template in TEMPLATES:
        outside = re.findall(r'(?:src|href|action)="(https?:[^"]*)"', template.read_text("utf-8"))
        assert not outside, template.name


def test_no_template_hides_another() -> None:
    """Pages and the stand-alone file share a loader: one name, one template."""
    names = [template.name for template in TEMPLATES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_template_is_in_the_catalogue(language: str) -> None:
    """No page asks for a word that a language lacks."""
    source = files("service.words").joinpath(f"{language}.po").read_text("utf-8")
    known = set(re.findall(r'^msgid "(.+)"$', source, re.MULTILINE))
    for template in TEMPLATES:
        asked = set(KEY.findall(template.read_text("utf-8")))
        assert asked <= known, (template.name, asked - known)
    assert all(words(language).values())


def test_bundles_are_small() -> None:
    """All styles and scripts together stay well below what a page may weigh (300 kB)."""
    assert sum(len(bundle.content) for bundle in BUNDLES.values()) < 150_000
