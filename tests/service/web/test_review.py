"""The review desk over forms: what comes first, what is hidden, who was faster, what is undone."""

import re
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from matching.finding import Label
from service.store.judgements import Judgement
from service.store.unit import read_only, unit_of_work
from tests.service.api import desk
from tests.service.diff import factories
from tests.service.web.reviewing import (
    CMP,
    COMPARISON,
    NUMBER,
    PATH,
    POLARITY,
    UNDECIDED,
    judge,
    queue,
    said,
)


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
    assert re.search(r"You:.*agree.*Machine.*conflict.*97\s%", following, re.DOTALL)
    page = people["rea"].get(PATH).text
    assert "key:ana" in page
    assert "42 was &lt;b&gt;rounded&lt;/b&gt;" in page
    assert re.search(r"Machine: .*conflict.*97\s%", page, re.DOTALL)
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
    for word in ("conflict", "≠", "97\u00a0%", "<mark", "The left counts", "key:eva", "no idea"):
        assert word not in shown, word
    assert "42 buques" in page
    whole = people["ana"].get(f"{PATH}/texts?{query}").text
    assert not re.search("conflict|≠|<mark", whole)
    listed = people["ana"].get(f"/review?{query}").text
    listed = re.sub(r"(?s)<select.*?</select>|<dialog.*?</dialog>", "", listed)
    assert not re.search("conflict|≠|97\\s%", listed)
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
