"""Search: claims by words and by meaning, filtered, safe whatever is asked."""

import re

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from service.store.claim_words import search_words

EN = {"Accept-Language": "en"}
LEFT = "El ministro Bruno Salas dijo que 12 trenes llegaron tarde el lunes en Córdoba."
RIGHT = "Minister Bruno Salas said that 15 trains were late on Monday in Córdoba."


@pytest.fixture
def stored(client: TestClient) -> TestClient:
    """A client of a store with two documents."""
    sides = {
        "left-text": LEFT,
        "left-source": "Ministerio",
        "left-published_at": "2026-04-20T10:00",
        "right-text": RIGHT,
        "right-source": "Herald",
        "right-published_at": "2026-05-02T10:00",
    }
    assert client.post("/compare", data=sides).status_code == 200
    return client


def found(client: TestClient, **asked: str) -> list[str]:
    """Return the words of the claims that a search finds, in order."""
    page = client.get("/search", params=asked, headers=EN)
    assert page.status_code == 200, page.text
    return re.findall(r'#at-\d+">([^<]+)</a></blockquote>', page.text)


@pytest.mark.parametrize(
    ("asked", "sources"),
    [
        ({"q": "trenes"}, ["es"]),
        ({"q": "TREN"}, ["es"]),
        ({"q": "cordoba"}, ["en", "es"]),
        ({"q": "Córdoba salas"}, ["en", "es"]),
        ({"q": "renes"}, []),
        ({"q": "trenes trains"}, []),
        ({"q": "cordoba", "language": "es"}, ["es"]),
        ({"q": "cordoba", "since": "2026-05-01"}, ["en"]),
        ({"q": "cordoba", "until": "2026-05-01"}, ["es"]),
        ({"q": "cordoba", "since": "2026-05-02", "until": "2026-05-02"}, ["en"]),
        ({"q": "cordoba", "source": "src_" + "0" * 20}, []),
    ],
)
def test_words_are_found(stored: TestClient, asked: dict[str, str], sources: list[str]) -> None:
    """By their beginnings, case and accents aside; all of them; the latest document first."""
    texts = {"es": "trenes", "en": "trains"}
    claims = found(stored, **asked)
    assert len(claims) == len(sources)
    assert all(texts[one] in claim for one, claim in zip(sources, claims, strict=True))


def test_meaning_is_found_and_the_question_is_not_stored(stored: TestClient) -> None:
    """The most alike first, with its similarity; both languages are looked at."""
    question = "12 trenes llegaron tarde el lunes"
    claims = found(stored, q=question, by="meaning")
    assert "trenes" in claims[0]
    assert found(stored, q=question, by="meaning", language="en") == claims[1:]
    again = stored.get("/search", params={"q": question, "by": "meaning"}, headers=EN).text
    assert re.search(r"similarity [01]\.\d\d", again)
    assert found(stored, q=question, by="meaning") == claims


@pytest.mark.parametrize("by", ["words", "meaning"])
@pytest.mark.parametrize(
    "q",
    [
        "",
        " ",
        "%",
        "_",
        "'",
        '" OR 1=1 --',
        "*",
        "NEAR(",
        "\0",
        "…",
        "<script>",
        "\u202e",
        "x" * 9999,
    ],
)
def test_whatever_is_asked_is_answered(stored: TestClient, q: str, by: str) -> None:
    """No sign means anything but itself, and nothing comes back as markup."""
    page = stored.get("/search", params={"q": q, "by": by})
    assert page.status_code == 200
    assert "<script>" not in page.text.replace('<script src="', "")


@pytest.mark.parametrize("query", ["by=x", "source=x", "language=<", "since=x", "page=0", "page=x"])
def test_filters_that_make_no_sense_are_refused(client: TestClient, query: str) -> None:
    """In a page that says where."""
    assert client.get(f"/search?q=a&{query}").status_code == 422


def test_fields_left_empty_filter_nothing(stored: TestClient) -> None:
    """A form sends them all."""
    empty = dict.fromkeys(("source", "language", "since", "until"), "")
    assert len(found(stored, q="cordoba", **empty)) == 2


@given(text=st.text(max_size=60))
def test_words_are_their_own_words(text: str) -> None:
    """Folded once or twice, they are the same; none is empty, none stands twice."""
    words = search_words(text)
    assert len(set(words)) == len(words)
    assert all(words)
    assert search_words(" ".join(words)) == words
