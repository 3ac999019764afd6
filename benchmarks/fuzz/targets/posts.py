"""JSON: a text with its origin, or posts as X's API gives them, with threads and edits."""

import json

from benchmarks.fuzz.held import parsed
from benchmarks.fuzz.seeds import PROSE, WORDS
from benchmarks.fuzz.target import Target
from service.intake.item import Item

_POST = {
    "id": "1921000000000000001",
    "text": f"{PROSE[5][:60]} &amp; https://t.co/x1",
    "author_id": "17",
    "conversation_id": "1921000000000000001",
    "created_at": "2027-05-04T06:30:00Z",
    "lang": "es",
    "edit_history_tweet_ids": ["1921000000000000001"],
    "entities": {"urls": [{"url": "https://t.co/x1", "expanded_url": "https://example.org/1"}]},
}
_REPLY = _POST | {
    "id": "1921000000000000009",
    "in_reply_to_user_id": "17",
    "referenced_tweets": [{"type": "replied_to", "id": "1921000000000000001"}],
    "edit_history_tweet_ids": ["1921000000000000007", "1921000000000000009"],
    "note_tweet": {"text": PROSE[1]},
}
_USERS = {"users": [{"id": "17", "name": "Ana Quiroga", "username": "aquiroga"}]}
_VALUES: tuple[object, ...] = (
    {"data": _POST, "includes": _USERS},
    {"data": [_POST, _REPLY], "includes": _USERS | {"tweets": [_POST]}},
    {"text": PROSE[0], "source": "La Gaceta", "published_at": "2027-05-04", "title": "Puerto"},
    {"text": PROSE[2], "time_zone": "America/Lima", "published_at": "2027-05-04T06:30:00"},
    {
        "text": "Hoy.",
        "url": "https://example.org/1",
        "publisher": {"kind": "wire", "country": "PE"},
    },
)


def read(data: bytes) -> None:
    """Read *data* as a .json file: a shortened address stands where its link says."""
    for each in parsed(data, ".json"):
        for link in each.links if isinstance(each, Item) else ():
            assert isinstance(each, Item)
            assert each.document.text[link.start : link.end] in data.decode("utf-8", "replace") or (
                b"\\" in data or b"&" in data
            ), "a link at words that were not given"


def _seeds() -> list[bytes]:
    return [json.dumps(value, ensure_ascii=False).encode() for value in _VALUES]


_KEYS = [f'"{key}": ' for key in {**_POST, **_REPLY}]
_SIGNS = ("\\u0000", "\\ud83d", "1e999", "-1", "null", "true", "{}", "[]", '"data"', '"includes"')
TARGET = Target(read, _seeds, [*_KEYS, *_SIGNS, *WORDS])
