"""Entities over HTTP: found by any spelling; merged, split, undone, and nothing forgotten."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from matching.comparison import Reading
from matching.document import Document
from matching.slots import Mention, MentionKind
from matching.span import Span
from tests.service.api import desk

NAMES = ("José Jerí", "Jerí Orué", "Ana Paz", "Élodie Brun", "Zoë O'Hara-100%")
WHY = {"reason": "the register says so"}


@pytest.fixture
def named(client: TestClient) -> TestClient:
    """A client of a store with five people and a place."""
    with desk.stored(client) as store:
        for name in NAMES:
            store.entities.add("person", name, at=desk.AT)
        store.entities.add("place", "La Paz", at=desk.AT)
    return client


def found(client: TestClient, **filters: object) -> dict[str, str]:
    """Return name and identifier of each entity that a list shows, in its order."""
    items = client.get("/v1/entities", params=filters).json()["items"]  # type: ignore[arg-type]
    return {each["name"]: each["entity_id"] for each in items}


def decide(client: TestClient, url: str, body: dict[str, Any]) -> dict[str, Any]:
    """Send a decision that is taken."""
    answer = client.post(url, json=body | WHY)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def state(client: TestClient) -> list[Any]:
    """Return what everybody is called now, without the decisions."""
    every = list(found(client, limit=200).values())
    details = [client.get(f"/v1/entities/{each}").json() for each in every]
    return [{key: each[key] for key in each if key != "decisions"} for each in details]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"name": "jose"}, ["José Jerí"]),
        ({"name": "JERÍ"}, ["Jerí Orué", "José Jerí"]),
        ({"name": "jeri oru"}, ["Jerí Orué"]),
        ({"name": "paz"}, ["Ana Paz", "La Paz"]),
        ({"name": "paz", "kind": "place"}, ["La Paz"]),
        ({"name": "elodie"}, ["Élodie Brun"]),
        ({"name": "nobody"}, []),
        ({"name": "%"}, []),
        ({"name": "_"}, []),
        ({"kind": "organisation"}, []),
    ],
)
def test_a_name_is_found_whatever_case_and_accents(
    named: TestClient, filters: dict[str, str], names: list[str]
) -> None:
    """A part of it suffices, and no sign in it means anything but itself."""
    assert list(found(named, **filters)) == names


def test_pages_hold_each_once_in_one_order(named: TestClient) -> None:
    """On both databases the same one: that of code points."""
    seen: list[str] = []
    cursor = None
    while True:
        page = named.get(
            "/v1/entities", params={"limit": 2} | ({"cursor": cursor} if cursor else {})
        ).json()
        seen += [each["name"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == sorted([*NAMES, "La Paz"])


def test_a_merged_entity_says_where_it_went_and_comes_back(named: TestClient) -> None:
    """All is as it was after the undo; both decisions stay in the list."""
    before = state(named)
    ids = found(named)
    one, two = ids["José Jerí"], ids["Jerí Orué"]
    made = decide(named, f"/v1/entities/{two}/merge", {"into": one})
    assert (made["kind"], made["actor"], made["undone_at"]) == ("merge", "local", None)
    gone = named.get(f"/v1/entities/{two}").json()
    assert gone["merged_into"] == one
    assert gone["decisions"] == [made]
    assert named.get(f"/v1/entities/{one}").json()["aliases"] == ["Jerí Orué", "José Jerí"]
    assert found(named, name="orue") == {"José Jerí": one}
    undone = decide(named, f"/v1/entity-decisions/{made['decision_id']}/undo", {})
    assert undone["undone_by"] == "local"
    assert state(named) == before
    listed = named.get("/v1/entity-decisions", params={"entity_id": two}).json()["items"]
    assert listed == [undone]
    assert named.get("/v1/entity-decisions", params={"in_force": True}).json()["items"] == []


def test_a_split_makes_the_other_entity_when_there_is_none(named: TestClient) -> None:
    """Its names and documents go with it, and come back."""
    paz = found(named)["Ana Paz"]
    document = Document("Ana Paz habló. Paz Soldán calló.", "Diario")
    mentions = (
        Mention(Span(0, 7), "Ana Paz", MentionKind.PERSON, "Ana Paz", paz),
        Mention(Span(15, 26), "Paz Soldán", MentionKind.PERSON, "Ana Paz", paz),
    )
    with desk.stored(named) as store:
        store.documents.add(document, stored_at=desk.AT)
        store.readings.add(Reading(document, "es", (), (), mentions, ()), stored_at=desk.AT)
    before = state(named)
    made = decide(
        named, f"/v1/entities/{paz}/split", {"names": ["Paz Soldán"], "into": {"name": "P. Soldán"}}
    )
    other = made["into_id"]
    detail = named.get(f"/v1/entities/{other}").json()
    assert detail["aliases"] == ["P. Soldán", "Paz Soldán"]
    assert (detail["kind"], detail["documents"]) == ("person", 1)
    assert found(named, name="soldan") == {"P. Soldán": other}
    assert named.get(f"/v1/entities/{paz}").json()["aliases"] == ["Ana Paz"]
    documents = named.get(f"/v1/entities/{other}/documents").json()["items"]
    assert documents == [
        {
            "document_id": document.document_id,
            "source": "Diario",
            "language": None,
            "title": None,
        }
    ]
    decide(named, f"/v1/entity-decisions/{made['decision_id']}/undo", {})
    assert [each for each in state(named) if each["entity_id"] != other] == before
    assert named.get(f"/v1/entities/{other}").json()["documents"] == 0


def test_what_makes_no_sense_is_refused_and_changes_nothing(named: TestClient) -> None:
    """With itself, twice, in a circle, of unknown ones, of names it does not have."""
    ids = found(named)
    one, two = ids["José Jerí"], ids["Jerí Orué"]
    unknown = "ent_" + "0" * 20
    made = decide(named, f"/v1/entities/{two}/merge", {"into": one})
    before = state(named)
    cases: list[tuple[str, dict[str, Any], int]] = [
        (f"/v1/entities/{one}/merge", {"into": one}, 409),
        (f"/v1/entities/{one}/merge", {"into": two}, 409),
        (f"/v1/entities/{two}/merge", {"into": one}, 409),
        (f"/v1/entities/{unknown}/merge", {"into": one}, 404),
        (f"/v1/entities/{one}/merge", {"into": unknown}, 404),
        (f"/v1/entities/{one}/split", {"names": ["Jerí Orué"], "into": ids["Ana Paz"]}, 409),
        (f"/v1/entities/{one}/split", {"names": ["José Jerí"], "into": two}, 409),
        (f"/v1/entities/{one}/split", {"names": ["nobody"], "into": {"name": "New"}}, 409),
        (f"/v1/entities/{one}/split", {"names": [], "into": two}, 422),
        (f"/v1/entities/{unknown}/split", {"names": ["x"], "into": {"name": "New"}}, 404),
        ("/v1/entity-decisions/dec_" + "0" * 20 + "/undo", {}, 404),
    ]
    for url, body, status in cases:
        assert desk.problem(named.post(url, json=body | WHY)).status == status, (url, body)
    decide(named, f"/v1/entity-decisions/{made['decision_id']}/undo", {})
    again = named.post(f"/v1/entity-decisions/{made['decision_id']}/undo", json=WHY)
    assert again.status_code == 409
    decide(named, f"/v1/entities/{two}/merge", {"into": one})
    assert state(named) == before
    assert "New" not in found(named)


def test_a_name_that_went_on_is_not_pulled_back(named: TestClient) -> None:
    """It would be in two places; the later decision is undone first."""
    ids = found(named)
    one, two, three = ids["José Jerí"], ids["Jerí Orué"], ids["Ana Paz"]
    first = decide(named, f"/v1/entities/{one}/split", {"names": ["José Jerí"], "into": two})
    second = decide(named, f"/v1/entities/{two}/split", {"names": ["José Jerí"], "into": three})
    assert named.get(f"/v1/entities/{three}").json()["aliases"] == ["Ana Paz", "José Jerí"]
    assert named.get(f"/v1/entities/{one}").json()["aliases"] == []
    held = named.post(f"/v1/entity-decisions/{first['decision_id']}/undo", json=WHY)
    assert desk.problem(held).status == 409
    decide(named, f"/v1/entity-decisions/{second['decision_id']}/undo", {})
    decide(named, f"/v1/entity-decisions/{first['decision_id']}/undo", {})
    assert named.get(f"/v1/entities/{one}").json()["aliases"] == ["José Jerí"]


@pytest.mark.parametrize("garbage", desk.GARBAGE)
def test_garbage_in_a_path_reaches_no_database(named: TestClient, garbage: str) -> None:
    """Each is the caller's fault, and said so."""
    for url in (f"/v1/entities/{garbage}", f"/v1/entities/{garbage}/documents"):
        assert desk.problem(named.get(url)).status in (404, 422)
    for url in (f"/v1/entities/{garbage}/merge", f"/v1/entity-decisions/{garbage}/undo"):
        assert desk.problem(named.post(url, json=WHY)).status in (404, 422)


def test_garbage_in_bodies_and_queries_is_refused(named: TestClient) -> None:
    """No server fault, whatever comes; nothing is written."""
    one = found(named)["José Jerí"]
    headers = {"Content-Type": "application/json"}
    for body in desk.BAD_BODIES:
        for action in ("merge", "split"):
            desk.problem(named.post(f"/v1/entities/{one}/{action}", content=body, headers=headers))
    for text in desk.BAD_TEXTS:
        for each in (
            {"names": [text], "into": {"name": "New"}, **WHY},
            {"names": ["José Jerí"], "into": {"name": text}, **WHY},
            {"names": ["José Jerí"], "into": text, **WHY},
            {"names": ["José Jerí"], "into": {"name": "New"}, "reason": text},
        ):
            body = json.dumps(each).encode()
            desk.problem(named.post(f"/v1/entities/{one}/split", content=body, headers=headers))
    for query in ("kind=x", "name=", "name=a%00b", f"name={'x' * 9999}", "limit=0", "cursor=x"):
        desk.problem(named.get(f"/v1/entities?{query}"))
    assert named.get("/v1/entity-decisions").json()["items"] == []
