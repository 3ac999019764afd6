"""The page of one story on both databases: its table, in pages and by wishes, taken away."""

import json
import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from benchmarks.web.sheets import make_sheet
from matching.document import Document
from service.api.story_matrix import asked_matrix
from service.exports import FORMATS
from service.story.sheet import Sheet, sheet_body
from tests.service.api import desk
from tests.service.web.valdoria import (
    DOCUMENTS,
    EN,
    ES,
    FIRST,
    HERALD,
    LATER,
    MINISTRY,
    WIRE,
    made,
    page,
)


def test_the_table_says_who_says_what(stocked: TestClient) -> None:
    """Rows, cells with words, the split first, what is left out, and the quoted words."""
    story = made(stocked, "Storm", WIRE, HERALD, MINISTRY)
    found = page(stocked, story)
    heads = re.findall(r'role="columnheader"[^>]*><bdi>(\w+)', found)
    assert heads == ["Ministry", "Herald", "Wire"]
    assert 'data-who="Wire">' in found
    assert found.index('id="matrix"') < found.index('id="time"')
    altered = found[found.index('id="quoted"') :]
    assert "<ins>open</ins>" in altered
    assert "<del>closed</del>" in altered
    assert "Quién dice qué" in stocked.get(story, headers=ES).text


def test_a_base_comes_first_and_by_address(stocked: TestClient) -> None:
    """Its rows lead, in its words; a base that is not in the story changes nothing."""
    story = made(stocked, "Storm", WIRE, HERALD, MINISTRY)
    rows = r'class="toggle" href="([^"]+)"><bdi[^>]*>([^<]+)'
    plain = re.findall(rows, page(stocked, story))
    after = re.findall(rows, page(stocked, f"{story}?base=Wire"))
    assert len(plain) == len(after)
    assert "19 ships" in after[0][1]
    assert after[0][0].endswith("?base=Wire")
    assert [words for _, words in re.findall(rows, page(stocked, f"{story}?base=Nobody"))] == [
        words for _, words in plain
    ]


def test_each_cell_leads_to_everything_in_two_steps(stocked: TestClient) -> None:
    """A row has words, places, reasons, model, thresholds, version; each finding its page."""
    story = made(stocked, "Storm", WIRE, HERALD, MINISTRY)
    rows = re.findall(r'class="toggle" href="([^"]+)"', page(stocked, story))
    assert rows
    seen = set()
    for row in rows:
        part = page(stocked, row, **{"HX-Request": "true"})
        assert "<html" not in part
        whole = page(stocked, row)
        assert "<html" in whole
        for text in ("Thresholds", "thr_", "blockquote", "Code version"):
            assert text in whole, text
        addresses = re.findall(r'href="(/comparisons/cmp_\w+/findings/fnd_\w+)"', whole)
        assert addresses
        seen |= set(addresses)
    for address in seen:
        assert stocked.get(address).status_code == 200, address


def test_a_later_text_of_a_source_is_an_update(stocked: TestClient) -> None:
    """Both words stand in time order, and the cells say which is which; nothing is a conflict."""
    found = page(stocked, made(stocked, "Toll", LATER, FIRST))
    assert "↻ earlier value" in found
    assert "↻ later value" in found
    time = found[found.index('id="time"') :]
    assert time.index("3 people died") < time.index("5 people died")
    assert 'class="row conflict"' not in found


def test_wishes_leave_rows(stocked: TestClient) -> None:
    """A label; a source with what it does; what means nothing is no wish."""
    story = made(stocked, "Storm", WIRE, HERALD, MINISTRY)
    count = lambda query: page(stocked, f"{story}{query}").count('class="row ')  # noqa: E731
    everything = count("")
    assert count("?label=nonsense") == everything
    assert count("?source=Wire&does=nonsense") == everything
    assert count("?source=Wire") == everything
    states = ("says", "silent", "contradicts")
    assert sum(count(f"?source=Wire&does={does}") for does in states) == everything
    assert sum(count(f"?label={label}") for label in ("agree", "extra", "conflict")) == everything
    assert "No fact is like that." in page(
        stocked, f"{story}?label=agree&source=Wire&does=silent&start=999"
    )


