"""Stories over HTTP: documents in and out, the matrix whatever their order, updates, gaps."""

import itertools
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from matching.document import Document
from service.store.unit import read_only
from tests.service.api import desk


def _at(day: int) -> datetime:
    return datetime(2031, 5, day, 9, tzinfo=UTC)


PORT = Document(
    "The storm sank 12 ships in Valdoria on 13 May 2031. The harbour is closed.", "Port", "en"
)
HERALD = Document(
    "The storm sank 12 ships in Valdoria on 13 May 2031. Two sailors were hurt.",
    "Herald",
    "en",
    _at(14),
)
WIRE = Document("The storm sank 19 ships in Valdoria on 13 May 2031.", "Wire", "en", _at(15))
FIRST = Document("The mayor of Valdoria said that 3 people died.", "City", "en", _at(14))
LATER = Document("The mayor of Valdoria said that 5 people died.", "City", "en", _at(16))
DOCUMENTS = (PORT, HERALD, WIRE, FIRST, LATER)
UNKNOWN = {"story": "sto_" + "0" * 20, "document": "doc_" + "0" * 20, "source": "src_" + "0" * 20}


@pytest.fixture
def stocked(client: TestClient) -> TestClient:
    """A client of a store with five documents, and a source without any."""
    with desk.stored(client) as store:
        for document in DOCUMENTS:
            store.documents.add(document, stored_at=desk.AT)
        store.sources.add("Ministry")
    return client


def source_id(client: TestClient, name: str) -> str:
    """Return the identifier of a source."""
    with desk.stored(client) as store:
        return store.sources.add(name)


def make_story(client: TestClient, title: str, *documents: Document) -> dict[str, Any]:
    """Make a story of *documents*, put in one after the other."""
    ids = [document.document_id for document in documents]
    answer = client.post("/v1/stories", json={"title": title, "documents": ids})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def matrix_of(client: TestClient, story: dict[str, Any]) -> dict[str, Any]:
    """Return a story's matrix."""
    answer = client.get(f"/v1/stories/{story['story_id']}/matrix")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_story_is_made_filled_and_emptied(stocked: TestClient) -> None:
    """Twice is once; what is taken out stays stored; the same title is the same story."""
    story = make_story(stocked, " Storm ", HERALD)
    url = f"/v1/stories/{story['story_id']}"
    assert story["title"] == "Storm"
    for _ in range(2):
        answer = stocked.put(f"{url}/documents/{PORT.document_id}")
        assert answer.status_code == 200
    found = [each["document_id"] for each in answer.json()["documents"]]
    assert found == [HERALD.document_id, PORT.document_id]
    assert make_story(stocked, "Storm")["documents"] == answer.json()["documents"]
    assert stocked.delete(f"{url}/documents/{HERALD.document_id}").status_code == 204
    assert stocked.delete(f"{url}/documents/{HERALD.document_id}").status_code == 404
    (left,) = stocked.get(url).json()["documents"]
    assert left["document_id"] == PORT.document_id
    with read_only(desk.engine_of(stocked)) as store:
        assert store.documents.has(HERALD.document_id)


def test_stories_are_listed_by_document(stocked: TestClient) -> None:
    """Each page once, and those of one document."""
    titles = [f"Story {number}" for number in range(5)]
    for number, title in enumerate(titles):
        make_story(stocked, title, *DOCUMENTS[: number + 1])
    seen: list[dict[str, Any]] = []
    params: dict[str, Any] = {"limit": 2}
    while params.get("cursor", "") is not None:
        page = stocked.get("/v1/stories", params=params).json()
        seen += page["items"]
        params["cursor"] = page["next"]
    assert sorted(each["title"] for each in seen) == titles
    assert {each["title"]: each["documents"] for each in seen}["Story 4"] == 5
    found = stocked.get("/v1/stories", params={"document_id": LATER.document_id}).json()["items"]
    assert [each["title"] for each in found] == ["Story 4"]


def test_the_matrix_is_the_same_in_any_order(stocked: TestClient) -> None:
    """Columns, rows, comparisons: only the story's own name differs."""
    answers = []
    for number, order in enumerate(itertools.permutations((PORT, HERALD, WIRE))):
        matrix = matrix_of(stocked, make_story(stocked, f"Storm {number}", *order))
        answers.append({key: matrix[key] for key in matrix if key not in ("story_id", "title")})
    assert all(each == answers[0] for each in answers)
    assert [each["source"] for each in answers[0]["documents"]] == ["Herald", "Wire", "Port"]
    assert len(answers[0]["comparisons"]) == 3
    assert {cell for row in answers[0]["matrix"]["rows"] for cell in row["cells"].values()} >= {
        "says",
        "silent",
    }


