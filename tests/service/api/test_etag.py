"""Entity tags as RFC 9110 has them."""

from collections.abc import Iterator

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from service.api import etag, problems
from service.api.etag import TagsDep, tag_of

router = APIRouter()


@router.get("/fixed")
def get_fixed(tags: TagsDep) -> str:
    """Return something that never changes."""
    tags.immutable("doc_1")
    return "fixed"


@router.get("/changing")
def get_changing(tags: TagsDep) -> str:
    """Return version 3 of something."""
    tags.version("find_1", 3)
    return "changing"


@router.put("/changing")
def put_changing(tags: TagsDep) -> str:
    """Change version 3."""
    tags.require("find_1", 3)
    tags.made("find_1", 4)
    return "changed"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """A client of two things."""
    app = FastAPI()
    problems.install(app)
    etag.install(app)
    app.include_router(router)
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found


@pytest.mark.parametrize("path", ["/fixed", "/changing"])
@pytest.mark.parametrize(
    "condition", ["{tag}", "W/{tag}", '"other", {tag}', "*", '"x" ,{tag} , W/"y"', "{gzipped}"]
)
def test_what_the_caller_has_is_not_sent_again(
    client: TestClient, path: str, condition: str
) -> None:
    """304 without a body, with the tag and how long it may be kept."""
    first = client.get(path)
    tag = first.headers["ETag"]
    given = condition.format(tag=tag, gzipped=tag[:-1] + '-gzip"')
    again = client.get(path, headers={"If-None-Match": given})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == (given if "-gzip" in given else tag)
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


@pytest.mark.parametrize("condition", ['"other"', "nonsense", '"', 'w/"a"', ""])
def test_what_the_caller_does_not_have_is_sent(client: TestClient, condition: str) -> None:
    """Nonsense is no tag."""
    answer = client.get("/fixed", headers={"If-None-Match": condition})
    assert (answer.status_code, answer.json()) == (200, "fixed")
    assert "private" in answer.headers["Cache-Control"]


def test_another_query_has_another_tag(client: TestClient) -> None:
    """It shows other bytes."""
    assert client.get("/fixed?a=1").headers["ETag"] != client.get("/fixed").headers["ETag"]


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ("{tag}", 200),
        ('"x", {tag}', 200),
        ("*", 200),
        ("W/{tag}", 412),  # a weak tag never suffices to write
        ('"x"', 412),
        ('"x", "y"', 412),
        ("", 412),
        ("nonsense", 422),
        ('"x" "y"', 422),
    ],
)
def test_a_write_names_the_version_it_follows(
    client: TestClient, condition: str, status: int
) -> None:
    """Nobody overwrites what they have not seen."""
    tag = client.get("/changing").headers["ETag"]
    answer = client.put("/changing", headers={"If-Match": condition.format(tag=tag)})
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["ETag"] == tag_of("find_1", 4)


def test_a_write_without_a_version_is_refused(client: TestClient) -> None:
    """428 says what to send."""
    answer = client.put("/changing")
    assert answer.status_code == 428
    assert "If-Match" in answer.json()["detail"]


def test_different_parts_have_different_tags() -> None:
    """Joining them does not make them equal."""
    assert len({tag_of("a", "b"), tag_of("ab"), tag_of("a", 1), tag_of("a1")}) == 4
