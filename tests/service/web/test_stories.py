"""Stories over forms on both databases: made, listed, filled, and what is not there."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.service.web.valdoria import EN, HERALD, WIRE, made, page


def test_a_story_is_made_of_two_documents(stocked: TestClient) -> None:
    """From the form that a comparison leads to; the list names it."""
    form = page(stocked, f"/stories/new?document={HERALD.document_id}&document={WIRE.document_id}")
    assert 'value="Storm in Valdoria"' in form
    address = made(stocked, " Storm & fog ", HERALD, WIRE)
    assert re.fullmatch(r"/stories/sto_[0-9a-f]{20}", address)
    listed = page(stocked, "/stories")
    assert address in listed
    assert "Storm & fog" in listed
    assert "2 documents" in listed


def test_a_comparison_offers_a_story(stocked: TestClient) -> None:
    """With its two documents."""
    ids = [HERALD.document_id, WIRE.document_id]
    body = {"left": {"document_id": ids[0]}, "right": {"document_id": ids[1]}}
    comparison = stocked.post("/v1/comparisons", json=body).json()["comparison_id"]
    found = page(stocked, f"/comparisons/{comparison}")
    assert f"/stories/new?document={ids[0]}&document={ids[1]}" in found


@pytest.mark.parametrize(
    ("title", "ids", "status"),
    [("  ", [], 422), ("x" * 301, [], 422), ("a\x00b", [], 422), ("Storm", ["doc_1"], 422),
     ("Storm", ["doc_" + "0" * 20], 404)],
)  # fmt: skip
def test_what_is_no_story_comes_back_in_the_form(
    stocked: TestClient, title: str, ids: list[str], status: int
) -> None:
    """With a sentence that says why, and nothing stored."""
    answer = stocked.post("/stories", data={"title": title, "document": ids}, headers=EN)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert "There is no story yet." in page(stocked, "/stories")


def test_documents_and_sources_go_in_and_out(stocked: TestClient) -> None:
    """By forms; what is out stays stored; an expected source is in when a document of it is."""
    address = made(stocked, "Storm")
    assert address.endswith("/edit")
    story = address.removesuffix("/edit")
    assert "No document is in this story yet." in page(stocked, story)
    found = page(stocked, f"{address}?words=sailors")
    offered = re.findall(r'name="document_id" value="(doc_\w+)"', found)
    assert offered == [HERALD.document_id]
    for _ in range(2):
        data = {"document_id": HERALD.document_id}
        assert stocked.post(f"{story}/documents", data=data).status_code == 200
    sources = dict(re.findall(r'<option value="(src_\w+)"[^>]*>(\w+)', page(stocked, address)))
    names = {name: key for key, name in sources.items()}
    for name in ("Agency", "Herald"):
        stocked.post(f"{story}/sources", data={"source_id": names[name]})
    inside = page(stocked, address)
    assert inside.count("not in yet") == 1
    table = page(stocked, story)
    assert 'data-who="Agency">not in yet' in table
    stocked.post(f"{story}/sources/{names['Agency']}/out")
    assert "not in yet</td>" not in page(stocked, story)
    stocked.post(f"{story}/documents/{HERALD.document_id}/out")
    assert "No document is in this story yet." in page(stocked, story)
    assert stocked.get(f"/v1/documents/{HERALD.document_id}").status_code == 200


def test_lists_go_on(stocked: TestClient) -> None:
    """Newest first, by keyset."""
    for number in range(4):
        made(stocked, f"Story {number}")
    first = page(stocked, "/stories?limit=3")
    (more,) = re.findall(r'rel="next"[^>]*href="([^"]+)"', first)
    assert "Story" in page(stocked, f"{more}&limit=3")
    assert stocked.get("/stories?cursor=nonsense").status_code == 422


def test_what_is_not_there_is_not_there(stocked: TestClient) -> None:
    """A story, a row, a document."""
    nobody = "/stories/sto_" + "0" * 20
    for address in (nobody, f"{nobody}/edit", f"{nobody}/rows/row_1"):
        assert stocked.get(address).status_code == 404
    story = made(stocked, "Storm", WIRE)
    assert stocked.get(f"{story}/rows/row_1").status_code == 404
    page(stocked, story)
    assert stocked.get(f"{story}/rows/row_1").status_code == 404
    data = {"document_id": "doc_" + "0" * 20}
    assert stocked.post(f"{story}/documents", data=data).status_code == 404
