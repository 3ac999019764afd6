"""Posts of X: API answers of version 2, and oEmbed."""

import json
import re
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

from service.config import Settings
from service.errors import InputError
from service.intake.item import Fault, Item
from service.intake.jsonfile import items_of_value
from service.intake.posts import moment_of
from service.intake.raw import Corrections, Raw
from service.intake.read import read_raw

ROOT, SECOND, THIRD = "1850000000000000001", "1850000000000000107", "1850000000000000203"
USERS = [{"id": "7", "name": "Presidencia\n del Perú", "username": "presidenciaperu"}]


def post(number: str, text: str, **more: Any) -> dict[str, Any]:
    """Return a post of the account 7."""
    return {"id": number, "text": text, "author_id": "7", "conversation_id": ROOT, **more}


def answered(number: str, text: str, to: str, **more: Any) -> dict[str, Any]:
    """Return a post in which the account answers itself."""
    reply = [{"type": "replied_to", "id": to}]
    return post(number, text, in_reply_to_user_id="7", referenced_tweets=reply, **more)


def read(value: object, **given: str) -> list[Any]:
    """Return what a JSON file with *value* holds."""
    data = json.dumps(value).encode()
    raw = Raw(data, "posts.json", "posts", ".json", given=Corrections(**given))
    return list(read_raw(raw, Settings()))


def texts(value: object) -> list[str]:
    """Return the texts in *value*, faults left out."""
    return [each.document.text for each in read(value) if isinstance(each, Item)]


def test_a_post_is_a_document() -> None:
    """Its account is the source, the handle with it: names can be taken by anybody."""
    value = {
        "data": post(
            ROOT, "Uno &amp; dos &lt;3 &amp;lt;", lang="es", created_at="2024-10-26T02:22:25Z"
        ),
        "includes": {"users": USERS},
    }
    [item] = read(value)
    assert item.document.text == "Uno & dos <3 &lt;"
    assert item.document.source == "Presidencia del Perú (@presidenciaperu)"
    assert (item.document.language, item.document.title) == ("es", None)
    assert item.document.published_at == datetime(2024, 10, 26, 2, 22, 25, tzinfo=UTC)
    assert item.url == f"https://x.com/presidenciaperu/status/{ROOT}"
    assert (item.publisher.kind, item.publisher.handle) == ("account", "@presidenciaperu")


def test_the_whole_of_a_long_post_is_read() -> None:
    """`text` ends in "…" where the post goes on."""
    long = post(ROOT, "Los ministros…", note_tweet={"text": "Los ministros acordaron el plan."})
    assert texts({"data": [long]}) == ["Los ministros acordaron el plan."]


def test_shortened_addresses_stay_in_the_text() -> None:
    """Where they lead is told beside it, with the places in the stored text."""
    urls = [
        {
            "url": "https://t.co/a",
            "expanded_url": "https://diario.example/n?utm_source=x",
            "start": 99,
        },
        {"url": "https://t.co/b", "expanded_url": "javascript:alert(1)"},
        {"url": "https://t.co/c"},
    ]
    text = "😀 Nota: https://t.co/a &amp; https://t.co/b, otra vez https://t.co/a"
    [item] = read({"data": [post(ROOT, text, entities={"urls": urls})]})
    stored = item.document.text
    assert stored == text.replace("&amp;", "&")
    assert [link.url for link in item.links] == ["https://diario.example/n"] * 2
    assert {stored[link.start : link.end] for link in item.links} == {"https://t.co/a"}


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_thread_is_one_document_whatever_its_order(order: tuple[int, ...]) -> None:
    """The account's own posts in order of time; its answer to somebody else is not of it."""
    posts = [
        post(ROOT, "Uno."),
        answered(SECOND, "Dos.", ROOT),
        answered(THIRD, "Tres.", SECOND),
        post("1850000000000000999", "@ana gracias", in_reply_to_user_id="8"),
    ]
    found = texts({"data": [posts[at] for at in order]})
    assert sorted(found) == ["@ana gracias", "Uno.\n\nDos.\n\nTres."]


def test_a_thread_takes_in_what_an_answer_brings_along() -> None:
    """The first post may come under `includes`; a stranger's post there is no part."""
    stranger = {**post("1849999999999999999", "Otro"), "author_id": "8"}
    value = {
        "data": [answered(SECOND, "Dos.", ROOT)],
        "includes": {"tweets": [post(ROOT, "Uno."), stranger]},
    }
    assert texts(value) == ["Uno.\n\nDos."]


def test_a_thread_whose_first_post_is_missing_is_still_one() -> None:
    """It begins with the earliest that is there."""
    value = {"data": [answered(THIRD, "Tres.", "99"), answered(SECOND, "Dos.", "98")]}
    [item] = read(value)
    assert item.document.text == "Dos.\n\nTres."
    assert item.url == f"https://x.com/i/status/{SECOND}"


def test_an_edit_is_a_later_text_of_the_same_page() -> None:
    """All versions name the first one; the page is its address."""
    history = [ROOT, SECOND]
    value = {
        "data": [
            post(SECOND, "Murieron 45.", edit_history_tweet_ids=history),
            post(ROOT, "Murieron 42.", edit_history_tweet_ids=history),
        ]
    }
    first, second = read(value)
    assert [first.document.text, second.document.text] == ["Murieron 42.", "Murieron 45."]
    assert first.url == second.url == f"https://x.com/i/status/{ROOT}"
    assert first.order < second.order


