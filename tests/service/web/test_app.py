"""The API and the pages behind one address: each answers for its own paths."""

import pytest
from fastapi.testclient import TestClient

from service.api.problems import MEDIA_TYPE, Problem


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/nowhere", "/v1/comparisons/x/y/z"])
def test_what_the_api_lacks_it_tells_itself(client: TestClient, path: str) -> None:
    """A program gets a problem that says where to look, never a page."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, MEDIA_TYPE)
    assert "/openapi.json" in Problem.model_validate_json(answer.content).detail


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/v1/comparisons", "GET, POST"),
        ("POST", "/v1/comparisons/cmp_00000000000000000000", "GET"),
    ],
)
def test_a_method_that_the_api_does_not_take(
    client: TestClient, method: str, path: str, allowed: str
) -> None:
    """405 with all methods of the address (RFC 9110, 15.5.6), though each is a route's own."""
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, MEDIA_TYPE)
    assert answer.headers["Allow"] == allowed


def test_another_address_is_a_page(client: TestClient) -> None:
    """A person gets words in their language."""
    answer = client.get("/v2/nowhere", headers={"Accept-Language": "es"})
    assert answer.status_code == 404
    assert '<html lang="es">' in answer.text