def test_each_comparison_of_a_matrix_is_stored_and_can_be_judged(stocked: TestClient) -> None:
    """Byte for byte, and apart from the two documents compared alone."""
    story = make_story(stocked, "Storm", PORT, HERALD, WIRE)
    for comparison in matrix_of(stocked, story)["comparisons"]:
        url = f"/v1/comparisons/{comparison['comparison_id']}"
        assert stocked.get(url).json() == comparison
        finding = comparison["findings"][0]["finding_id"]
        assert stocked.get(f"{url}/findings/{finding}/judgements").status_code == 200
    ids = [PORT.document_id, HERALD.document_id]
    alone = stocked.post(
        "/v1/comparisons",
        json={"left": {"document_id": ids[0]}, "right": {"document_id": ids[1]}},
    ).json()
    known = {each["comparison_id"] for each in matrix_of(stocked, story)["comparisons"]}
    assert alone["comparison_id"] not in known


def test_the_second_time_nothing_is_made(stocked: TestClient) -> None:
    """The same bytes and no entry in the log, until the documents change."""
    story = make_story(stocked, "Storm", PORT, HERALD)
    url = f"/v1/stories/{story['story_id']}/matrix"
    first = stocked.get(url).content
    with read_only(desk.engine_of(stocked)) as store:
        before = store.audit.verify().entries
    assert stocked.get(url).content == first
    with read_only(desk.engine_of(stocked)) as store:
        assert store.audit.verify().entries == before
    stocked.put(f"/v1/stories/{story['story_id']}/documents/{WIRE.document_id}")
    assert len(stocked.get(url).json()["documents"]) == 3


def test_what_a_source_says_anew_is_an_update(stocked: TestClient) -> None:
    """Shown as such, with both claims, and no conflict with itself."""
    story = make_story(stocked, "Toll", LATER, FIRST)
    assert story["documents"][0]["update_of"] == FIRST.document_id
    assert story["documents"][1]["update_of"] is None
    matrix = matrix_of(stocked, story)
    claims = {each["claim_id"]: each["document_id"] for each in matrix["claims"]}
    (update,) = matrix["updates"]
    assert update["source"] == "City"
    assert {claims[each] for each in update["earlier"]} == {FIRST.document_id}
    assert {claims[each] for each in update["later"]} == {LATER.document_id}
    assert all(row["label"] != "conflict" for row in matrix["matrix"]["rows"])


def test_an_expected_source_is_not_silent_but_not_ingested(stocked: TestClient) -> None:
    """Until a document of it is there; then it speaks or is silent."""
    story = make_story(stocked, "Storm", PORT)
    url = f"/v1/stories/{story['story_id']}"
    for name in ("Ministry", "Herald"):
        assert stocked.put(f"{url}/sources/{source_id(stocked, name)}").status_code == 200
    matrix = matrix_of(stocked, story)
    assert matrix["not_ingested"] == ["Herald", "Ministry"]
    for row in matrix["matrix"]["rows"]:
        assert row["cells"] == {
            "Port": "says",
            "Herald": "not_ingested",
            "Ministry": "not_ingested",
        }
    found = stocked.put(f"{url}/documents/{HERALD.document_id}").json()["expected"]
    assert [(each["source"], each["is_ingested"]) for each in found] == [
        ("Herald", True),
        ("Ministry", False),
    ]
    assert matrix_of(stocked, story)["not_ingested"] == ["Ministry"]
    ministry = source_id(stocked, "Ministry")
    assert stocked.delete(f"{url}/sources/{ministry}").status_code == 204
    assert stocked.delete(f"{url}/sources/{ministry}").status_code == 404
    assert matrix_of(stocked, story)["not_ingested"] == []


def test_a_decision_on_names_makes_the_matrix_anew(stocked: TestClient) -> None:
    """Those that no text writes change nothing."""
    speech = Document("José Jerí spoke with Marco Rubio in Lima.", "A", "en", _at(1))
    other = Document("Jerí Orué spoke with Marco Rubio in Lima.", "B", "en", _at(1))
    with desk.stored(stocked) as store:
        for document in (speech, other):
            store.documents.add(document, stored_at=desk.AT)
        names = ("José Jerí", "Jerí Orué", "Ana Paz", "Ana Paz Soldán")
        ids = [store.entities.add("person", name, at=desk.AT) for name in names]
    story = make_story(stocked, "Call", speech, other)
    first = matrix_of(stocked, story)
    why = {"reason": "it is so"}
    stocked.post(f"/v1/entities/{ids[3]}/merge", json={"into": ids[2]} | why)
    assert matrix_of(stocked, story) == first
    stocked.post(f"/v1/entities/{ids[1]}/merge", json={"into": ids[0]} | why)
    joined = matrix_of(stocked, story)
    assert joined["matrix_id"] != first["matrix_id"]
    people = [p["canonical"] for c in joined["claims"] for p in c["slots"]["people"]]
    assert len(set(people)) == 2


