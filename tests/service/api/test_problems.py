"""Errors answer as problems that say what to do and echo nothing."""

from fastapi.testclient import TestClient

from service.api.problems import MEDIA_TYPE, Problem


def test_what_is_not_there(client: TestClient) -> None:
    """An unknown identifier is a 404 with one sentence."""
    answer = client.get(f"/v1/comparisons/cmp_{'0' * 20}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert Problem.model_validate_json(answer.content).detail.startswith("There is no comparison")


def test_what_is_no_identifier(client: TestClient) -> None:
    """What cannot be an identifier is a 422 that says where, and the database is not asked."""
    for name in ("cmp_nothing", "%00", f"doc_{'0' * 20}", f"cmp_{'0' * 20}%0A"):
        answer = client.get(f"/v1/comparisons/{name}")
        assert answer.status_code == 422
        assert Problem.model_validate_json(answer.content).invalid[0].where.startswith("path.")


def test_every_operation_tells_of_problems(client: TestClient) -> None:
    """The OpenAPI document names the problem of each operation, and no other error form."""
    described = client.get("/openapi.json").json()
    for path in described["paths"].values():
        for operation in path.values():
            assert {"4XX", "5XX"} <= operation["responses"].keys()
    assert "HTTPValidationError" not in described["components"]["schemas"]
