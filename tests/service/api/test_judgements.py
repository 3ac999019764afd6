"""Judgements over HTTP: seen before judged, numbered without gaps, withdrawn, never lost."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from fastapi.testclient import TestClient

from tests.service.api import desk
from tests.service.diff import factories

COMPARISON = factories.ports_comparison()
FINDING = COMPARISON.findings[1]
BASE = f"/v1/comparisons/{COMPARISON.comparison_id}"
URL = f"{BASE}/findings/{FINDING.finding_id}/judgements"
OTHER = f"{BASE}/findings/{COMPARISON.findings[0].finding_id}/judgements"
BODY = {"label": "agree", "reason": "both count the ships of the bay"}


@pytest.fixture
def judged(client: TestClient) -> TestClient:
    """A client of a store with one comparison."""
    with desk.stored(client) as store:
        store.comparisons.add(COMPARISON, created_at=desk.AT)
    return client


def judge(client: TestClient, label: str | None, *, url: str = URL) -> dict[str, object]:
    """Look, then judge."""
    tag = client.get(url).headers["ETag"]
    body = {"label": label, "reason": "it is so"}
    answer = client.post(url, json=body, headers={"If-Match": tag})
    assert answer.status_code == 201, answer.text
    assert client.get(url).headers["ETag"] == answer.headers["ETag"] != tag
    found: dict[str, object] = answer.json()
    return found


def test_a_judgement_stands_beside_the_machines_label(judged: TestClient) -> None:
    """It carries who and when; the comparison stays byte for byte."""
    before = judged.get(BASE).content
    made = judge(judged, "agree")
    assert (made["number"], made["label"], made["author"]) == (1, "agree", "local")
    assert made["finding_id"] == FINDING.finding_id
    assert judged.get(URL).json()["items"] == [made]
    assert judged.get(BASE).content == before


def test_the_last_one_holds_until_it_is_withdrawn(judged: TestClient) -> None:
    """Withdrawing is a judgement too: appended, and the history keeps all."""
    first, second = judge(judged, "agree"), judge(judged, "conflict")
    other = judge(judged, "undecided", url=OTHER)
    in_force = judged.get(f"{BASE}/judgements").json()["items"]
    assert in_force == sorted([second, other], key=lambda each: str(each["finding_id"]))
    withdrawn = judge(judged, None)
    assert judged.get(f"{BASE}/judgements").json()["items"] == [other]
    assert judged.get(URL).json()["items"] == [withdrawn, second, first]
    tag = judged.get(URL).headers["ETag"]
    again = judged.post(URL, json=BODY | {"label": None}, headers={"If-Match": tag})
    assert again.status_code == 409
    assert judge(judged, "extra")["number"] == 4


def test_who_has_not_looked_may_not_judge(judged: TestClient) -> None:
    """428 without If-Match, 412 after somebody else, and nothing is written."""
    tag = judged.get(URL).headers["ETag"]
    assert judged.post(URL, json=BODY).status_code == 428
    assert judged.post(URL, json=BODY, headers={"If-Match": '"x"'}).status_code == 412
    assert judged.post(URL, json=BODY, headers={"If-Match": f"W/{tag}"}).status_code == 412
    elsewhere = judged.get(OTHER).headers["ETag"]
    assert judged.post(URL, json=BODY, headers={"If-Match": elsewhere}).status_code == 412
    assert judged.get(URL).json()["items"] == []
    judge(judged, "agree")
    stale = judged.post(URL, json=BODY, headers={"If-Match": tag})
    assert stale.status_code == 412
    assert "again" in desk.problem(stale).detail


def test_pages_go_on_where_they_ended(judged: TestClient) -> None:
    """Newest first, each once, while somebody judges in between."""
    made = [judge(judged, label)["number"] for label in ("agree", "extra", "conflict")]
    first = judged.get(URL, params={"limit": 2}).json()
    judge(judged, "undecided")
    rest = judged.get(URL, params={"limit": 2, "cursor": first["next"]}).json()
    assert [each["number"] for each in first["items"] + rest["items"]] == made[::-1]
    assert rest["next"] is None


def test_a_judgement_sent_twice_under_one_key_is_one(judged: TestClient) -> None:
    """An answer that was lost on its way is given again, though its ETag is stale by then."""
    headers = {"If-Match": judged.get(URL).headers["ETag"], "Idempotency-Key": "a-1"}
    first, again = (judged.post(URL, json=BODY, headers=headers) for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert first.status_code == 201
    assert again.headers["ETag"] == first.headers["ETag"]
    assert len(judged.get(URL).json()["items"]) == 1


def test_people_at_once_lose_no_judgement(judged: TestClient) -> None:
    """Of those who saw the same version one is first; numbers have no gap, each is kept."""
    writers, rounds = 6, 4
    at_once = Barrier(writers)

    def write(writer: int) -> list[tuple[int, int]]:
        seen = []
        for number in range(rounds):
            at_once.wait(60)
            tag = judged.get(URL).headers["ETag"]
            reason = f"writer {writer}, round {number}"
            answer = judged.post(
                URL, json={"label": "agree", "reason": reason}, headers={"If-Match": tag}
            )
            assert answer.status_code in (201, 412), answer.text
            seen.append((answer.status_code, answer.json().get("number", 0)))
        return seen

    with ThreadPoolExecutor(writers) as pool:
        answers = [each for found in pool.map(write, range(writers)) for each in found]
    numbers = sorted(number for status, number in answers if status == 201)
    assert len(numbers) >= rounds
    assert numbers == list(range(1, len(numbers) + 1))
    kept = judged.get(URL, params={"limit": 200}).json()["items"]
    assert [each["number"] for each in kept] == numbers[::-1]


def test_what_is_not_there_is_a_404(judged: TestClient) -> None:
    """An unknown comparison, an unknown finding, and one of another comparison."""
    unknown, absent = "cmp_" + "0" * 20, "fnd_" + "0" * 20
    for url in (
        f"/v1/comparisons/{unknown}/judgements",
        f"/v1/comparisons/{unknown}/findings/{FINDING.finding_id}/judgements",
        f"{BASE}/findings/{absent}/judgements",
    ):
        assert desk.problem(judged.get(url)).status == 404
        if "findings" in url:
            answer = judged.post(url, json=BODY, headers={"If-Match": '"x"'})
            assert desk.problem(answer).status == 404


@pytest.mark.parametrize("garbage", desk.GARBAGE)
def test_garbage_in_a_path_reaches_no_database(judged: TestClient, garbage: str) -> None:
    """Each is the caller's fault, and said so."""
    for url in (
        f"/v1/comparisons/{garbage}/judgements",
        f"{BASE}/findings/{garbage}/judgements",
    ):
        assert desk.problem(judged.get(url)).status in (404, 422)


def test_garbage_in_a_body_is_refused(judged: TestClient) -> None:
    """No server fault, whatever comes; nothing is written."""
    headers = {"If-Match": judged.get(URL).headers["ETag"], "Content-Type": "application/json"}
    for body in desk.BAD_BODIES:
        desk.problem(judged.post(URL, content=body, headers=headers))
    for text in desk.BAD_TEXTS:
        body = json.dumps({"label": "agree", "reason": text}).encode()
        desk.problem(judged.post(URL, content=body, headers=headers))
    for label in ("", "AGREE", "withdrawn", 1, [], {}):
        desk.problem(judged.post(URL, json={"label": label, "reason": "x"}, headers=headers))
    for tag in ("\x7f", "*, *", '"' * 99, "W/"):
        desk.problem(judged.post(URL, json=BODY, headers={"If-Match": tag}))
    assert judged.get(URL).json()["items"] == []
