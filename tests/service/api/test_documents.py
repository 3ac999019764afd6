"""Documents over HTTP: their texts exactly, their lists, and what was read in them."""

from fastapi.testclient import TestClient

from tests.service.api.asking import LEFT, RIGHT, compared, text_side, walked


def test_a_document_comes_back_exactly(client: TestClient) -> None:
    """Its text is what was sent, code point for code point; it is never sent twice."""
    text = "\ufeffDos líneas\r\n de “texto”\u200b 🇵🇪 e\u0301 \u202eقال\u202c.\n\n"
    left = {**LEFT, "text": text, "title": " Un  título\n"}
    document_id = compared(client, left, RIGHT)["documents"][0]["document_id"]
    answer = client.get(f"/v1/documents/{document_id}")
    found = answer.json()
    assert found["text"] == text
    assert (found["title"], found["source"]) == ("Un título", "Diario A")
    assert found["published_at"] == "2026-05-04T09:30:00-05:00"
    again = client.get(
        f"/v1/documents/{document_id}", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert again.status_code == 304


def test_lists_are_filtered(client: TestClient) -> None:
    """By source, language, time of publication and words; every document once."""
    compared(client)
    third = {**text_side(7, "Diario C"), "language": "pt", "published_at": "2026-06-01"}
    compared(client, LEFT, {**third, "title": "100 % á_la"})
    everything = [*walked(client, "/v1/documents", limit=1)]
    assert sorted(each["source"] for each in everything) == ["Diario A", "Diario B", "Diario C"]
    source_id = {each["source"]: each["source_id"] for each in everything}["Diario B"]
    for params, expected in (
        ({"source_id": source_id}, ["Diario B"]),
        ({"language": "pt"}, ["Diario C"]),
        ({"since": "2026-05-05"}, ["Diario C"]),
        ({"until": "2026-05-05"}, ["Diario A", "Diario B"]),
        (
            {"since": "2026-05-04T14:30:00Z", "until": "2026-05-04T14:30:01Z"},
            ["Diario A", "Diario B"],
        ),
        ({"contains": "250 PERSONAS"}, ["Diario B"]),
        ({"contains": "100 %"}, ["Diario C"]),
        ({"contains": "0_personas"}, []),
        ({"contains": "%"}, ["Diario C"]),
    ):
        found = sorted(each["source"] for each in walked(client, "/v1/documents", **params))
        assert found == expected, params


def test_what_was_read(client: TestClient) -> None:
    """Claims, passages and mentions of a document in its order, page by page."""
    made = compared(client)
    document_id = made["documents"][0]["document_id"]
    place = f"/v1/documents/{document_id}"
    claims = [*walked(client, f"{place}/claims", limit=1)]
    expected = [each for each in made["claims"] if each["side"] == "left"]
    assert [each["claim_id"] for each in claims] == [each["claim_id"] for each in expected]
    for part in ("passages", "mentions"):
        found = [*walked(client, f"{place}/{part}", limit=1)]
        assert found
        assert [each["position"] for each in found] == [*range(len(found))]
        assert found == [*walked(client, f"{place}/{part}")]
    mention = next(walked(client, f"{place}/mentions"))
    assert mention["surface"] == LEFT["text"][mention["start"] : mention["end"]]


def test_the_claims_of_one_reading_to_the_end(client: TestClient) -> None:
    """A walk through a document's claims stays with the reading that it began with."""
    document_id = compared(client)["documents"][0]["document_id"]
    others = iter(range(300, 310))

    def read_again() -> None:
        compared(client, LEFT, text_side(next(others), "Ana María Pérez"))

    place = f"/v1/documents/{document_id}/claims"
    whole = [each["claim_id"] for each in walked(client, place)]
    seen = [each["claim_id"] for each in walked(client, place, between=read_again, limit=1)]
    assert seen == whole


def test_one_claim(client: TestClient) -> None:
    """A claim by its identifier is the one of the comparison, with its document."""
    made = compared(client)
    for expected in made["claims"]:
        found = client.get(f"/v1/claims/{expected['claim_id']}").json()
        assert found.pop("document_id") in {each["document_id"] for each in made["documents"]}
        assert {**found, "side": expected["side"]} == expected


def test_claims_are_filtered(client: TestClient) -> None:
    """By document, source, speaker and words; every claim once."""
    made = compared(client)
    ids = sorted(each["claim_id"] for each in made["claims"])
    assert [each["claim_id"] for each in walked(client, "/v1/claims", limit=2)] == ids
    left = made["documents"][0]["document_id"]
    source_id = client.get(f"/v1/documents/{left}").json()["source_id"]
    speaker = made["claims"][0]["attributed_to"]
    claims = made["claims"]
    on_left = [each for each in claims if each["side"] == "left"]
    for params, expected in (
        ({"document_id": left}, on_left),
        ({"source_id": source_id}, on_left),
        ({"speaker": speaker}, [each for each in claims if each["attributed_to"] == speaker]),
        ({"contains": "HOSPITAL"}, [each for each in claims if "hospital" in each["text"]]),
        ({"contains": "nowhere"}, []),
    ):
        found = [each["claim_id"] for each in walked(client, "/v1/claims", **params)]
        assert found == sorted(each["claim_id"] for each in expected), params
