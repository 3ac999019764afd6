"""Why documents are in stories, and corrections, over HTTP."""

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from matching.testing import HashingEncoder
from service.app import create_app
from service.config import Grouping, Settings
from service.grouping.means import Grouper
from service.store.unit import unit_of_work
from tests.matching.grouping.near import NearEncoder
from tests.service.api import desk
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.grouping.rounds import group_new
from tests.service.grouping.test_grouping import DOCUMENTS

# Before any moment at which a test corrects.
AT = datetime(2025, 3, 20, tzinfo=UTC)
NOTHING = {"story": "sto_" + "0" * 20, "document": "doc_" + "0" * 20, "decision": "dec_" + "0" * 20}


@pytest.fixture
def grouped(client: TestClient) -> TestClient:
    """A client of a store in which the machine made stories."""
    with unit_of_work(desk.engine_of(client), at=AT) as store:
        for document in DOCUMENTS:
            store.documents.add(document, stored_at=AT)
    group_new(Grouper(desk.engine_of(client), NearEncoder()), at=AT)
    return client


def stories(client: TestClient) -> list[dict[str, Any]]:
    """Return the stories with their documents, the largest first."""
    found = client.get("/v1/stories").json()["items"]
    told = [client.get(f"/v1/stories/{each['story_id']}").json() for each in found]
    return sorted(told, key=lambda each: -len(each["documents"]))


def grouping(client: TestClient, document_id: str) -> dict[str, Any]:
    """Return why a document is where it is."""
    answer = client.get(f"/v1/documents/{document_id}/grouping")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def decide(client: TestClient, path: str, **body: object) -> dict[str, Any]:
    """Correct something, which has to be possible."""
    answer = client.post(path, json={"reason": "Otro hecho.", **body})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_why_a_document_is_in_a_story(grouped: TestClient) -> None:
    """The machine says near which ones, in words, how sure, and under what."""
    story = stories(grouped)[0]
    found = grouping(grouped, story["documents"][-1]["document_id"])
    assert [(each["story_id"], each["by"]) for each in found["stories"]] == [
        (story["story_id"], "machine")
    ]
    machine = found["machine"]
    assert machine["story_id"] == story["story_id"]
    assert (machine["model"], machine["thresholds_id"][:4]) == ("hashing", "thr_")
    assert 0 < machine["confidence"] <= 1
    inside = {each["document_id"] for each in story["documents"]}
    assert machine["near"]
    for near in machine["near"]:
        assert near["document_id"] in inside
        assert near["reasons"]
        assert len(near["reasons"]) == len([v for n, v in near["signals"].items() if n != "always"])
    assert found["corrections"] == []


def test_a_document_on_which_nothing_was_decided(client: TestClient) -> None:
    """A person may have put it into a story all the same."""
    document = DOCUMENTS[0]
    with desk.stored(client) as store:
        store.documents.add(document, stored_at=AT)
    found = grouping(client, document.document_id)
    assert (found["stories"], found["machine"], found["corrections"]) == ([], None, [])
    body = {"title": "A mano", "documents": [document.document_id]}
    client.post("/v1/stories", json=body)
    (home,) = grouping(client, document.document_id)["stories"]
    assert (home["title"], home["by"], home["decision_id"]) == ("A mano", "person", None)
    # What the machine notes on it later makes it no work of the machine.
    group_new(Grouper(desk.engine_of(client), HashingEncoder()), at=AT)
    found = grouping(client, document.document_id)
    assert found["machine"]["story_id"] == home["story_id"]
    assert found["stories"][0]["by"] == "person"


def test_a_document_is_moved_and_moved_back(grouped: TestClient) -> None:
    """By whom and why stands beside it; undone, the machine's decision holds again."""
    story = stories(grouped)[0]["story_id"]
    document = stories(grouped)[0]["documents"][0]["document_id"]
    other = grouped.post("/v1/stories", json={"title": "Otra"}).json()["story_id"]
    made = decide(grouped, f"/v1/documents/{document}/move", into=other)
    assert made["moved"] == [{"document_id": document, "before": story, "after": other}]
    assert (made["kind"], made["actor"], made["undone_at"]) == ("move", "local", None)
    found = grouping(grouped, document)
    assert [(each["story_id"], each["by"], each["decision_id"]) for each in found["stories"]] == [
        (other, "person", made["decision_id"])
    ]
    undone = decide(grouped, f"/v1/story-decisions/{made['decision_id']}/undo")
    assert undone["undone_by"] == "local"
    assert grouped.get("/v1/story-decisions").json()["items"] == [undone]
    found = grouping(grouped, document)
    assert [(each["story_id"], each["by"]) for each in found["stories"]] == [(story, "machine")]
    assert found["corrections"] == [undone]
    again = grouped.post(
        f"/v1/story-decisions/{made['decision_id']}/undo", json={"reason": "Otra vez."}
    )
    assert desk.problem(again).status == 409
    actions = {each["action"] for each in grouped.get("/v1/audit").json()["items"]}
    assert {"story.move", "story.undo", "story.group"} <= actions