def big(client: TestClient, sheet: Sheet) -> str:
    """Store a story whose matrix is *sheet*; return its address."""
    documents = [
        Document(f"Text {n}.", each.source, "es") for n, each in enumerate(sheet.documents)
    ]
    story = None
    with desk.stored(client) as store:
        for document in documents:
            store.documents.add(document, stored_at=desk.AT)
    story = made(client, "Big", *documents)
    services = client.app.state.services  # type: ignore[attr-defined]
    asked = asked_matrix(services, story.removeprefix("/stories/"))
    with desk.stored(client) as store:
        store.matrices.add(asked.matrix_id, {"matrix": {"rows": []}}, sheet_body(sheet), at=desk.AT)
    return story


def test_a_big_matrix_comes_in_pages(stocked: TestClient) -> None:
    """Fifty rows, then a link to more, which a script puts below; under 300 kB each."""
    story = big(stocked, make_sheet(120, 20))
    first = stocked.get(story, headers=EN)
    assert len(first.content) < 300_000
    assert first.text.count('class="row ') == 50
    (more,) = re.findall(r'href="([^"]+start=[^"]+)"', first.text)
    assert "70 more" in first.text
    part = page(stocked, unescape(more), **{"HX-Request": "true"})
    assert part.count('class="row ') == 50
    # Paper says what is not on it, and where all of it is.
    assert "70 facts more are not on this paper" in first.text
    (whole,) = re.findall(r'href="([^"]+all=1)"', first.text)
    printed = page(stocked, unescape(whole))
    assert printed.count('class="row ') == 120
    assert 'class="more"' not in printed
    assert "<html" not in part
    last = page(stocked, f"{story}?start=100")
    assert last.count('class="row ') == 20
    assert "more" not in re.findall(r'class="(\w+)"><tr', last)


def test_a_long_story_leads_to_a_job(stocked: TestClient) -> None:
    """The page tells how far it is; the job's page leads back to the story."""
    long = " ".join(f"The train {number} was late on Monday." for number in range(3_000))
    with desk.stored(stocked) as store:
        document = Document(long, "Trains", "en")
        store.documents.add(document, stored_at=desk.AT)
    story = made(stocked, "Trains", document, WIRE)
    found = page(stocked, story)
    (job,) = re.findall(r'hx-get="(/jobs/job_\w+)"', found)
    assert stocked.get(job).status_code == 200
    export = stocked.get(f"{story}/export/csv", follow_redirects=False)
    assert (export.status_code, export.headers["location"]) == (303, story)


@pytest.mark.parametrize("form", FORMATS)
def test_a_story_can_be_taken_away(stocked: TestClient, form: str) -> None:
    """In every form, under its own name; its matrix is made where nobody looked at it yet."""
    story = made(stocked, "Storm", WIRE, HERALD, MINISTRY)
    answer = stocked.get(f"{story}/export/{form}", headers=EN)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == FORMATS[form].media_type
    assert "contraste-sto_" in answer.headers["content-disposition"]
    if form not in ("pdf", "xlsx", "claimreview", "prov"):
        assert "19 ships" in answer.text
    assert stocked.get(f"{story}/export/docx").status_code == 404


@pytest.mark.parametrize("documents", [DOCUMENTS, (HERALD,)])
def test_an_exported_story_is_the_stored_one(
    stocked: TestClient, documents: tuple[Document, ...]
) -> None:
    """What is put together of stored comparisons is the matrix that the API gives."""
    story = made(stocked, "All", *documents)
    page(stocked, story)
    matrix = stocked.get(f"/v1{story}/matrix").json()
    for own in ("story_id", "title", "matrix_id", "not_ingested", "updates"):
        del matrix[own]
    exported = json.loads(stocked.get(f"{story}/export/json").content)
    assert exported == matrix
