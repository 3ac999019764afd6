"""JSON that is none or too much, posts of X that are none, and lines of all of that."""

# ruff: noqa: E501 - a row of a table is one attack

import json
from collections.abc import Iterator
from typing import Any

from tests.service.intake.attacks.kinds import MOST_BYTES, Attack, Refused, Safe, Text, Upload

_TEXT = "El puente cerró el lunes en Robledar."
_ID = "1850000000000000001"

_SAID: dict[str, tuple[dict[str, Any], Refused | Safe]] = {
    "a source with line ends": ({"source": "A\r\n\x1b[31mB\x85"}, Safe(text=_TEXT, must=True)),
    "a source without end": ({"source": "A" * 100_000}, Safe(text=_TEXT, must=True)),
    "a source of nothing": ({"source": " \u200b\n"}, Safe(text=_TEXT)),
    "a source turned round": ({"source": "A\u202eB"}, Safe(text=_TEXT, must=True)),
    "a source of half a character": ({"source": "A\ud800"}, Safe(text=_TEXT)),
    "a source that is a list": ({"source": ["A"]}, Refused("source")),
    "a title of markup": ({"title": "<b>A</b>\n"}, Safe(text=_TEXT, is_markup=False)),
    "a title that is a number": ({"title": 3}, Refused("title")),
    "a language of markup": ({"language": "<script>"}, Refused("language")),
    "a language without end": ({"language": "es" + "-a1" * 100}, Refused("language")),
    "a language with a line end": ({"language": "es\n"}, Safe(text=_TEXT)),
    "a time in words": ({"published_at": "ayer"}, Refused("published_at")),
    "no such day": ({"published_at": "2026-02-30"}, Refused("published_at")),
    "the first moment": ({"published_at": "0001-01-01T00:00:00+14:00"}, Refused("published_at")),
    "the last moment": ({"published_at": "9999-12-31T23:59:59-14:00"}, Refused("published_at")),
    "a time that is a number": ({"published_at": 1e400}, Refused()),
    "a zone that is a path": ({"time_zone": "../../../etc/passwd"}, Refused("zone")),
    "a zone that is a whole path": ({"time_zone": "/etc/localtime"}, Refused("zone")),
    "a zone with a NUL": ({"time_zone": "America/Lima\0"}, Refused("zone")),
    "a zone without end": ({"time_zone": "A" * 100_000}, Refused("zone")),
    "a page that runs": ({"url": "javascript:alert(1)"}, Refused("no web address")),
    "a page that is a file": ({"url": "file:///etc/passwd"}, Refused("no web address")),
    "a page with a user": ({"url": "http://ana:b@example.org/"}, Refused("no web address")),
    "a page without end": ({"url": "http://example.org/" + "a" * 9_000}, Refused("too long")),
    "a page that is a list": ({"url": ["http://example.org/"]}, Refused("url")),
    "a publisher that is a word": ({"publisher": "A"}, Refused("publisher")),
    "a feed that is a file": ({"publisher": {"feed": "file:///x"}}, Refused("no web address")),
    "fields that nobody knows": ({"__proto__": {"a": 1}, "$where": "1"}, Safe(text=_TEXT, must=True)),
}  # fmt: skip

_RAW = {
    "nothing": b"{}",
    "a list": b'[{"text": "a"}]',
    "a word": b'"text"',
    "half of it": b'{"text": "a',
    "deep lists": b'{"text": ' + b"[" * 100_000,
    "deep objects": b'{"a":' * 20_000,
    "an endless number": b'{"text": "words", "n": ' + b"9" * 100_000 + b"}",
    "a number of no size": b'{"text": 1e999}',
    "a text that is null": b'{"text": null}',
    "half a character": b'{"text": "words \\ud800 words"}',
    "halves the wrong way round": b'{"text": "words \\udc00\\ud800 words"}',
    "words after the end": b'{"text": "words"} {"text": "more"}',
    "a comment": b'{"text": "words" /* more */}',
    "single quotes": b"{'text': 'words'}",
    "nothing but white space in it": b'{"text": " \\n\\t "}',
    "not UTF-8": b'{"text": "\xff\xfe\xc3("}',
}

