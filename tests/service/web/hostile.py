"""A store in which every text tries to act, and where each page of it stands.

Whoever adds a page adds its address to `ADDRESSES`; tests fail until then.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from fastapi.testclient import TestClient

from matching.testing import HashingEncoder
from service.access.keys import create_key
from service.access.roles import Role
from service.clock import now
from service.exports import FORMATS
from service.grouping.means import Grouper
from service.nightly.plan import Asked
from service.nightly.running import Means, run_night
from service.nightly.window import span_night
from service.nightly_contract import Scope
from tests.service.api.conftest import hashing_executor
from tests.service.api.desk import AT, engine_of, stored
from tests.service.diff import factories
from tests.service.grouping.rounds import group_new

MARK = "zq9"
"""No word of ours holds it: where it is more than text, a document wrote it."""
SUM = "62615533"
"""What a template that takes a document for its own would make of {{7919*7907}}."""
ATTACK = (
    f"=1+1 <{MARK} {MARK}=1><script>{MARK}()</script><svg/onload={MARK}()><style>*{{}}</style>"
    f"\"{MARK}=\"1' {MARK}='1<img src=x onerror={MARK}()></main></body></textarea></title></select>"
    f"<a href='javascript:{MARK}()'>x</a>{{{{7919*7907}}}}{{% {MARK} %}}${{7919*7907}}<!--]]>&lt;"
    f"\u202e{MARK}\u202c"
)
"""Script, svg, style, handlers, templates, ends of what is open, and turned writing."""
MARKS = "e" + "\u0301" * 10_000
LONG = "palabra" * 700
HOMOGLYPH = "Brunо Sаlas"
"""A name in which two letters are Cyrillic."""
LEFT = (
    f"Minister Bruno Salas said that 12 trains were late on Monday in Norvia. {ATTACK} "
    f"Ana Rojas closed 3 stations. {MARKS} {LONG}."
)
RIGHT = (
    f"Minister {HOMOGLYPH} said that 15 trains were late on Monday in Norvia. {ATTACK} "
    f"Ana Roxas closed 5 stations."
)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "  =1")


@dataclass(frozen=True, slots=True)
class Seeded:
    """Identifiers of what was stored."""

    comparison: str
    strange: str
    finding: str
    document: str
    source: str
    story: str
    job: str
    entity: str
    row: str
    night: str


def seed(client: TestClient) -> Seeded:
    """Store texts that try to act in every place that takes one."""
    sides = [
        {"text": text, "source": f"{name} {ATTACK}"[:490], "title": ATTACK, "language": "en"}
        for name, text in (("Wire", LEFT), ("Herald", RIGHT))
    ]
    made = client.post("/v1/comparisons", json={"left": sides[0], "right": sides[1]})
    assert made.status_code in {200, 201}, made.text
    comparison = made.json()
    identifier = comparison["comparison_id"]
    for finding in comparison["findings"]:
        _judge(client, f"/v1/comparisons/{identifier}/findings/{finding['finding_id']}")
    documents = [each["document_id"] for each in comparison["documents"]]
    sources = [each["source_id"] for each in client.get("/v1/sources").json()["items"]]
    story = client.post(
        "/v1/stories",
        json={"title": ATTACK[:490], "documents": documents, "sources": sources},
    )
    assert story.status_code in {200, 201}, story.text
    # The page shows another text now: words that findings rest on are gone.
    first = client.post("/v1/documents", json=sides[0])
    assert first.status_code in {200, 201}, first.text
    changed = client.post("/v1/documents", json=sides[0] | {"text": f"Nothing. {ATTACK}"})
    assert changed.status_code == 201, changed.text
    job, strange = _by_hand(client)
    _grouped(client, documents[0])
    return Seeded(
        comparison=identifier,
        strange=strange,
        finding=comparison["findings"][0]["finding_id"],
        document=documents[0],
        source=sources[0],
        story=story.json()["story_id"],
        job=job,
        entity=_merged(client),
        row=_first_row(client, story.json()["story_id"]),
        night=_night(client),
    )


def _grouped(client: TestClient, document: str) -> None:
    """Let the machine say why, and somebody correct it and take that back."""
    group_new(Grouper(engine_of(client), HashingEncoder()), at=AT)
    body = {"reason": ATTACK}
    made = client.post(f"/v1/documents/{document}/take-out", json=body)
    assert made.status_code == 201, made.text
    undo = f"/v1/story-decisions/{made.json()['decision_id']}/undo"
    assert client.post(undo, json=body).status_code == 201


def _night(client: TestClient) -> str:
    """Store a nightly report on all of it; return its identifier."""
    settings = client.app.state.services.settings  # type: ignore[attr-defined]
    executor = hashing_executor(settings)
    night = span_night(now() - timedelta(hours=1), now() + timedelta(hours=1), "UTC")
    asked = Asked(night, Scope(sources=(), story_id=None))
    done = run_night(Means(settings, engine_of(client), executor), asked)
    executor.close()
    return done.report.report_id


def _first_row(client: TestClient, story: str) -> str:
    """Return a row of the story's matrix, which is made when it is first looked at."""
    found = re.search(rf"/stories/{story}/rows/(\w+)", client.get(f"/stories/{story}").text)
    assert found is not None, "the matrix has no rows"
    return found[1]


