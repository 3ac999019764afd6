"""Comparisons over HTTP: made once, given back for ever, the same as the command line's."""

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.config import Settings
from tests.service.api.asking import LEFT, RIGHT, compared, text_side, walked
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.cli.conftest import Run, run

__all__ = ["run"]

SWAPPED = {"left": "right", "right": "left", None: None}


def test_made_once(client: TestClient) -> None:
    """The same request twice gives the same bytes, and so does asking for the comparison."""
    answers = [
        client.post("/v1/comparisons", json={"left": LEFT, "right": RIGHT}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    stored = client.get(answers[0].headers["content-location"])
    assert stored.content == answers[0].content == answers[1].content
    found = stored.json()
    assert [each["source"] for each in found["documents"]] == ["Diario A", "Diario B"]
    assert found["findings"]
    assert found["claims"]
    assert len([*walked(client, "/v1/comparisons")]) == 1


def test_never_sent_twice(client: TestClient) -> None:
    """Who has a comparison is told so; one that is not there stays a 404."""
    place = f"/v1/comparisons/{compared(client)['comparison_id']}"
    tag = client.get(place).headers["etag"]
    again = client.get(place, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    missing = client.get(f"/v1/comparisons/cmp_{'0' * 20}", headers={"If-None-Match": tag})
    assert missing.status_code == 404


def test_the_command_line_says_the_same(
    client: TestClient, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is answered is what `contraste compare --json` prints of the same texts."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    files = [tmp_path / "left.json", tmp_path / "right.json"]
    for file, side in zip(files, (LEFT, RIGHT), strict=True):
        file.write_text(json.dumps(side), "utf-8")
    printed = json.loads(run("compare", "--json", *map(str, files)).out)
    assert compared(client) == printed


def test_swapped_sides(client: TestClient) -> None:
    """Swapping left and right swaps sides, and changes nothing else."""
    one, other = compared(client, LEFT, RIGHT), compared(client, RIGHT, LEFT)
    assert one["comparison_id"] != other["comparison_id"]
    assert _findings(one) == [
        {**each, "side": SWAPPED[each["side"]], "left": each["right"], "right": each["left"]}
        for each in _findings(other)
    ]
    assert sorted(_claims(one)) == sorted((SWAPPED[side], *rest) for side, *rest in _claims(other))
    assert one["summary"]["extra_left"] == other["summary"]["extra_right"]


def test_the_order_of_requests_changes_nothing(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts that met others before give the same comparison."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    third = text_side(240, "Diario C")
    pairs = [(LEFT, RIGHT), (third, LEFT), (RIGHT, third)]
    first = [compared(client, *pair) for pair in pairs]
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'other.db'}")
    with local_client(create_app(settings, executor=hashing_executor)) as other:
        again = [compared(other, *pair) for pair in reversed(pairs)]
    assert first == again[::-1]


def test_sides_of_every_kind(client: TestClient) -> None:
    """A stored document is compared as the text was that made it."""
    found = compared(client)
    ids = [each["document_id"] for each in found["documents"]]
    assert compared(client, {"document_id": ids[0]}, RIGHT) == found
    assert compared(client, {"document_id": ids[0]}, {"document_id": ids[1]}) == found


def test_one_document_on_both_sides(client: TestClient) -> None:
    """A document is not compared with itself, and nothing is stored."""
    answer = client.post("/v1/comparisons", json={"left": LEFT, "right": LEFT})
    assert answer.status_code == 422
    assert "one document" in answer.json()["detail"]
    assert not [*walked(client, "/v1/documents")]


def test_one_text_of_two_sources(client: TestClient) -> None:
    """The same words from two sources agree in everything."""
    found = compared(client, LEFT, {**LEFT, "source": "Diario B"})
    assert {each["label"] for each in found["findings"]} == {"agree"}


def test_texts_that_name_no_source(client: TestClient) -> None:
    """They are two sources, known by their words, on whichever side they stand."""
    left, right = {"text": LEFT["text"]}, {"text": RIGHT["text"]}
    one, other = compared(client, left, right), compared(client, right, left)
    names = [each["source"] for each in one["documents"]]
    assert len(set(names)) == 2
    assert [each["source"] for each in other["documents"]] == names[::-1]


def test_an_unknown_language(client: TestClient) -> None:
    """`und` is respected: the texts are compared without knowing their language."""
    sides = [{**side, "language": "und"} for side in (LEFT, RIGHT)]
    assert [each["language"] for each in compared(client, *sides)["documents"]] == ["und", "und"]


def test_the_callers_time_zone(client: TestClient) -> None:
    """A day counts in the zone that is given; a time keeps its own."""
    left = {**LEFT, "published_at": "2026-05-04", "time_zone": "America/Lima"}
    right = {**RIGHT, "published_at": "2026-05-04T23:30:00+09:00"}
    found = compared(client, left, right)["documents"]
    assert [each["published_at"] for each in found] == [
        "2026-05-04T00:00:00-05:00",
        "2026-05-04T23:30:00+09:00",
    ]


@pytest.mark.parametrize(("name", "value"), [("max_claims", 1), ("max_bytes", 100)])
def test_what_is_too_large(store_url: str, name: str, value: int) -> None:
    """More claims or bytes than the settings allow are a 413, and nothing is stored."""
    settings = Settings(database_url=store_url, **{name: value})
    with local_client(create_app(settings, executor=hashing_executor)) as client:
        answer = client.post("/v1/comparisons", json={"left": LEFT, "right": RIGHT})
        assert answer.status_code == 413
        assert not [*walked(client, "/v1/documents")]


def test_lists_are_filtered(client: TestClient) -> None:
    """By document, source, label and time; the counts are those of the comparison."""
    found = compared(client)
    other = compared(client, LEFT, {**LEFT, "source": "Diario C"})
    assert found["summary"]["conflict"]
    assert not other["summary"]["conflict"]
    listed = {each["comparison_id"]: each for each in walked(client, "/v1/comparisons")}
    assert listed.keys() == {found["comparison_id"], other["comparison_id"]}
    item = listed[found["comparison_id"]]
    assert item["summary"] == found["summary"]
    assert [each["document_id"] for each in item["documents"]] == [
        each["document_id"] for each in found["documents"]
    ]
    source = item["documents"][1]["source_id"]
    at = found["created_at"]
    for params, expected in (
        ({"source_id": source}, [found]),
        ({"document_id": item["documents"][1]["document_id"]}, [found]),
        ({"document_id": item["documents"][0]["document_id"]}, [found, other]),
        ({"label": "conflict"}, [found]),
        ({"since": at}, [found, other]),
        ({"until": at}, []),
    ):
        ids = [each["comparison_id"] for each in walked(client, "/v1/comparisons", **params)]
        assert sorted(ids) == sorted(each["comparison_id"] for each in expected), params
    place = f"/v1/documents/{item['documents'][1]['document_id']}/comparisons"
    assert [*walked(client, place)] == [item]


def test_pages_while_others_write(client: TestClient) -> None:
    """What was there when the walk began comes exactly once, whatever is added on the way."""
    numbers = count(300)
    before = {
        compared(client, LEFT, text_side(next(numbers), "Diario D"))["comparison_id"]
        for _ in range(5)
    }

    def write() -> None:
        compared(client, LEFT, text_side(next(numbers), "Diario D"))

    seen = [
        each["comparison_id"] for each in walked(client, "/v1/comparisons", between=write, limit=2)
    ]
    assert len(seen) == len(set(seen))
    assert before <= set(seen)


def _findings(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what was found without what names the order: ids, reasons, and the row's place."""
    kept = ("label", "side", "left", "right", "confidence")
    return sorted(
        ({key: each[key] for key in kept} for each in found["findings"]),
        key=lambda each: sorted(each["left"] + each["right"]),
    )


def _claims(found: dict[str, Any]) -> list[tuple[str, ...]]:
    return [(each["side"], each["claim_id"], each["text"]) for each in found["claims"]]
