"""The review desk over forms: what comes first, what is hidden, who was faster, what is undone."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from matching.finding import Label
from service.access.keys import create_key
from service.access.roles import Role
from service.app import create_app
from service.config import Settings
from service.store.judgements import Judgement
from service.store.unit import read_only, unit_of_work
from tests.service.api import desk
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.diff import factories

COMPARISON = factories.ports_comparison()
CMP = COMPARISON.comparison_id
SIMILAR, NUMBER, POLARITY, UNDECIDED, LEFT_ONLY, RIGHT_ONLY = (
    each.finding_id for each in COMPARISON.findings
)
PATH = f"/review/{CMP}/{NUMBER}"
ROLES = {"ana": Role.REVIEWER, "ben": Role.REVIEWER, "eva": Role.EDITOR, "rea": Role.READER}


@pytest.fixture
def people(store_url: str) -> Iterator[dict[str, TestClient]]:
    """Clients of four people on a store with one comparison; each reads English."""
    app = create_app(Settings(database_url=store_url), executor=hashing_executor)
    with local_client(app) as first:
        with unit_of_work(desk.engine_of(first), actor="local", at=desk.AT) as store:
            store.comparisons.add(COMPARISON, created_at=desk.AT)
            keys = {
                name: create_key(store, name, role, by="local", at=desk.AT, expires_at=None).token
                for name, role in ROLES.items()
            }
        yield {
            name: local_client(
                app,
                headers={"Authorization": f"Bearer {key}", "Accept-Language": "en"},
                follow_redirects=False,
            )
            for name, key in keys.items()
        }


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


def test_the_queue_begins_with_what_tells_most(people: dict[str, TestClient]) -> None:
    """The undecided at 41 % before conflicts at 88 and 97 %, and what was judged is gone."""
    assert queue(people["ana"])[0] == UNDECIDED
    assert set(queue(people["ana"])) == {each.finding_id for each in COMPARISON.findings}
    assert set(queue(people["ana"], "label=conflict")) == {NUMBER, POLARITY}
    judge(people["ana"], "agree")
    assert NUMBER not in queue(people["ana"])
    assert queue(people["ana"], "state=mine") == [NUMBER]
    assert queue(people["ben"], "state=second") == [NUMBER]
    assert queue(people["ana"], "state=second") == []


def test_judging_leads_to_the_next_and_both_labels_are_shown(people: dict[str, TestClient]) -> None:
    """The machine's label stays as it was, beside who says otherwise and why."""
    leads = judge(people["ana"], "agree", note="42 was <b>rounded</b>")
    assert f"done={CMP}/{NUMBER}" in leads
    following = people["ana"].get(leads).text
    assert re.search(r"You:.*agree.*Machine.*conflict.*97 %", following, re.DOTALL)
    page = people["rea"].get(PATH).text
    assert "key:ana" in page
    assert "42 was &lt;b&gt;rounded&lt;/b&gt;" in page
    assert re.search(r"Machine: .*conflict.*97 %", page, re.DOTALL)
    with read_only(desk.engine_of(people["ana"])) as store:
        assert store.judgements.machine_label(CMP, NUMBER) is Label.CONFLICT


@pytest.mark.parametrize("query", ["blind=1", "state=second"])
def test_blind_sends_nothing_of_the_machine_or_of_others(
    people: dict[str, TestClient], query: str
) -> None:
    """Not the label, the sign, the confidence, the reason, nor marked words; until one judged."""
    judge(people["eva"], "undecided", note="no idea")
    address = f"{PATH}?{query}"
    page = people["ana"].get(address).text
    shown = re.sub(r"(?s)<form method=\"post\".*?</form>|<dialog.*?</dialog>", "", page)
    for word in ("conflict", "≠", "97 %", "<mark", "The left counts", "key:eva", "no idea"):
        assert word not in shown, word
    assert "42 buques" in page
    whole = people["ana"].get(f"{PATH}/texts?{query}").text
    assert not re.search("conflict|≠|<mark", whole)
    listed = people["ana"].get(f"/review?{query}").text
    listed = re.sub(r"(?s)<select.*?</select>|<dialog.*?</dialog>", "", listed)
    assert not re.search("conflict|≠|97 %", listed)
    judge(people["ana"], "agree", seen=1, path=address, blind="1")
    after = people["ana"].get(address).text
    assert "The left counts 42 ships" in after
    assert "key:eva" in after
    with read_only(desk.engine_of(people["ana"])) as store:
        assert [each.blind for each in store.judgements.history(CMP, NUMBER)] == [False, True]


