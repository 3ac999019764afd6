"""Feeds: which entries are documents, which are addresses, and what is refused."""

import pytest

from service.config import Settings
from service.errors import InputError
from service.intake.feed import FEED_PART, MOST_ENTRIES
from service.intake.item import Fault, Item, Linked
from service.intake.raw import Corrections, Raw
from service.intake.read import read_raw

BODY = " ".join(f"El puente número {number} de Robledar cerró ayer." for number in range(12))
LONG = f"&lt;p&gt;{BODY}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;"


def rss(*items: str, head: str = "<title>El Diario</title><language>es-pe</language>") -> str:
    """Return an RSS feed."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"{head}{''.join(items)}</channel></rss>"
    )


FULL = (
    "<item><title>Puente &amp;amp; río</title><link>https://diario.example/a?utm_source=rss</link>"
    f"<pubDate>Thu, 30 Oct 2025 21:05:00 -0500</pubDate><content:encoded>{LONG}</content:encoded>"
    "</item>"
)
TEASER = (
    "<item><title>Otra</title><link>https://diario.example/b</link>"
    "<description>El puente cerró...</description></item>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Gazette</title>'
    '<entry><title type="html">A &amp;lt;b&amp;gt;bridge&amp;lt;/b&amp;gt;</title><id>tag:x,1</id>'
    '<link href="/a"/><updated>2025-10-30T10:00:00-05:00</updated>'
    f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p>'
    "<p>Fin.</p></div></content></entry></feed>"
)


def read(text: str | bytes, **given: str) -> list[Item | Linked | Fault]:
    """Return what a feed at an address holds."""
    data = text.encode() if isinstance(text, str) else text
    raw = Raw(
        data, "feed", "diario.example", ".xml", url="https://diario.example/rss",
        given=Corrections(**given),
    )  # fmt: skip
    return list(read_raw(raw, Settings()))


def test_an_entry_with_its_content_is_a_document() -> None:
    """Its words without markup or script, its own time and zone; its page is the feed's."""
    [item] = read(rss(FULL))
    assert isinstance(item, Item)
    assert item.document.text == BODY
    assert (item.document.source, item.document.language) == ("El Diario", "es-pe")
    assert item.document.title == "Puente & río"
    assert item.document.published_at is not None
    assert item.document.published_at.isoformat() == "2025-10-30T21:05:00-05:00"
    assert item.url == f"https://diario.example/a{FEED_PART}"
    assert item.publisher.feed == "https://diario.example/rss"


def test_a_teaser_is_the_address_of_its_page() -> None:
    """What ends in dots is not what was published."""
    [linked] = read(rss(TEASER))
    assert linked == Linked("https://diario.example/b", "Otra", None, "es-pe")


def test_an_atom_feed_is_read_alike() -> None:
    """Relative addresses are of the feed's own."""
    [item] = read(ATOM)
    assert isinstance(item, Item)
    assert item.document.text == f"{BODY}\n\nFin."
    assert (item.document.source, item.document.language) == ("Gazette", "en")
    assert item.url == f"https://diario.example/a{FEED_PART}"


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "utf-8"])
def test_the_declared_character_set_counts(encoding: str) -> None:
    """Also UTF-16, where its declaration cannot even be read without knowing it."""
    text = rss(FULL).replace('encoding="UTF-8"', f'encoding="{encoding}"')
    [item] = read(text.encode(encoding))
    assert isinstance(item, Item)
    assert "número 3 de Robledar cerró" in item.document.text


def test_entries_of_no_use_are_told() -> None:
    """Neither text nor address; a link that runs something is none; the others are read."""
    empty = "<item><title>x</title></item>"
    hostile = "<item><link>javascript:alert(1)</link><description>Corto.</description></item>"
    found = read(rss(empty, FULL, hostile))
    assert isinstance(found[0], Fault)
    assert "entry 1" in found[0].reason
    assert isinstance(found[2], Item)
    assert (found[2].document.text, found[2].url) == ("Corto.", None)


def test_a_feed_without_end_is_cut() -> None:
    """What was left out is told."""
    found = read(rss(*[TEASER] * (MOST_ENTRIES + 5)))
    assert len(found) == MOST_ENTRIES + 1
    assert isinstance(found[-1], Fault)
    assert "5 entries" in found[-1].reason


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss>&l9;</rss>',
            "entities",
        ),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "entities"),
        ('<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd"><rss><channel/></rss>', "without entries"),
        ("<rss", "neither a feed|damaged|without"),
        ("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "neither a feed"),
        ("<rss><channel><title>x</title></channel></rss>", "without entries"),
        ("<rss>" + "<a>" * 5_000, "without entries|damaged|cannot be read"),
    ],
)
def test_a_hostile_feed_is_refused(text: str, fault: str) -> None:
    """Entities that unfold or lead elsewhere, other XML, nothing at all."""
    with pytest.raises(InputError, match=fault):
        read(text)


def test_an_entity_hidden_in_utf_16_is_refused_too() -> None:
    """What is checked is the text that is parsed."""
    text = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x "y">]><rss>&x;</rss>'
    with pytest.raises(InputError, match="entities"):
        read(text.encode("utf-16"))


def test_a_damaged_feed_is_read_as_far_as_it_goes() -> None:
    """A stray sign spoils the XML, not the entries."""
    found = read(rss(FULL).replace("</channel>", "& <b></channel>"))
    assert isinstance(found[0], Item)
