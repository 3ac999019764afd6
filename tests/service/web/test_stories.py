"""The pages of stories on both databases: made, filled, shown, opened, taken away."""

import json
import re
from datetime import UTC, datetime
from html import unescape

import pytest
from fastapi.testclient import TestClient

from matching.document import Document
from service.api.story_matrix import asked_matrix
from service.exports import FORMATS
from service.story.sheet import Sheet, sheet_body
from tests.service.api import desk
from tests.service.story.generated import make_sheet

EN = {"Accept-Language": "en"}
ES = {"Accept-Language": "es"}


def _at(day: int) -> datetime:
    return datetime(2031, 5, day, 9, tzinfo=UTC)


MINISTRY = Document(
    "The ministry says that 12 ships sank in Valdoria on 13 May 2031. "
    "The harbour of Valdoria stays closed until further notice.",
    "Ministry",
    "en",
    _at(13),
)
HERALD = Document(
    "The storm sank 12 ships in Valdoria on 13 May 2031. Two sailors were hurt. "
    'The ministry said: "The harbour of Valdoria stays open until further notice."',
    "Herald",
    "en",
    _at(14),
    "Storm in Valdoria",
)
WIRE = Document("The storm sank 19 ships in Valdoria on 13 May 2031.", "Wire", "en", _at(15))
FIRST = Document("The mayor of Valdoria said that 3 people died.", "City", "en", _at(14))
LATER = Document("The mayor of Valdoria said that 5 people died.", "City", "en", _at(16))
DOCUMENTS = (MINISTRY, HERALD, WIRE, FIRST, LATER)


@pytest.fixture
def stocked(client: TestClient) -> TestClient:
    """A client of a store with five documents, and a source without any."""
    with desk.stored(client) as store:
        for document in DOCUMENTS:
            store.documents.add(document, stored_at=desk.AT)
        store.sources.add("Agency")
    return client


def made(client: TestClient, title: str, *documents: Document) -> str:
    """Make a story by its form; return its address."""
    ids = [document.document_id for document in documents]
    data = {"title": title, "document": ids}
    answer = client.post("/stories", data=data, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def page(client: TestClient, address: str, **headers: str) -> str:
    """Return a page in English, its references resolved."""
    answer = client.get(address, headers={**EN, **headers})
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


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
    (more,) = re.findall(r'hx-get="([^"]+start=[^"]+)"', first.text)
    assert "70 more" in first.text
    part = page(stocked, unescape(more), **{"HX-Request": "true"})
    assert part.count('class="row ') == 50
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