_POSTS: dict[str, Any] = {
    "no posts": {"data": []},
    "posts that are words": {"data": ["a", "b"]},
    "an id that is a number": {"data": [{"id": 1850000000000000001, "text": "a"}]},
    "an id below nothing": {"data": [{"id": "-1", "text": "a"}]},
    "an id that is a path": {"data": [{"id": "../../1", "text": "a"}]},
    "an id without end": {"data": [{"id": "9" * 5_000, "text": "a"}]},
    "an id in other digits": {"data": [{"id": "１２３", "text": "a"}]},
    "a text that is a list": {"data": [{"id": _ID, "text": ["a"]}]},
    "a text of nothing": {"data": [{"id": _ID, "text": ""}]},
    "half a character": {"data": [{"id": _ID, "text": "a \ud800"}]},
    "a repost": {
        "data": [{"id": _ID, "text": "RT @a: b", "referenced_tweets": [{"type": "retweeted", "id": "1"}]}]
    },
    "a repost of no id": {
        "data": [{"id": _ID, "text": "a", "referenced_tweets": [{"type": "retweeted", "id": 1}]}]
    },
    "a note that is a word": {"data": [{"id": _ID, "text": "a", "note_tweet": "b"}]},
    "edits that are words": {"data": [{"id": _ID, "text": "a", "edit_history_tweet_ids": ["x"]}]},
    "a moment without a zone": {"data": [{"id": _ID, "text": "a", "created_at": "2026-01-01T00:00:00"}]},
    "a language that is none": {"data": [{"id": _ID, "text": "a", "lang": "<script>"}]},
}  # fmt: skip


def _post(**more: Any) -> dict[str, Any]:
    return {"id": _ID, "text": _TEXT, "author_id": "7", **more}


def _by(**user: Any) -> dict[str, Any]:
    return {
        "data": _post(),
        "includes": {"users": [{"id": "7", "name": "A", "username": "a", **user}]},
    }


_SAFE_POSTS: dict[str, Any] = {
    "a name of markup": _by(name="<b>A</b>\n\x1b[31m"),
    "a name of another": _by(name="Ministry (@ministry)"),
    "a handle that is a path": _by(username="../../etc"),
    "a name that is a list": _by(name=["A"]),
    "users that are a word": {"data": _post(), "includes": {"users": "A"}},
    "includes that are a list": {"data": _post(), "includes": [1]},
    "links that run": {
        "data": _post(entities={"urls": [{"url": "puente", "expanded_url": "javascript:alert(1)"}]})
    },
    "a link to each letter": {
        "data": _post(entities={"urls": [{"url": "", "expanded_url": "http://a.example/"}]})
    },
    "a post that answers itself": {
        "data": _post(conversation_id=_ID, in_reply_to_user_id="7",
                      referenced_tweets=[{"type": "replied_to", "id": _ID}])
    },
    "an edit of itself": {"data": _post(edit_history_tweet_ids=[_ID, _ID])},
}  # fmt: skip

_CIRCLE = {
    "data": [
        {"id": str(n + 1), "text": "Uno dos.", "author_id": "7", "conversation_id": "1",
         "referenced_tweets": [{"type": "replied_to", "id": str((n + 1) % 50 + 1)}]}
        for n in range(50)
    ]
}  # fmt: skip

_EMBEDDED = {
    "of nothing": "",
    "of another site": '<blockquote class="twitter-tweet"><p>a</p><a href="https://evil.example/a/status/1">x</a></blockquote>',
    "of a script": "<script>alert(1)</script>",
    "without a post": "<blockquote><a href='https://x.com/a/status/1'>x</a></blockquote>",
    "of deep markup": "<blockquote><p>" * 3_000,
    "with an id without end": '<blockquote><p>a</p><a href="https://x.com/a/status/' + "9" * 99 + '">x</a></blockquote>',
    "with a handle of markup": '<blockquote><p>a</p><a href="https://x.com/&lt;b&gt;/status/1">x</a></blockquote>',
}  # fmt: skip
_RUNS = (
    '<blockquote class="twitter-tweet"><p>El puente cerró.<img src=x onerror=alert(1)>'
    '<script>alert(1)</script><a href="javascript:alert(1)">aquí</a></p>&mdash; A (@a) '
    f'<a href="https://x.com/a/status/{_ID}">x</a></blockquote><script src=//evil.example></script>'
)