def test_who_was_slower_sees_who_said_what_and_decides_again(
    people: dict[str, TestClient],
) -> None:
    """412 with both, nothing written; the form then carries the new version."""
    judge(people["ben"], "conflict", note="two counts")
    late = people["ana"].post(PATH, data={"label": "agree", "seen": "0", "note": "rounded"})
    assert late.status_code == 412
    assert re.search(r"meanwhile.*key:ben.*conflict.*two counts", late.text, re.DOTALL)
    assert ">rounded</textarea>" in late.text
    assert said(people["ana"], NUMBER) == [("key:ben", "conflict")]
    (version,) = re.findall(r'name="seen" value="(\d+)"', late.text)
    judge(people["ana"], "agree", seen=int(version))
    assert queue(people["rea"], "state=disputed") == [NUMBER]
    judge(people["eva"], "conflict", seen=2)
    assert queue(people["rea"], "state=disputed") == []


def test_undo_takes_back_one_s_own_last_judgement(people: dict[str, TestClient]) -> None:
    """Across findings, appended and logged; what somebody else said since stays and holds."""
    ana, ben = people["ana"], people["ben"]
    judge(ana, "agree", path=f"/review/{CMP}/{UNDECIDED}")
    judge(ana, "agree")
    judge(ben, "conflict", seen=1)
    leads = ana.post("/review/undo").headers["location"]
    assert leads == f"{PATH}?undone=1"
    assert "Taken back" in ana.get(leads).text
    assert said(ana, NUMBER) == [("key:ana", "agree"), ("key:ben", "conflict"), ("key:ana", None)]
    with read_only(desk.engine_of(ana)) as store:
        held = store.judgements.in_force(CMP)
        logged = store.audit.latest(1)
    assert held[NUMBER].author == "key:ben"
    assert (logged[0].actor, logged[0].action) == ("key:ana", "judgement.add")
    assert UNDECIDED in ana.post("/review/undo").headers["location"]
    assert ana.post("/review/undo").status_code == 409
    assert people["eva"].post("/review/undo").status_code == 409


def test_many_are_accepted_and_undone_as_one_act(people: dict[str, TestClient]) -> None:
    """Exactly what the preview lists is judged; what was judged anew since stays."""
    ana = people["ana"]
    preview = ana.get("/review/bulk?label=extra&least=90").text
    items = re.findall(r'name="item" value="([^"]+)"', preview)
    assert {each.split("/")[1] for each in items} == {LEFT_ONLY, RIGHT_ONLY}
    assert not re.search('name="item"', ana.get("/review/bulk?label=extra&least=92").text)
    done = ana.post("/review/bulk?label=extra", data={"item": items, "note": "routine"})
    assert done.status_code == 303
    assert "2 labels accepted" in ana.get(done.headers["location"]).text
    assert said(ana, LEFT_ONLY) == [("key:ana", "extra")]
    judge(ana, "agree", seen=1, path=f"/review/{CMP}/{LEFT_ONLY}")
    (batch,) = set(re.findall(r"blk_[0-9a-f]{20}", ana.get("/review/bulk").text))
    assert people["ben"].post(f"/review/bulk/{batch}/undo").status_code == 404
    undone = ana.post(f"/review/bulk/{batch}/undo")
    assert "1 judgement taken back. 1 judged anew" in ana.get(undone.headers["location"]).text
    assert said(ana, RIGHT_ONLY)[-1] == ("key:ana", None)
    assert said(ana, LEFT_ONLY)[-1] == ("key:ana", "agree")
    assert ana.post(f"/review/bulk/{batch}/undo").status_code == 409


def test_one_that_was_judged_meanwhile_stops_all(people: dict[str, TestClient]) -> None:
    """All or none, and a label that the machine did not set is refused."""
    ana = people["ana"]
    page = ana.get("/review/bulk?label=extra&least=0").text
    items = re.findall(r'name="item" value="([^"]+)"', page)
    judge(people["ben"], "agree", path=f"/review/{CMP}/{RIGHT_ONLY}")
    assert ana.post("/review/bulk?label=extra", data={"item": items}).status_code == 412
    assert said(ana, LEFT_ONLY) == []
    for wrong in (items[0].replace("extra", "agree"), "x", items[0] + "x", f"{CMP}/fnd_1/agree/0"):
        assert ana.post("/review/bulk", data={"item": [wrong]}).status_code == 422


