"""Sources over HTTP: who publishes, and what is known of them."""

from fastapi.testclient import TestClient

from tests.service.api.asking import compared, walked

FACTS = {
    "kind": "newspaper",
    "handle": "@diario_a",
    "country": "PE",
    "language": "es-PE",
    "time_zone": "America/Lima",
    "feed": "https://diario-a.example/feed.xml",
}


def test_facts_are_kept(client: TestClient) -> None:
    """Facts take the place of those known; what is left out is not known any more."""
    compared(client)
    source = next(walked(client, "/v1/sources"))
    assert source["name"] == "Diario A"
    assert {source[key] for key in FACTS} == {None}
    place = f"/v1/sources/{source['source_id']}"
    described = client.put(place, json=FACTS)
    assert described.json() == {**source, **FACTS}
    assert client.get(place).json() == described.json()
    assert client.put(place, json={"country": "BV"}).json() == {**source, "country": "BV"}


def test_a_new_source(client: TestClient) -> None:
    """A source may be described before it publishes anything; twice is once."""
    answers = [client.post("/v1/sources", json={"name": "Agencia X", **FACTS}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    assert client.get(answers[0].headers["location"]).json() == answers[0].json()
    assert len([*walked(client, "/v1/sources")]) == 1


def test_sources_by_name(client: TestClient) -> None:
    """Every source once, in one order, page by page; some by a part of the name."""
    names = ["agencia", "Agencia X", "Ágora", "قناة", "Diario 100 %", "Zeta", "a_b"]
    for name in names:
        client.post("/v1/sources", json={"name": name})
    seen = [each["name"] for each in walked(client, "/v1/sources", limit=2)]
    assert sorted(seen) == sorted(names)
    assert seen == [each["name"] for each in walked(client, "/v1/sources")]
    for words, expected in (("AGENCIA", ["Agencia X", "agencia"]), ("%", ["Diario 100 %"])):
        found = [each["name"] for each in walked(client, "/v1/sources", name=words)]
        assert sorted(found) == expected


def test_a_source_that_is_not_there(client: TestClient) -> None:
    """Facts of an unknown source are a 404: its name is not known."""
    assert client.put(f"/v1/sources/src_{'0' * 20}", json=FACTS).status_code == 404
