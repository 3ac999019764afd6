"""Sources and documents: facts, texts as stored, and edits that nobody announced."""

import re
from html import unescape
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from service.web.differences import Change, mark_letters, without_long_kept, word_changes
from tests.service.web.test_compare import LEFT, RIGHT, sent

EN = {"Accept-Language": "en"}
EDITED = LEFT.replace("12 trenes", "21 trenes")


@pytest.fixture
def compared(client: TestClient) -> dict[str, str]:
    """The two sources of a comparison, by name, and their documents under `doc:`."""
    sides = {"left-source": "Ministerio", "right-source": "Herald", "left-title": "Trenes"}
    address = sent(client, {"left-text": LEFT, "right-text": RIGHT, **sides})
    documents = client.get(f"/v1{address}").json()["documents"]
    listed = client.get("/v1/sources").json()["items"]
    found = {each["name"]: each["source_id"] for each in listed}
    return found | {f"doc:{each['source']}": each["document_id"] for each in documents}


def test_sources_are_listed_with_what_is_known(
    client: TestClient, compared: dict[str, str]
) -> None:
    """By a part of the name; nobody found says so."""
    page = client.get("/sources").text
    assert all(compared[name] in page for name in ("Ministerio", "Herald"))
    assert compared["Herald"] not in client.get("/sources?name=minis").text
    assert "No source found" in client.get("/sources?name=%25", headers=EN).text


def test_an_editor_says_what_is_known(client: TestClient, compared: dict[str, str]) -> None:
    """Stored and shown; what makes no sense comes back in the form with a sentence."""
    address = f"/sources/{compared['Ministerio']}"
    facts = {"kind": "ministry", "country": "PE", "time_zone": "America/Lima", "language": "es"}
    assert "America/Lima" in client.post(address, data=facts).text
    assert client.get(f"/v1{address}").json()["country"] == "PE"
    wrong = client.post(address, data=facts | {"country": "Peru"})
    assert wrong.status_code == 422
    assert 'value="Peru"' in wrong.text
    assert "Country" in re.findall(r'role="alert"[^>]*>([^<]+)', wrong.text)[0]
    assert client.get(f"/v1{address}").json()["country"] == "PE"
    assert client.post("/sources/src_" + "0" * 20, data=facts).status_code == 404


def test_a_source_is_shown_with_whom_it_was_compared(
    client: TestClient, compared: dict[str, str]
) -> None:
    """Each pair once, counted from its own side, and its documents."""
    page = client.get(f"/sources/{compared['Ministerio']}").text
    assert f"/sources/{compared['Herald']}" in page
    assert f"/documents/{compared['doc:Ministerio']}" in page


def test_a_document_is_shown_as_stored_with_its_claims(
    client: TestClient, compared: dict[str, str]
) -> None:
    """Joined, the parts are the text; each has an address."""
    page = client.get(f"/documents/{compared['doc:Ministerio']}").text
    stored = page.partition('<div class="stored"')[2].partition("</div>")[0].partition(">")[2]
    assert unescape(re.sub(r"<[^>]*>", "", stored)) == LEFT
    assert 'id="at-0"' in stored
    aimed = client.get(f"/documents/{compared['doc:Ministerio']}?words=3-11#at-3").text
    assert "".join(re.findall(r"<mark>([^<]*)</mark>", aimed)) == LEFT[3:11]
    for words in ("11-3", "0-999999999", "5-5"):
        answer = client.get(f"/documents/{compared['doc:Ministerio']}?words={words}")
        assert (answer.status_code, "<mark>" in answer.text) == (200, False)
    assert client.get(f"/documents/{compared['doc:Ministerio']}?words=x").status_code == 422
    assert 'class="claim' in stored
    assert client.get("/documents/doc_" + "0" * 20).status_code == 404


def test_a_silent_edit_is_shown_with_what_it_broke(
    client: TestClient, compared: dict[str, str]
) -> None:
    """The words that went and came, and the finding that rested on them."""
    body = {"text": EDITED, "source": "Ministerio", "title": "Trenes"}
    assert client.post("/v1/documents", json=body).status_code in (200, 201)
    page = client.get(f"/documents/{compared['doc:Ministerio']}", headers=EN).text
    assert re.search(r"<del>.*?12</del><ins>.*?21</ins>", page)
    assert re.search(r"[1-9] findings? rested on words that went", page)
    assert re.search(r"<del>.*?12</del>", client.get(f"/sources/{compared['Ministerio']}").text)


texts = st.text("ab \n.é", max_size=40)


@given(before=texts, after=texts)
def test_changes_are_both_texts(before: str, after: str) -> None:
    """Kept and removed words are the text before, kept and added ones the text after."""
    changes = word_changes(before, after)
    assert "".join(one.text for one in changes if one.change is not Change.ADDED) == before
    assert "".join(one.text for one in changes if one.change is not Change.REMOVED) == after
    kinds = [one.change for one in changes]
    assert all(one is not other for one, other in pairwise(kinds))
    if before == after:
        assert set(kinds) <= {Change.KEPT}


@given(left=texts, right=texts)
def test_marked_letters_are_the_names(left: str, right: str) -> None:
    """Joined they are the names; equal names have no mark."""
    one, other = mark_letters(left, right)
    assert "".join(text for text, _ in one) == left
    assert "".join(text for text, _ in other) == right
    if left == right:
        assert not any(differs for _, differs in (*one, *other))


def test_long_kept_words_are_shortened() -> None:
    """What changed stays whole."""
    before = "a " * 500 + "x " + "b " * 500
    shown = without_long_kept(word_changes(before, before.replace("x", "y")), around=10)
    assert [one.text.strip() for one in shown if one.change is not Change.KEPT] == ["x", "y"]
    assert sum(len(one.text) for one in shown) < 100
