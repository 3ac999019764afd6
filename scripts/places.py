"""Every page of the desk, by name: what pictures are taken of, and what tests of pages visit."""

import time
from typing import Any

import httpx

PLACES = {
    "compare": "/",
    "comparison": "/comparisons/{comparison}",
    "finding": "/comparisons/{comparison}/findings/{finding}",
    "decision": "/comparisons/{comparison}/findings/{finding}/decision",
    "jobs": "/jobs",
    "job": "/jobs/{job}",
    "stories": "/stories",
    "story-new": "/stories/new",
    "story": "/stories/{story}",
    "story-print": "/stories/{story}?all=1",
    "story-edit": "/stories/{story}/edit",
    "story-row": "{row}",
    "story-why": "/stories/{story}/documents/{member}/why",
    "review": "/review",
    "review-finding": "/review/{comparison}/{finding}",
    "review-blind": "/review/{comparison}/{finding}?blind=1",
    "review-texts": "/review/{comparison}/{finding}/texts",
    "review-bulk": "/review/bulk?label=extra&least=0",
    "review-agreement": "/review/agreement",
    "review-assignments": "/review/assignments",
    "names": "/names",
    "names-entities": "/names/entities",
    "names-decisions": "/names/decisions",
    "names-entity": "/names/{entity}",
    "names-preview": "/names/preview?verdict=same&entity_id={entity}&into_id={other}",
    "sources": "/sources",
    "source": "/sources/{source}",
    "documents": "/documents",
    "document-new": "/documents/new",
    "document": "/documents/{document}",
    "search": "/search?q={word}",
    "search-meaning": "/search?q={word}&by=meaning",
    "reports": "/reports",
    "reports-conflicts": "/reports/conflicts",
    "reports-edits": "/reports/edits",
    "nights": "/reports/nightly",
    "night": "/reports/nightly/{night}",
    "settings": "/settings",
    "audit": "/audit",
    "audit-verify": "/audit/verify",
    "sign-in": "/sign-in",
    "error": "/nowhere",
}
"""Addresses of pages by name; what stands in braces is looked up in what is stored."""
PRINTED = ("comparison", "story-print")
"""Those that are made to be printed, too."""
SHEET = "/export/html"
"""What follows the address of a comparison where its evidence sheet is."""
_WAIT = 120
_PAIRS = 21
_PAIR = {"a": "Murieron 12 personas.", "b": "Eight people died."}


def addresses(desk: str) -> dict[str, str]:
    """Return the address of every page of the service at *desk*, of what is stored.

    Compares the sources of one story and two claims on the way, where nobody did.
    """
    values = _stored(desk)
    return {name: desk + place.format(**values) for name, place in PLACES.items()}


def _stored(desk: str) -> dict[str, str]:
    with httpx.Client(base_url=desk, timeout=_WAIT) as api:
        comparison = _comparison(api)
        finding = max(comparison["findings"], key=lambda each: each["label"] == "conflict")
        document = comparison["documents"][0]["document_id"]
        people = _items(api, "/v1/entities?kind=person")
        story = _items(api, "/v1/stories")[0]["story_id"]
        return {
            "comparison": comparison["comparison_id"],
            "finding": finding["finding_id"],
            "document": document,
            "source": api.get(f"/v1/documents/{document}").json()["source_id"],
            "word": comparison["documents"][0]["source"].split()[0],
            "entity": people[0]["entity_id"],
            "other": people[1]["entity_id"],
            "story": story,
            "row": _row(api, story),
            "member": _member(api, story),
            "night": _items(api, "/v1/reports/nightly")[0]["report_id"],
            "job": _job(api),
        }


def _items(api: httpx.Client, path: str) -> list[Any]:
    found: list[Any] = api.get(path).raise_for_status().json()["items"]
    return found


def _comparison(api: httpx.Client) -> Any:
    found = _items(api, "/v1/comparisons")
    most = max(found, key=lambda item: (item["summary"]["conflict"], item["comparison_id"]))
    return api.get(f"/v1/comparisons/{most['comparison_id']}").raise_for_status().json()


def _member(api: httpx.Client, story: str) -> str:
    found: str = api.get(f"/v1/stories/{story}").json()["documents"][0]["document_id"]
    return found


def _row(api: httpx.Client, story: str) -> str:
    """Return the address of a story's first row, once its sources are compared."""
    until = time.monotonic() + _WAIT
    while time.monotonic() < until:
        made = api.get(f"/v1/stories/{story}/matrix")
        if made.status_code == httpx.codes.OK:
            row = made.json()["matrix"]["rows"][0]["cluster_id"]
            return f"/stories/{story}/rows/{row}"
        time.sleep(0.5)
    raise TimeoutError("The sources of a story were not compared.")


def _job(api: httpx.Client) -> str:
    """Return a job that has a page of its own when it is done: more pairs than wait for one."""
    pairs = [{**_PAIR, "id": str(number)} for number in range(_PAIRS)]
    api.post("/v1/pairs", json={"pairs": pairs}).raise_for_status()
    job_id: str = _items(api, "/v1/jobs?kind=pairs")[0]["job_id"]
    return job_id