def test_an_edit_inside_a_thread_is_a_later_text_of_the_thread() -> None:
    """The other posts stay as they were."""
    history = [SECOND, THIRD]
    value = {
        "data": [
            post(ROOT, "Uno."),
            answered(SECOND, "Dos.", ROOT, edit_history_tweet_ids=history),
            answered(THIRD, "Dos y medio.", ROOT, edit_history_tweet_ids=history),
        ]
    }
    assert texts(value) == ["Uno.\n\nDos.", "Uno.\n\nDos y medio."]


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ({"id": 1850000000000000001, "text": "a"}, "id"),
        ({"id": "12a", "text": "a"}, "id"),
        ({"id": "1", "text": None}, "text"),
        ({"id": "1", "text": "a", "created_at": "2024-10-26T02:22:25"}, "created_at"),
        ({"id": "1", "text": "a \ud800"}, "half a character"),
        ({"id": "1", "text": "a", "lang": "español"}, "language"),
        (
            {
                "id": "1",
                "text": "RT @a: b",
                "referenced_tweets": [{"type": "retweeted", "id": "5"}],
            },
            "repost; give post 5",
        ),
    ],
)
def test_a_post_that_cannot_be_used_does_not_stop_the_others(
    bad: dict[str, Any], fault: str
) -> None:
    """An id that came as a number may have lost its last digits on the way."""
    found = read({"data": [post(ROOT, "Uno."), bad]})
    [reason] = [each.reason for each in found if isinstance(each, Fault)]
    assert fault in reason
    assert [each.document.text for each in found if isinstance(each, Item)] == ["Uno."]


@pytest.mark.parametrize(
    ("number", "moment"),
    [
        ("29700859246", None),
        ("1212092628029698048", "2019-12-31T19:26:16.771000+00:00"),
        ("99999999999999999999", None),
    ],
)
def test_an_id_tells_its_moment(number: str, moment: str | None) -> None:
    """To the millisecond, since the end of 2010."""
    found = moment_of(number)
    assert (found.isoformat() if found else None) == moment


QUOTE = (
    '<blockquote class="twitter-tweet"><p lang="es" dir="ltr">El canciller conversó &amp; acordó.'
    '<br><br>Lea: <a href="https://t.co/x">https://t.co/x</a> <script>alert(1)</script></p>'
    "&mdash; Presidencia (@presidenciaperu) "
    f'<a href="https://twitter.com/presidenciaperu/status/{ROOT}?ref_src=x">October 26, 2024</a>'
    '</blockquote>\n<script async src="https://platform.twitter.com/widgets.js"></script>'
)
OEMBED = {
    "type": "rich",
    "url": f"https://twitter.com/presidenciaperu/status/{ROOT}",
    "author_name": "Presidencia",
    "html": QUOTE,
}


@pytest.mark.parametrize("kind", ["json", "html"])
def test_an_embedded_post_is_the_same_page_as_the_api_s(kind: str) -> None:
    """As the service's JSON, or as a page has it; its words without markup or script."""
    data = (json.dumps(OEMBED) if kind == "json" else QUOTE).encode()
    [item] = read_raw(Raw(data, "a", "a", f".{kind}"), Settings())
    assert isinstance(item, Item)
    assert item.document.text == "El canciller conversó & acordó.\n\nLea: https://t.co/x"
    assert item.document.source == "Presidencia (@presidenciaperu)"
    assert item.document.language == "es"
    assert item.document.published_at == moment_of(ROOT)
    assert item.url == f"https://x.com/presidenciaperu/status/{ROOT}"


@pytest.mark.parametrize("odd", ["&#1;", "\x01", "\x0b", "\x00", "\ufffe"])
def test_what_no_markup_holds_is_a_space_in_it(odd: str) -> None:
    """A parser that refuses it would refuse the post."""
    value = {**OEMBED, "html": QUOTE.replace("conversó", f"conversó{odd} y")}
    (found,) = items_of_value(Raw(b"", "a", "a"), value)
    assert isinstance(found, Item)
    assert re.match(r"El canciller conversó\W+y & acordó\.", found.document.text)


@pytest.mark.parametrize(
    "value",
    [
        {**OEMBED, "html": "<p>no quotation</p>"},
        {**OEMBED, "html": ""},
        {"html": QUOTE.replace("twitter.com", "evil.example")},
        {**OEMBED, "html": "<blockquote>" * 5000},
    ],
)
def test_markup_that_is_no_embedded_post_is_refused(value: dict[str, Any]) -> None:
    """In one sentence."""
    with pytest.raises(InputError, match=r"no embedded post|cannot be read"):
        read(value)


def test_a_person_corrects_a_post() -> None:
    """Source and zone: "today" is the day in Lima."""
    value = {"data": [post(ROOT, "Hoy.", created_at="2024-10-26T02:22:25Z")]}
    [item] = read(value, source="Presidencia", time_zone="America/Lima", language="es")
    assert item.document.source == "Presidencia"
    assert item.document.published_at.isoformat() == "2024-10-25T21:22:25-05:00"
    assert item.publisher.time_zone == "America/Lima"