def _judge(client: TestClient, finding: str) -> None:
    place = f"{finding}/judgements"
    tag = client.get(place).headers["etag"]
    sent = {"label": "conflict", "reason": ATTACK}
    assert client.post(place, json=sent, headers={"If-Match": tag}).status_code == 201


def _by_hand(client: TestClient) -> tuple[str, str]:
    """Store what no request would get in; a job that failed and a comparison with a NUL."""
    strange = factories.hostile_comparison()
    with stored(client) as store:
        store.comparisons.add(strange, created_at=AT)
        job = store.jobs.add("compare", {"left": "doc_x", "right": "doc_y"}, at=AT)
        taken = store.jobs.take("worker", at=AT)
        assert taken is not None
        store.jobs.fail(taken, ATTACK, at=AT)
        store.jobs.add(f"<{MARK}>", {"note": ATTACK}, at=AT)
        name = f'"><{MARK} {MARK}=1>{{{{7919*7907}}}}'
        create_key(store, name, Role.ADMIN, by="local", at=AT, expires_at=None)
    return job, strange.comparison_id


def _merged(client: TestClient) -> str:
    """Merge two entities of one kind for a reason that tries to act; return the one left."""
    found = client.get("/v1/entities", params={"limit": 200}).json()["items"]
    for one in found:
        for other in found:
            if one["kind"] == other["kind"] and one["entity_id"] != other["entity_id"]:
                into = other["entity_id"]
                merged = client.post(
                    f"/v1/entities/{one['entity_id']}/merge", json={"into": into, "reason": ATTACK}
                )
                assert merged.status_code in {200, 201}, merged.text
                return str(into)
    raise AssertionError("the texts name no two alike")


def _finding(seeded: Seeded) -> str:
    return f"{seeded.comparison}/findings/{seeded.finding}"


