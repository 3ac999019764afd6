"""A feed: RSS, Atom, RDF; or other XML, which is refused."""

from benchmarks.fuzz.held import parsed
from benchmarks.fuzz.seeds import PROSE, WORDS
from benchmarks.fuzz.target import Target
from service.intake.feed import MOST_ENTRIES

_LONG = " ".join([PROSE[0]] * 6)
_FEEDS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>La Gaceta</title>'
    "<language>es</language><item><title>Puerto</title><link>https://example.org/1</link>"
    "<pubDate>Tue, 04 May 2027 06:30:00 -0500</pubDate><description>{}</description></item>"
    "<item><link>https://example.org/2</link></item></channel></rss>",
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Agency</title><entry>'
    '<title type="html">Port &lt;b&gt;</title><link href="https://example.org/3"/><updated>'
    '2027-05-04T06:30:00Z</updated><content type="html">&lt;p&gt;{}&lt;/p&gt;</content>'
    "<source><title>Other</title></source></entry></feed>",
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/'
    'rss/1.0/"><item rdf:about="https://example.org/4"><title>X</title><description>{}'
    "</description></item></rdf:RDF>",
)


def read(data: bytes) -> None:
    """Read *data* as a feed: so many entries at most, each a result."""
    assert len(parsed(data, ".xml", url="https://example.org/feed")) <= MOST_ENTRIES


def _seeds() -> list[bytes]:
    return [feed.format(_LONG).encode() for feed in _FEEDS]


_TAGS = ("<item>", "</item>", "<entry>", "<link>", "<pubDate>", "<content:encoded>", "<updated>")
_MORE = ("<!DOCTYPE", "<!ENTITY", "<![CDATA[", "]]>", "&amp;", "&#0;", 'xml:base="', 'type="xhtml"')
TARGET = Target(read, _seeds, [*_TAGS, *_MORE, *WORDS], longest=6_000)