def attacks() -> Iterator[Attack]:
    """Yield them."""
    for name, (said, end) in _SAID.items():
        yield _json("JSON with", name, {"text": _TEXT, **said}, end)
    for name, data in _RAW.items():
        yield Attack("JSON of", name, Upload(data, "a.json", "application/json"), Refused())
    for name, value in _POSTS.items():
        yield _json("posts with", name, value, Refused())
    for name, value in _SAFE_POSTS.items():
        yield _json("post with", name, value, Safe(text=_TEXT, must=True))
    yield _json("posts with", "answers in a circle", _CIRCLE, Safe(has=("Uno dos.",)))
    for name, html in _EMBEDDED.items():
        yield _json("embedded post", name, {"type": "rich", "html": html}, Refused())
    yield _json("embedded post", "that runs", {"html": _RUNS}, Safe(has=("El puente",), must=True))
    lines = b"".join(data.replace(b"\n", b" ")[:2_000] + b"\n" for data in _RAW.values())
    good = json.dumps({"text": _TEXT}).encode() + b"\n"
    whole = Safe(text=_TEXT, must=True)
    yield Attack("lines", "none of any use", Upload(lines, "a.jsonl"), Refused())
    yield Attack("lines", "one of use among them", Upload(lines + good + lines, "a.jsonl"), whole)
    yield Attack("lines", "without end", Upload(b"\n" * 200_000 + good, "a.jsonl"), whole)
    yield Attack("lines", "of nothing", Upload(b"\n \n\r\n", "a.jsonl"), Refused("empty"))
    yield from _texts()


def _texts() -> Iterator[Attack]:
    markup = "<script>alert(1)</script> El puente cerró el lunes."
    kept = Safe(text=markup, must=True, is_markup=False)
    yield Attack("text", "with markup, kept as text", Text(markup), kept)
    odd = "El \x1b[31m puente \u202ecerró\u202c \u200b ayer\r\n\r\n🇵🇪 e\u0301."
    yield Attack("text", "with odd characters, kept", Text(odd), Safe(text=odd, must=True))
    for name, text in (
        ("of nothing", ""),
        ("of white space", " \n\t\u3000"),
        ("of signs", "\u200b — … !" * 100),
        ("of half a character", "El puente \ud800 cerró."),
    ):
        yield Attack("text", name, Text(text), Refused("empty|half a character"))
    yield Attack("text", "too long", Text("a " * MOST_BYTES), Refused("larger"))
    for name, piece in (
        ("brackets", "("), ("quotes", '"'), ("dashes", "- "), ("handles", "@a "), ("digits", "1"),
        ("dates", "1 de "), ("line ends", "a\n"), ("spaces", " "), ("datelines", "QUITO, Aug 19 ("),
        ("signatures", "— A (@a) October 30, 2025\n"), ("colons", "a: "), ("dots", "a. "),
    ):  # fmt: skip
        text = piece * (60_000 // len(piece)) + " El puente cerró."
        yield Attack("text", f"of {name} without end", Text(text), Safe(text=text, must=True))
    for key, word in (("language", "es\x00"), ("time_zone", "../x"), ("published_at", "x" * 9_000)):
        yield Attack("text", f"with a bad {key}", Text(_TEXT, {key: word}), Refused())


def _json(group: str, name: str, value: Any, end: Refused | Safe) -> Attack:
    data = json.dumps(value).encode()
    return Attack(group, name, Upload(data, "a.json", "application/json"), end)