ADDRESSES: Mapping[str, Callable[[Seeded], list[str]]] = {
    "/": lambda _: ["/"],
    "/documents": lambda _: ["/documents", "/documents?contains=%3Czq9%3E%E2%80%AE"],
    "/documents/new": lambda _: ["/documents/new"],
    "/documents/{document_id}": lambda s: [
        f"/documents/{s.document}",
        f"/documents/{s.document}?words=3-90",
    ],
    "/sources": lambda _: ["/sources", "/sources?contains=%3Czq9%3E%E2%80%AE"],
    "/sources/{source_id}": lambda s: [f"/sources/{s.source}"],
    "/search": lambda _: [
        "/search",
        "/search?q=trains",
        "/search?q=zq9&by=meaning",
        "/search?q=%3Czq9%20zq9=%22%3E%E2%80%AE{{7919*7907}}",
    ],
    "/comparisons/{comparison_id}": lambda s: [
        f"/comparisons/{s.comparison}",
        f"/comparisons/{s.strange}",
    ],
    "/comparisons/{comparison_id}/findings/{finding_id}": lambda s: [f"/comparisons/{_finding(s)}"],
    "/comparisons/{comparison_id}/findings/{finding_id}/decision": lambda s: [
        f"/comparisons/{_finding(s)}/decision"
    ],
    "/jobs": lambda _: ["/jobs", "/jobs?state=%3Czq9%3E&kind=%22zq9"],
    "/jobs/{job_id}": lambda s: [f"/jobs/{s.job}"],
    "/review": lambda _: ["/review", "/review?state=all"],
    "/review/{comparison_id}/{finding_id}": lambda s: [f"/review/{s.comparison}/{s.finding}"],
    "/review/{comparison_id}/{finding_id}/texts": lambda s: [
        f"/review/{s.comparison}/{s.finding}/texts"
    ],
    "/review/bulk": lambda _: ["/review/bulk"],
    "/review/agreement": lambda _: ["/review/agreement"],
    "/review/assignments": lambda _: ["/review/assignments"],
    "/audit": lambda _: ["/audit", "/audit?actor=%22%3Czq9%3E%E2%80%AE"],
    "/audit/verify": lambda _: ["/audit/verify", "/audit/verify?expected=%3Czq9%3E%E2%80%AE"],
    "/reports": lambda _: ["/reports?since=2000-01-01&last=2100-01-01"],
    "/reports/conflicts": lambda _: ["/reports/conflicts?since=2000-01-01&last=2100-01-01"],
    "/reports/edits": lambda _: ["/reports/edits?since=2000-01-01&last=2100-01-01"],
    "/reports/nightly": lambda _: ["/reports/nightly"],
    "/reports/nightly/{report_id}": lambda s: [f"/reports/nightly/{s.night}"],
    "/settings": lambda _: ["/settings"],
    "/sign-in": lambda _: ["/sign-in", "/sign-in?next=/%3Czq9%20zq9=%22%3E"],
    "/names": lambda _: ["/names"],
    "/names/entities": lambda _: ["/names/entities"],
    "/names/decisions": lambda _: ["/names/decisions"],
    "/names/preview": lambda s: [
        f"/names/preview?verdict=split&entity_id={s.entity}&names=%3Czq9%3E",
        f"/names/preview?verdict=same&entity_id={s.entity}&into_id={s.entity}",
    ],
    "/names/{entity_id}": lambda s: [f"/names/{s.entity}"],
    "/stories": lambda _: ["/stories"],
    "/stories/new": lambda _: ["/stories/new"],
    "/stories/{story_id}": lambda s: [f"/stories/{s.story}"],
    "/stories/{story_id}/edit": lambda s: [f"/stories/{s.story}/edit"],
    "/stories/{story_id}/documents/{document_id}/why": lambda s: [
        f"/stories/{s.story}/documents/{s.document}/why"
    ],
    "/stories/{story_id}/rows/{row_id}": lambda s: [f"/stories/{s.story}/rows/{s.row}"],
}
"""Every page by its route; each with the addresses that show what was stored."""

_SPAN = "?since=2000-01-01&last=2100-01-01"
EXPORTS: Mapping[str, Callable[[Seeded], list[str]]] = {
    "/reports/nightly/{report_id}/{form}": lambda s: [
        f"/reports/nightly/{s.night}/{form}" for form in ("html", "md", "json", "csv", "xlsx")
    ],
    "/comparisons/{comparison_id}/export/{form}": lambda s: [
        f"/comparisons/{s.comparison}/export/{form}" for form in FORMATS
    ],
    "/reports/export/{what}/{form}": lambda _: [
        f"/reports/export/{what}/{form}{_SPAN}"
        for what in ("pairs", "conflicts", "edits")
        for form in ("csv", "json")
    ],
    "/stories/{story_id}/export/{form}": lambda s: [
        f"/stories/{s.story}/export/{form}" for form in FORMATS
    ],
}
"""Every route that gives a file made of what was stored."""
FILES = {"/static/{digest}/{name}", "/reports/feed.atom"}
"""Routes that give our own files, and the feed, which has tests of its own (delivery)."""
