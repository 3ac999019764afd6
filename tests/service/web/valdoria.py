"""Five texts about a storm in Valdoria, stories made of them, and their pages."""

from datetime import UTC, datetime
from html import unescape

from fastapi.testclient import TestClient

from matching.document import Document

EN = {"Accept-Language": "en"}
ES = {"Accept-Language": "es"}


def _at(day: int) -> datetime:
    return datetime(2031, 5, day, 9, tzinfo=UTC)


MINISTRY = Document(
    "The ministry says that 12 ships sank in Valdoria on 13 May 2031. "
    "The harbour of Valdoria stays closed until further notice.",
    "Ministry",
    "en",
    _at(13),
)
HERALD = Document(
    "The storm sank 12 ships in Valdoria on 13 May 2031. Two sailors were hurt. "
    'The ministry said: "The harbour of Valdoria stays open until further notice."',
    "Herald",
    "en",
    _at(14),
    "Storm in Valdoria",
)
WIRE = Document("The storm sank 19 ships in Valdoria on 13 May 2031.", "Wire", "en", _at(15))
FIRST = Document("The mayor of Valdoria said that 3 people died.", "City", "en", _at(14))
LATER = Document("The mayor of Valdoria said that 5 people died.", "City", "en", _at(16))
DOCUMENTS = (MINISTRY, HERALD, WIRE, FIRST, LATER)


def made(client: TestClient, title: str, *documents: Document) -> str:
    """Make a story by its form; return its address."""
    ids = [document.document_id for document in documents]
    data = {"title": title, "document": ids}
    answer = client.post("/stories", data=data, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def page(client: TestClient, address: str, **headers: str) -> str:
    """Return a page in English, its references resolved."""
    answer = client.get(address, headers={**EN, **headers})
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)
