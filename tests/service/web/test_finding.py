"""Every label can be traced, and a person's word stands beside it."""

import re

from fastapi.testclient import TestClient

from tests.service.web.test_compare import LEFT, RIGHT, sent

ENGLISH = {"Accept-Language": "en"}


def first_finding(client: TestClient) -> tuple[str, str]:
    """Compare two texts; return the addresses of the comparison and of its first finding."""
    address = sent(client, {"left-text": LEFT, "right-text": RIGHT})
    page = client.get(address, headers=ENGLISH).text
    found = re.search(r'href="(/comparisons/[^"]+/findings/fnd_[0-9a-f]+)"', page)
    assert found
    return address, found.group(1)


def test_a_label_is_traced_in_one_step(client: TestClient) -> None:
    """Both words, the reason, the evidence, model, thresholds and code version."""
    _, finding = first_finding(client)
    page = client.get(finding, headers=ENGLISH).text
    for words in ("Model", "Thresholds", "Code version", "thr_", "fnd_", "How it was decided"):
        assert words in page
    part = client.get(f"{finding}/decision", headers={**ENGLISH, "HX-Request": "true"})
    assert part.status_code == 200
    assert part.text.lstrip().startswith("<")
    assert "<html" not in part.text
    assert "<html" in client.get(f"{finding}/decision", headers=ENGLISH).text


def test_a_judgement_stands_beside_the_machine_s_label(client: TestClient) -> None:
    """Both are shown with who and when; withdrawn, the machine's stands alone again."""
    address, finding = first_finding(client)
    label = re.findall(r'class="badge ([a-z-]+)"', client.get(finding).text)[0]
    said = {"label": "undecided", "seen": "0", "reason": "<b>not sure</b>"}
    judged = client.post(f"{finding}/judgements", data=said, follow_redirects=False)
    assert judged.status_code == 303
    page = client.get(finding, headers=ENGLISH).text
    assert re.findall(r'class="badge ([a-z-]+)"', page)[0] == label
    assert "&lt;b&gt;not sure&lt;/b&gt;" in page
    assert "A person says" in client.get(address, headers=ENGLISH).text
    client.post(f"{finding}/judgements", data={"label": "withdraw", "seen": "1"})
    assert "A person says" not in client.get(address, headers=ENGLISH).text
    assert "withdrawn" in client.get(finding, headers=ENGLISH).text


def test_nobody_overwrites_unseen(client: TestClient) -> None:
    """Who saw an older state is told, and nothing is lost."""
    _, finding = first_finding(client)
    said = {"label": "agree", "seen": "0"}
    assert client.post(f"{finding}/judgements", data=said).status_code == 200
    stale = client.post(f"{finding}/judgements", data={"label": "extra", "seen": "0"})
    assert stale.status_code == 412
    assert client.get(finding).text.count("fnd_") > 0
    garbage = client.post(f"{finding}/judgements", data={"label": "maybe", "seen": "1"})
    assert garbage.status_code == 422