def test_a_large_story_is_a_job(stocked: TestClient) -> None:
    """202, and the matrix once a worker has done it; asked for twice it is one job."""
    from service.jobs.kind import Means
    from service.jobs.runner import Runner

    filler = "".join(f"The ship {number} left the port. " for number in range(1100))
    long = [Document(filler + name, name, "en") for name in ("Long", "Longer")]
    with desk.stored(stocked) as store:
        for document in long:
            store.documents.add(document, stored_at=desk.AT)
    story = make_story(stocked, "Long", *long)
    url = f"/v1/stories/{story['story_id']}/matrix"
    asked = stocked.get(url)
    assert asked.status_code == 202, asked.text
    assert stocked.get(url).json() == asked.json()
    assert asked.headers["Location"] == f"/v1/jobs/{asked.json()['job_id']}"
    services = stocked.app.state.services  # type: ignore[attr-defined]
    with read_only(services.engine) as store:
        job = store.jobs.get(asked.json()["job_id"])
    assert job is not None
    assert job.kind == "matrix"
    stocked.put(f"/v1/stories/{story['story_id']}/documents/{PORT.document_id}")
    for document in long:
        stocked.delete(f"/v1/stories/{story['story_id']}/documents/{document.document_id}")
    runner = Runner(Means(services.settings, services.engine, services.executor), "test")
    assert runner.run_next()
    with read_only(services.engine) as store:
        job = store.jobs.get(asked.json()["job_id"])
        assert job is not None
        assert job.result_id is not None
        assert store.matrices.has(job.result_id)
    assert stocked.get(asked.headers["Location"]).json()["result"] == url
    assert stocked.get(url).status_code == 200


def test_what_is_not_there_is_said(stocked: TestClient) -> None:
    """404 for what is unknown, 409 for a matrix of nothing; nothing half made."""
    story = make_story(stocked, "Empty")["story_id"]
    assert desk.problem(stocked.get(f"/v1/stories/{story}/matrix")).status == 409
    known = PORT.document_id
    for method, url in (
        ("GET", f"/v1/stories/{UNKNOWN['story']}"),
        ("GET", f"/v1/stories/{UNKNOWN['story']}/matrix"),
        ("PUT", f"/v1/stories/{UNKNOWN['story']}/documents/{known}"),
        ("PUT", f"/v1/stories/{story}/documents/{UNKNOWN['document']}"),
        ("PUT", f"/v1/stories/{story}/sources/{UNKNOWN['source']}"),
        ("DELETE", f"/v1/stories/{UNKNOWN['story']}/documents/{known}"),
    ):
        assert desk.problem(stocked.request(method, url)).status == 404
    body = {"title": "Half", "documents": [known, UNKNOWN["document"]]}
    assert desk.problem(stocked.post("/v1/stories", json=body)).status == 404
    titles = [each["title"] for each in stocked.get("/v1/stories").json()["items"]]
    assert titles == ["Empty"]


@pytest.mark.parametrize("garbage", desk.GARBAGE)
def test_garbage_in_a_path_reaches_no_database(stocked: TestClient, garbage: str) -> None:
    """Each is the caller's fault, and said so."""
    story = make_story(stocked, "Storm")["story_id"]
    for method, url in (
        ("GET", f"/v1/stories/{garbage}"),
        ("GET", f"/v1/stories/{garbage}/matrix"),
        ("PUT", f"/v1/stories/{story}/documents/{garbage}"),
        ("DELETE", f"/v1/stories/{story}/documents/{garbage}"),
        ("PUT", f"/v1/stories/{story}/sources/{garbage}"),
        ("GET", f"/v1/stories?document_id={garbage}"),
    ):
        assert desk.problem(stocked.request(method, url)).status in (404, 422)


def test_garbage_in_a_body_is_refused(stocked: TestClient) -> None:
    """No server fault, whatever comes; nothing is written."""
    headers = {"Content-Type": "application/json"}
    for body in desk.BAD_BODIES:
        desk.problem(stocked.post("/v1/stories", content=body, headers=headers))
    for text in desk.BAD_TEXTS:
        for each in ({"title": text}, {"title": "x", "documents": [text]}):
            body = json.dumps(each).encode()
            desk.problem(stocked.post("/v1/stories", content=body, headers=headers))
    many = {"title": "x", "documents": [f"doc_{number:020x}" for number in range(51)]}
    assert desk.problem(stocked.post("/v1/stories", json=many)).status == 422
    assert stocked.get("/v1/stories").json()["items"] == []
