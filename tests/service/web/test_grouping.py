"""Pages on why a document is in its story, and correcting that, on both databases."""

import re
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.store.unit import read_only
from tests.service.api import desk
from tests.service.api.test_groupings import grouped, stories

__all__ = ["grouped"]

EN, ES = {"Accept-Language": "en"}, {"Accept-Language": "es"}


def page(client: TestClient, address: str, headers: dict[str, str] = EN) -> str:
    """Return a page, its references resolved."""
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def correct(client: TestClient, document_id: str, **form: str) -> str:
    """Send the form of a correction, which leads to the document; return that page."""
    answer = client.post(f"/documents/{document_id}/story", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/documents/{document_id}#why",
    )
    return page(client, f"/documents/{document_id}")


def test_a_document_tells_why_in_both_languages(grouped: TestClient) -> None:
    """In words, none of them the name of a signal."""
    document = stories(grouped)[0]["documents"][-1]["document_id"]
    english = page(grouped, f"/documents/{document}")
    spanish = page(grouped, f"/documents/{document}", ES)
    assert "Put by the machine into" in english
    assert "La máquina lo puso en" in spanish
    for told in (english, spanish):
        assert "thr_" in told
        assert not re.search(r"\b(lead_lead|sentences_most|names_rarest|amounts_\w+)\b", told)
    assert "both have a name that few other documents have" in english
    assert "los dos tienen un nombre que pocos documentos más tienen" in spanish


def test_a_story_asks_for_it_beside_each_document(grouped: TestClient) -> None:
    """A page of its own, or a part of the story's where a script asks."""
    story = stories(grouped)[0]
    place = f"/stories/{story['story_id']}"
    shown = page(grouped, place)
    for document in story["documents"]:
        address = f"{place}/documents/{document['document_id']}/why"
        assert f'hx-get="{address}"' in shown
        assert address in page(grouped, f"{place}/edit")
    whole = page(grouped, address)
    part = page(grouped, address, EN | {"HX-Request": "true"})
    assert "<h1>Why is it here?</h1>" in whole
    assert "<html" not in part
    assert "Put by the machine into" in part
    gone = grouped.get(f"{place}/documents/doc_{'0' * 20}/why")
    assert gone.status_code == 404


def test_a_document_is_corrected_and_that_is_undone(grouped: TestClient) -> None:
    """Out, into another story, a story of its own; the page offers to take it back."""
    story = stories(grouped)[0]
    first = story["documents"][0]["document_id"]
    told = correct(grouped, first, verdict="out", note="Es <otro> hecho.")
    assert "It is in no story." in told
    assert "Es <otro> hecho." in told
    told = correct(grouped, first, verdict="move", into=story["story_id"])
    assert "Put by a person into" in told
    form = {"verdict": "split", "story_id": story["story_id"], "title": "Aparte"}
    told = correct(grouped, first, **form)
    assert "Aparte" in told
    found = re.findall(r"/story-decisions/(dec_\w+)/undo", told)
    assert len(found) == 3
    back = f"/documents/{first}#why"
    for decision in found:
        answer = grouped.post(
            f"/story-decisions/{decision}/undo", data={"back": back}, follow_redirects=False
        )
        assert (answer.status_code, answer.headers["location"]) == (303, back)
    told = page(grouped, f"/documents/{first}")
    assert "Put by the machine into" in told
    assert "/undo" not in told
    with read_only(desk.engine_of(grouped)) as store:
        assert len(store.groupings.decisions(first)) == 3


def inside(story: dict[str, Any]) -> set[str]:
    """Return the documents of a story."""
    return {each["document_id"] for each in story["documents"]}


def test_stories_are_merged_and_that_is_undone(grouped: TestClient) -> None:
    """All documents go into the chosen story; its page tells so and takes it back."""
    kept, gone, *_ = stories(grouped)
    place = f"/stories/{gone['story_id']}"
    assert f'<option value="{kept["story_id"]}"' in page(grouped, f"{place}/edit")
    form = {"into": kept["story_id"], "note": "Un <solo> hecho."}
    answer = grouped.post(f"{place}/merge", data=form, follow_redirects=False)
    there = f"/stories/{kept['story_id']}/edit"
    assert (answer.status_code, answer.headers["location"]) == (303, f"{there}#corrections")
    told = page(grouped, there, ES)
    assert "Un <solo> hecho." in told
    merged = stories(grouped)[0]
    assert len(merged["documents"]) == len(kept["documents"]) + len(gone["documents"])
    # Neither a story without documents nor one with itself.
    for one in (gone, kept):
        answer = grouped.post(f"/stories/{one['story_id']}/merge", data=form)
        assert answer.status_code == 409
    [decision] = re.findall(r"/story-decisions/(dec_\w+)/undo", told)
    grouped.post(f"/story-decisions/{decision}/undo", data={"back": there})
    assert [inside(each) for each in stories(grouped)] == [
        inside(each) for each in (kept, gone, *_)
    ]
    assert "/undo" not in page(grouped, there)


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"verdict": "move"}, 422),
        ({"verdict": "split", "title": " "}, 422),
        ({"verdict": "nothing"}, 422),
        ({"verdict": "move", "into": "sto_" + "0" * 20}, 404),
        ({"verdict": "split", "title": "A", "story_id": "sto_" + "0" * 20}, 404),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(
    grouped: TestClient, form: dict[str, str], status: int
) -> None:
    """With a page that says so."""
    document = stories(grouped)[0]["documents"][0]["document_id"]
    answer = grouped.post(f"/documents/{document}/story", data=form, headers=ES)
    assert answer.status_code == status
    assert "text/html" in answer.headers["content-type"]
    with read_only(desk.engine_of(grouped)) as store:
        assert store.groupings.decisions() == []
