"""Reports over HTTP: what is counted is what is stored, on both databases, page by page."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from matching.comparison import Comparison
from matching.document import Document
from matching.finding import Label
from service.store.judgements import Judgement
from tests.service.api import desk
from tests.service.diff import factories

URL = "/v1/reports/consistency"
SPAN = {"since": "2031-05-14T00:00:00Z", "until": "2031-05-15"}
CONFIG = factories.CONFIG


def compared(left: str, right: str, *labels: Label, note: str = "") -> Comparison:
    """Return a comparison of two sources with a finding of each label, in their order."""
    words = [f"Fact {number} of {note or 'today'}." for number in range(len(labels))]
    one = factories.make_reading(" ".join(words), left, "en", *words)
    # Another text, since a document is not compared with itself.
    two = factories.make_reading("Also: " + " ".join(words), right, "en", *words)
    findings = []
    for number, label in enumerate(labels):
        claims = (one.claims[number],), (two.claims[number],)
        if label is Label.EXTRA:
            # By turns what the left alone says, and what the right alone says.
            claims = ((), claims[1]) if number % 2 else (claims[0], ())
        findings.append(factories.make_finding(label, *claims))
    return Comparison(one, two, tuple(findings), (), CONFIG)


AGREE, EXTRA, CONFLICT, UNDECIDED = Label.AGREE, Label.EXTRA, Label.CONFLICT, Label.UNDECIDED
MADE = (
    # An extra at an even place is the left's, at an odd one the right's.
    compared("Wire", "Herald", AGREE, AGREE, EXTRA, EXTRA, EXTRA, CONFLICT),
    compared("Herald", "Wire", CONFLICT, EXTRA, EXTRA, EXTRA, note="Monday"),
    compared("Wire", "Port", AGREE, UNDECIDED),
    compared("Herald", "Port", CONFLICT, CONFLICT, CONFLICT),
    compared("Port", "Port", UNDECIDED, note="update"),
)


@pytest.fixture
def stocked(client: TestClient) -> TestClient:
    """A client of a store with five comparisons, one of them made a week earlier, too."""
    with desk.stored(client) as store:
        for number, made in enumerate(MADE):
            store.comparisons.add(made, created_at=desk.AT + timedelta(minutes=number))
    return client


def report(client: TestClient, **params: Any) -> dict[str, Any]:
    """Return the report of the day."""
    answer = client.get(URL, params=SPAN | params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def by_sources(found: dict[str, Any]) -> dict[frozenset[str], dict[str, Any]]:
    """Return the pairs under the names of their sources."""
    return {frozenset({each["left"], each["right"]}): each for each in found["pairs"]["items"]}


def test_the_reports_that_there_are_are_listed(client: TestClient) -> None:
    """Each under its path, which answers."""
    only, nightly = client.get("/v1/reports").json()["items"]
    assert client.get(nightly["path"]).json()["items"] == []
    assert client.get(only["path"]).status_code == 200


def test_each_pair_of_sources_is_counted_whichever_stood_left(stocked: TestClient) -> None:
    """Two comparisons of the same sources the other way round are one pair; sides turn along."""
    found = report(stocked)
    pairs = by_sources(found)
    assert set(map(tuple, map(sorted, pairs))) == {
        ("Herald", "Wire"),
        ("Port", "Wire"),
        ("Herald", "Port"),
        ("Port",),
    }
    both = pairs[frozenset({"Herald", "Wire"})]
    said = {both["left"]: both["extra_left"], both["right"]: both["extra_right"]}
    # The wire alone: places 2, 4 of the first, 1, 3 of the second; the herald: 3, and 2.
    assert said == {"Wire": 4, "Herald": 2}
    assert (both["comparisons"], both["agree"], both["conflict"]) == (2, 2, 2)
    assert pairs[frozenset({"Wire", "Port"})]["undecided"] == 1
    assert [each["conflict"] for each in found["pairs"]["items"]] == [3, 2, 0, 0]
    for name in ("comparisons", "agree", "conflict", "undecided"):
        assert found["totals"][name] == sum(each[name] for each in pairs.values())
    assert found["totals"]["comparisons"] == len(MADE)


def test_pages_are_the_whole(stocked: TestClient) -> None:
    """Of pairs and of conflicts: each once, in one order."""
    whole = report(stocked)["pairs"]["items"]
    seen: list[Any] = []
    params: dict[str, Any] = {"limit": 1}
    while params.get("cursor", "") is not None:
        page = report(stocked, **params)["pairs"]
        seen += page["items"]
        params["cursor"] = page["next"]
    assert seen == whole
    conflicts = stocked.get(f"{URL}/conflicts", params=SPAN).json()["items"]
    assert len(conflicts) == 5
    assert [each["created_at"] for each in conflicts] == sorted(
        (each["created_at"] for each in conflicts), reverse=True
    )
    seen, params = [], {"limit": 2}
    while params.get("cursor", "") is not None:
        page = stocked.get(f"{URL}/conflicts", params=SPAN | params).json()
        seen += page["items"]
        params["cursor"] = page["next"]
    assert seen == conflicts
    assert (
        conflicts[0]["left_claims"] == ["Fact 2 of today."] or len(conflicts[0]["left_claims"]) == 1
    )


def test_people_are_counted_beside_the_machine(stocked: TestClient) -> None:
    """Judged, overruled, and neither once it is withdrawn; the machine's counts stay."""
    before = report(stocked)["totals"]
    finding = (MADE[0].comparison_id, MADE[0].findings[-1].finding_id)
    other = (MADE[0].comparison_id, MADE[0].findings[0].finding_id)
    with desk.stored(stocked) as store:
        store.judgements.add(*finding, Judgement(AGREE, "ana", "rounded", desk.AT))
        store.judgements.add(*other, Judgement(AGREE, "ana", "yes", desk.AT))
    after = report(stocked)["totals"]
    assert (after["judged"], after["overruled"]) == (2, 1)
    assert after["conflict"] == before["conflict"]
    listed = stocked.get(f"{URL}/conflicts", params=SPAN).json()["items"]
    assert {each["finding_id"]: each["judged"] for each in listed}[finding[1]] == "agree"
    with desk.stored(stocked) as store:
        store.judgements.add(*finding, Judgement(None, "ana", "no", desk.AT))
    assert report(stocked)["totals"]["overruled"] == 0


