"""The reviewers among themselves: how well they agree, and who is given what."""

import re

from fastapi.testclient import TestClient

from service.store.unit import read_only, unit_of_work
from tests.service.api import desk
from tests.service.web.reviewing import CMP, COMPARISON, PATH, POLARITY, SIMILAR, judge, queue


def test_agreement_is_measured_by_language_pair(people: dict[str, TestClient]) -> None:
    """Two who agree in one of two: the number, how many, and what is to be settled."""
    for name in ("ana", "ben"):
        version = 0 if name == "ana" else 1
        judge(people[name], "conflict", seen=version)
        other = "agree" if name == "ana" else "extra"
        judge(people[name], other, seen=version, path=f"/review/{CMP}/{SIMILAR}")
    page = people["rea"].get("/review/agreement").text
    row = r"key:ana.*key:ben.*?en-es.*?number-cell\">2<.*?50\s%.*?<b>0\.33</b>"
    assert re.search(row, page, re.DOTALL)
    assert f"/review/{CMP}/{SIMILAR}" in page
    blind = people["rea"].get("/review/agreement?blind=1").text
    assert 'number-cell">2<' not in blind


def test_an_editor_assigns_and_the_reviewer_finds_it(people: dict[str, TestClient]) -> None:
    """One finding, then the comparison; taken away again; both stand in the log."""
    eva, ana = people["eva"], people["ana"]
    body = {"subject": f"{CMP}/{POLARITY}", "assignee": "key:ana", "here": PATH}
    answer = eva.post("/review/assignments", data=body)
    assert answer.headers["location"] == PATH
    assert queue(ana, "mine=1") == [POLARITY]
    assert queue(people["ben"], "mine=1") == []
    eva.post("/review/assignments", data=body | {"subject": CMP})
    assert len(queue(ana, "mine=1")) == len(COMPARISON.findings)
    for found in re.findall(
        r"/review/assignments/(asg_\w+)/remove", eva.get("/review/assignments").text
    ):
        assert eva.post(f"/review/assignments/{found}/remove").status_code == 303
    assert queue(ana, "mine=1") == []
    with read_only(desk.engine_of(eva)) as store:
        actions = [each.action for each in store.audit.latest(4)]
    assert actions == ["assignment.remove"] * 2 + ["assignment.add"] * 2
    assert eva.post("/review/assignments", data=body | {"subject": "sto_x"}).status_code == 404


def test_a_story_is_a_filter_and_can_be_assigned(people: dict[str, TestClient]) -> None:
    """What compares two of its documents belongs to it."""
    ana, at = people["ana"], desk.AT
    with unit_of_work(desk.engine_of(ana), actor="local", at=at) as store:
        story, empty = store.stories.add("Storm", at=at), store.stories.add("Calm", at=at)
        for reading in (COMPARISON.left, COMPARISON.right):
            store.stories.put(story, reading.document.document_id, at=at)
    assert len(queue(ana, f"story={story}")) == len(COMPARISON.findings)
    assert queue(ana, f"story={empty}") == []
    people["eva"].post("/review/assignments", data={"subject": story, "assignee": "key:ana"})
    assert len(queue(ana, "mine=1")) == len(COMPARISON.findings)