def test_taken_out_split_and_merged(grouped: TestClient) -> None:
    """Each answers with what it moved; lists go on by pages."""
    story = stories(grouped)[0]
    first, second = (each["document_id"] for each in story["documents"][:2])
    out = decide(grouped, f"/v1/documents/{first}/take-out")
    assert out["moved"] == [{"document_id": first, "before": story["story_id"], "after": None}]
    assert grouping(grouped, first)["stories"] == []
    path = f"/v1/stories/{story['story_id']}"
    cut = decide(grouped, f"{path}/split", documents=[second], title="Aparte")
    made = cut["moved"][0]["after"]
    assert made not in (None, story["story_id"])
    joined = decide(grouped, f"/v1/stories/{made}/merge", into=story["story_id"])
    assert grouping(grouped, second)["stories"][0]["decision_id"] == joined["decision_id"]
    page = grouped.get("/v1/story-decisions", params={"limit": 2}).json()
    assert [each["kind"] for each in page["items"]] == ["merge", "split"]
    rest = grouped.get("/v1/story-decisions", params={"limit": 2, "cursor": page["next"]}).json()
    assert [each["kind"] for each in rest["items"]] == ["out"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/v1/documents/{document}/move", {"into": NOTHING["story"]}, 404),
        ("/v1/documents/{document}/take-out", {}, 404),
        ("/v1/stories/{story}/merge", {"into": NOTHING["story"]}, 404),
        ("/v1/stories/{story}/split", {"documents": [NOTHING["document"]], "title": "A"}, 404),
        ("/v1/stories/{story}/split", {"documents": [], "title": "A"}, 422),
        ("/v1/story-decisions/{decision}/undo", {}, 404),
        ("/v1/documents/{document}/move", {"into": "x"}, 422),
        ("/v1/documents/{document}/take-out", {"reason": " "}, 422),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: TestClient, path: str, body: dict[str, Any], status: int
) -> None:
    """In one sentence, and nothing is written."""
    answer = client.post(path.format(**NOTHING), json={"reason": "Otro hecho.", **body})
    assert desk.problem(answer).status == status
    assert client.get("/v1/story-decisions").json()["items"] == []


def test_corrections_that_change_nothing_are_refused(grouped: TestClient) -> None:
    """A document that is there already, a story into itself, all of a story's documents."""
    story = stories(grouped)[0]
    ids = [each["document_id"] for each in story["documents"]]
    place, why = story["story_id"], {"reason": "Otro hecho."}
    for path, body in (
        (f"/v1/documents/{ids[0]}/move", {"into": place}),
        (f"/v1/stories/{place}/merge", {"into": place}),
        (f"/v1/stories/{place}/split", {"documents": ids, "title": "Todo"}),
    ):
        assert desk.problem(grouped.post(path, json=why | body)).status == 409
    assert grouped.get("/v1/story-decisions").json()["items"] == []


def test_a_document_that_is_taken_in_is_grouped(store_url: str) -> None:
    """By one job for what came; what is known already asks for none."""
    settings = Settings(database_url=store_url, grouping=Grouping.AUTO)
    with local_client(create_app(settings, executor=hashing_executor)) as client:
        body = {"text": "El ferri se hundió frente a Guanaja.", "source": "Diario"}
        for _ in range(2):
            client.post("/v1/documents", json=body).raise_for_status()
        client.post("/v1/documents", json=body | {"text": "Otro texto."}).raise_for_status()
        jobs = client.get("/v1/jobs", params={"kind": "group"}).json()["items"]
        assert [(each["kind"], each["state"]) for each in jobs] == [("group", "queued")]