def test_a_window_and_a_source_narrow_it(stocked: TestClient) -> None:
    """What was made on another day does not count; of a source only its own pairs do."""
    assert report(stocked, until="2031-05-14T09:30:00Z")["totals"]["comparisons"] == 0
    assert report(stocked, until="2031-05-14T09:31:00Z")["totals"]["comparisons"] == 1
    with desk.stored(stocked) as store:
        port = store.sources.add("Port")
    found = report(stocked, source=port)
    assert {frozenset({"Wire", "Port"}), frozenset({"Herald", "Port"}), frozenset({"Port"})} == set(
        by_sources(found)
    )
    assert found["source_id"] == port


def test_the_newest_comparison_of_two_documents_counts(stocked: TestClient) -> None:
    """The same two compared again by another version, the other way round: one meeting."""
    old = MADE[2]
    findings = tuple(
        factories.make_finding(CONFLICT, (one,), (two,))
        for one, two in zip(old.right.claims, old.left.claims, strict=True)
    )
    again = Comparison(old.right, old.left, findings, (), CONFIG)
    with desk.stored(stocked) as store:
        store.comparisons.add(again, created_at=desk.AT + timedelta(hours=1))
    pair = by_sources(report(stocked))[frozenset({"Wire", "Port"})]
    assert (pair["comparisons"], pair["agree"], pair["conflict"]) == (1, 0, 2)


def test_a_text_that_changed_silently_is_listed(stocked: TestClient) -> None:
    """With what stood there before; a page's first text is no edit."""
    before = report(stocked)["silent_edits"]
    texts = [Document(f"It is {number} o'clock.", "Clock", "en") for number in range(3)]
    with desk.stored(stocked) as store:
        for number, document in enumerate(texts):
            at = desk.AT + timedelta(minutes=number)
            store.documents.see(document, at=at, url="https://clock.example/now")
        clock = store.sources.add("Clock")
    found = report(stocked, source=clock)
    assert found["silent_edits"] == 2
    assert report(stocked)["silent_edits"] == before + 2
    edits = stocked.get(f"{URL}/edits", params=SPAN | {"source": clock}).json()["items"]
    ids = [document.document_id for document in texts]
    assert [(each["earlier_id"], each["document_id"]) for each in edits] == [
        (ids[1], ids[2]),
        (ids[0], ids[1]),
    ]
    first = stocked.get(f"{URL}/edits", params=SPAN | {"source": clock, "limit": 1}).json()
    rest = stocked.get(
        f"{URL}/edits", params=SPAN | {"source": clock, "limit": 1, "cursor": first["next"]}
    ).json()
    assert first["items"] + rest["items"] == edits


@pytest.mark.parametrize(
    "query",
    [
        "since=x",
        "since=%00",
        "since=9999-12-31T23:59:59-14:00",
        "until=0001-01-01T00:00:00%2B14:00",
        "since=99999999999999999999",
        "since=2031-05-15&until=2031-05-14",
        "since=2031-05-15&until=2031-05-15",
        "source=x",
        "source=src_%00",
        "limit=0",
        "limit=99999999999999999999",
        "cursor=x",
        "cursor=%ED%A0%80",
    ],
)
@pytest.mark.parametrize("path", ["", "/conflicts", "/edits"])
def test_garbage_in_a_query_is_refused(client: TestClient, path: str, query: str) -> None:
    """Before a database sees it."""
    assert desk.problem(client.get(f"{URL}{path}?{query}")).status == 422


def test_a_report_that_is_not_there(client: TestClient) -> None:
    """Is a 404 like any other."""
    assert desk.problem(client.get("/v1/reports/nightly-2031-05-14")).status == 404