def test_undo_after_a_bulk_takes_back_the_whole_of_it(people: dict[str, TestClient]) -> None:
    """One key, one act."""
    ana = people["ana"]
    page = ana.get("/review/bulk?label=extra&least=0").text
    items = re.findall(r'name="item" value="([^"]+)"', page)
    ana.post("/review/bulk?label=extra", data={"item": items})
    assert "undone=blk_" in ana.post("/review/undo").headers["location"]
    assert {said(ana, each)[-1] for each in (LEFT_ONLY, RIGHT_ONLY)} == {("key:ana", None)}


def test_agreement_is_measured_by_language_pair(people: dict[str, TestClient]) -> None:
    """Two who agree in one of two: the number, how many, and what is to be settled."""
    for name in ("ana", "ben"):
        version = 0 if name == "ana" else 1
        judge(people[name], "conflict", seen=version)
        other = "agree" if name == "ana" else "extra"
        judge(people[name], other, seen=version, path=f"/review/{CMP}/{SIMILAR}")
    page = people["rea"].get("/review/agreement").text
    row = r"key:ana.*key:ben.*?en-es.*?number-cell\">2<.*?50 %.*?<b>0\.33</b>"
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


def test_roles(people: dict[str, TestClient]) -> None:
    """A reader reads, without buttons; a reviewer judges; an editor assigns."""
    page = people["rea"].get(PATH).text
    assert 'name="label" value="agree"' not in page
    assert people["rea"].post(PATH, data={"label": "agree", "seen": "0"}).status_code == 403
    assert people["rea"].post("/review/undo").status_code == 403
    assert (
        people["ana"]
        .post("/review/assignments", data={"subject": CMP, "assignee": "x"})
        .status_code
        == 403
    )
    assert said(people["rea"], NUMBER) == []


def test_what_makes_no_sense_is_told(people: dict[str, TestClient]) -> None:
    """Unknown findings are not there; filters without a meaning count for nothing."""
    ana = people["ana"]
    assert ana.get(f"/review/{CMP}/fnd_{'0' * 20}").status_code == 404
    assert ana.get("/review?state=x&label=y&story=z&source=%00&comparison='").status_code == 200
    assert ana.post(PATH, data={"label": "true", "seen": "0"}).status_code == 422
    assert ana.post(PATH, data={"label": "agree", "seen": "-1"}).status_code == 422
    assert ana.get(f"{PATH}?done=cmp_x/fnd_y").status_code == 200


def test_the_same_claims_compared_again_are_one_finding(people: dict[str, TestClient]) -> None:
    """The newest comparison of them counts."""
    again = factories.ports_comparison()
    newer = type(again)(
        again.left, again.right, again.findings, again.names, again.config, context="other"
    )
    with unit_of_work(desk.engine_of(people["ana"]), actor="local", at=desk.AT) as store:
        store.comparisons.add(newer, created_at=desk.AT + timedelta(days=1))
    page = people["ana"].get("/review").text
    assert f"/review/{newer.comparison_id}/{NUMBER}" in page
    assert PATH not in page


def test_hostile_texts_stand_in_the_desk_as_they_are(people: dict[str, TestClient]) -> None:
    """No markup of a document becomes markup of the page."""
    hostile = factories.hostile_comparison()
    with unit_of_work(desk.engine_of(people["ana"]), actor="local", at=desk.AT) as store:
        store.comparisons.add(hostile, created_at=desk.AT)
        judgement = Judgement(Label.AGREE, "<i>x</i>", "{{ 7*7 }}<script>", desk.AT)
        store.judgements.add(hostile.comparison_id, hostile.findings[0].finding_id, judgement)
    path = f"/review/{hostile.comparison_id}/{hostile.findings[0].finding_id}"
    for address in (path, f"{path}/texts", "/review?state=all", "/review/bulk?least=0"):
        page = people["ana"].get(address).text
        for found in re.findall("<script[^>]*>|<img[^>]*>|<i>|<style", page):
            assert 'src="/static/' in found, (address, found)
