"""Reviewing as people do: one comparison, who reviews it, and what they press."""

import re

from fastapi.testclient import TestClient

from service.access.roles import Role
from service.store.unit import read_only
from tests.service.api import desk
from tests.service.diff import factories

COMPARISON = factories.ports_comparison()
CMP = COMPARISON.comparison_id
SIMILAR, NUMBER, POLARITY, UNDECIDED, LEFT_ONLY, RIGHT_ONLY = (
    each.finding_id for each in COMPARISON.findings
)
PATH = f"/review/{CMP}/{NUMBER}"
ROLES = {"ana": Role.REVIEWER, "ben": Role.REVIEWER, "eva": Role.EDITOR, "rea": Role.READER}


def judge(client: TestClient, label: str, *, seen: int = 0, path: str = PATH, **form: str) -> str:
    """Judge, and return where that leads."""
    answer = client.post(path, data={"label": label, "seen": str(seen), **form})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def queue(client: TestClient, query: str = "") -> list[str]:
    """Return the findings of the queue in order."""
    page = client.get(f"/review?{query}")
    assert page.status_code == 200, page.text
    return list(dict.fromkeys(re.findall(rf"/review/{CMP}/(fnd_\w+)", page.text)))


def said(client: TestClient, finding_id: str) -> list[tuple[str, str | None]]:
    """Return author and label of every judgement on a finding, oldest first."""
    with read_only(desk.engine_of(client)) as store:
        found = store.judgements.history(CMP, finding_id)
    return [(each.author, each.label) for each in found]
