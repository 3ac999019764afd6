"""Many labels accepted at once: previewed, all or none, undone as one act."""

import re

from fastapi.testclient import TestClient

from tests.service.web.reviewing import CMP, LEFT_ONLY, RIGHT_ONLY, judge, said


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
