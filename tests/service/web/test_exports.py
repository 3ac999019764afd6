"""A comparison can be taken away in every form."""

import json

import pytest
from fastapi.testclient import TestClient

from service.exports import FORMATS
from tests.service.web.test_compare import LEFT, RIGHT, sent


@pytest.mark.parametrize("form", FORMATS)
def test_each_form_is_a_file(client: TestClient, form: str) -> None:
    """It has a name, its media type, and the two texts' words."""
    address = sent(client, {"left-text": LEFT, "right-text": RIGHT})
    answer = client.get(f"{address}/export/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[form].media_type
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert "unsafe" not in answer.headers["content-security-policy"]
    if form not in ("pdf", "xlsx", "claimreview"):
        assert "trenes" in answer.text or form == "prov"


def test_a_verdict_goes_with_the_export(client: TestClient) -> None:
    """What a person decided over the API stands in the review export, and nowhere else did."""
    address = sent(client, {"left-text": LEFT, "right-text": RIGHT})
    before = json.loads(client.get(f"{address}/export/claimreview").content)
    assert before["@graph"] == []
    api = f"/v1{address}"
    finding = client.get(api).json()["findings"][0]
    place = f"{api}/findings/{finding['finding_id']}/judgements"
    tag = client.get(place).headers["etag"]
    judged = client.post(
        place, json={"label": "conflict", "reason": "12 / 15"}, headers={"If-Match": tag}
    )
    assert judged.status_code == 201
    reviews = json.loads(client.get(f"{address}/export/claimreview").content)["@graph"]
    assert len(reviews) == len(finding["left"]) + len(finding["right"])


def test_an_unknown_form_or_comparison_is_not_there(client: TestClient) -> None:
    """Both say so."""
    address = sent(client, {"left-text": LEFT, "right-text": RIGHT})
    assert client.get(f"{address}/export/docx").status_code == 404
    assert client.get("/comparisons/cmp_00000000000000000000/export/csv").status_code == 404
