"""XML: entities that unfold or lead elsewhere, feeds with scripts, other XML."""

# ruff: noqa: E501 - a row of a table is one attack

from collections.abc import Iterator

from tests.service.intake.attacks.kinds import Attack, Refused, Safe, Upload

_BODY = " ".join(f"El puente {n} de Robledar cerró el lunes." for n in range(12))
_LAUGHS = '<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
)
_ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


def _rss(item: str, head: str = "<title>El Diario</title>") -> str:
    return f'<rss version="2.0"><channel>{head}<item>{item}</item></channel></rss>'


def _text(more: str) -> str:
    return f"<title>Nota</title><description>{_BODY} {more}</description>"


_DEFINES = {
    "laughs": f'<?xml version="1.0"?><!DOCTYPE rss [{_LAUGHS}]>{_rss(_text("&l9;"))}',
    "one long entity": f'<!DOCTYPE rss [<!ENTITY x "{"x" * 50_000}">]>{_rss(_text("&x;" * 5_000))}',
    "a file": f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>{_rss(_text("&x;"))}',
    "an address": f'<!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1/">]>{_rss(_text("&x;"))}',
    "a public file": f'<!DOCTYPE rss [<!ENTITY x PUBLIC "a" "file:///etc/passwd">]>{_rss(_text("&x;"))}',
    "a parameter": f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/"> %x;]>{_rss(_text(""))}',
    "an entity in lower case": f'<!doctype rss [<!entity x "y">]>{_rss(_text("&x;"))}',
    "an entity after a comment": f'<!-- x --><!DOCTYPE rss [ <!ENTITY x "y"> ]>{_rss(_text("&x;"))}',
    "attributes by default": f'<!DOCTYPE rss [<!ATTLIST item x CDATA "y">]>{_rss(_text(""))}',
    "elements": f"<!DOCTYPE rss [<!ELEMENT rss ANY>]>{_rss(_text(''))}",
    "two document types": f"<!DOCTYPE rss><!DOCTYPE rss [<!ENTITY x 'y'>]>{_rss(_text('&x;'))}",
    "an entity outside": f'{_rss(_text(""))}<!ENTITY x "y">',
}  # fmt: skip

_OTHER = {
    "a drawing": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>words</text></svg>',
    "a message": '<soap:Envelope xmlns:soap="x"><soap:Body>words</soap:Body></soap:Envelope>',
    "a style sheet": '<xsl:stylesheet xmlns:xsl="x"><xsl:template>words</xsl:template></xsl:stylesheet>',
    "a list of feeds": '<opml version="2.0"><body><outline text="words"/></body></opml>',
    "inclusions": '<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></a>',
    "no element": '<?xml version="1.0"?>words',
    "a site map": "<urlset><url><loc>http://127.0.0.1/</loc></url></urlset>",
    "a feed of nothing": "<rss><channel><title>words</title></channel></rss>",
    "half a tag": "<rss",
    "half a feed": "<rss><channel><item><title>wor",
    "elements without end": "<rss>" + "<a>" * 3_000,
    "an attribute without end": f'<rss version="{"x" * 200_000}"></rss>',
    "an address of another feed": "<rss><channel><item><link>feed:file:///etc/passwd</link></item></channel></rss>",
}  # fmt: skip

_ENTRIES = {
    "a script": _text("&lt;script&gt;alert(1)&lt;/script&gt;"),
    "a script in character data": f"<description><![CDATA[<p>{_BODY}</p><script>alert(1)</script>]]></description>",
    "an image with a handler": f"<description><![CDATA[<p>{_BODY}</p><img src=x onerror=alert(1)>]]></description>",
    "a frame": f"<description><![CDATA[<p>{_BODY}</p><iframe src=javascript:alert(1)></iframe>]]></description>",
    "a style": f"<description><![CDATA[<p>{_BODY}</p><style>*{{x:expression(alert(1))}}</style>]]></description>",
    "a drawing": f"<description><![CDATA[<p>{_BODY}</p><svg><script>alert(1)</script></svg>]]></description>",
    "hidden markup": f"<description><![CDATA[<p>{_BODY}</p><noscript><p title='</noscript><img src=x onerror=alert(1)>'>]]></description>",
    "a formula": f"<description><![CDATA[<p>{_BODY}</p><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>]]></description>",
    "a title with a script": f"<title>&lt;script&gt;alert(1)&lt;/script&gt;Nota</title><description>{_BODY}</description>",
    "a title with line ends": f"<title>a\r\n&#x202e;b</title><description>{_BODY}</description>",
    "a link that runs": f"<link>javascript:alert(1)</link><description>{_BODY}</description>",
    "a link to a file": f"<link>file:///etc/passwd</link><description>{_BODY}</description>",
    "a link with a user": f"<link>http://ana:b@example.org/</link><description>{_BODY}</description>",
    "a time that is none": f"<pubDate>Thu, 99 Foo 2026 99:99:99 +9999</pubDate><description>{_BODY}</description>",
    "a time after time": f"<pubDate>Fri, 31 Dec 9999 23:59:59 -1400</pubDate><description>{_BODY}</description>",
    "another publisher": f"<source url='javascript:alert(1)'>&lt;b&gt;Otro&lt;/b&gt;</source><description>{_BODY}</description>",
    "an enclosure": f"<enclosure url='file:///etc/passwd' type='text/html'/><description>{_BODY}</description>",
    "deep markup": f"<description>{_BODY} {'&lt;b&gt;' * 3_000}</description>",
    "a strange base": f"<description xml:base='javascript:alert(1)'>&lt;p&gt;{_BODY}&lt;a href='x'&gt;y&lt;/a&gt;&lt;/p&gt;</description>",
}  # fmt: skip

_ATOMS = {
    "content of another type": f'<content type="application/octet-stream">{_BODY}</content>',
    "content in base 64": '<content type="image/png">aGVsbG8gd29ybGQ=</content>',
    "content elsewhere": '<content type="text/html" src="file:///etc/passwd"/>',
    "content of XHTML": f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{_BODY}</p><script>alert(1)</script></div></content>',
    "a language that is none": f'<content xml:lang="&quot;&gt;" type="text">{_BODY}</content>',
}  # fmt: skip


def attacks() -> Iterator[Attack]:
    """Yield them."""
    for name, xml in _DEFINES.items():
        yield _feed("XML that defines", name, xml.encode(), Refused("entities"))
    hidden = _DEFINES["a file"].encode("utf-16")
    yield _feed("XML that defines", "a file, in UTF-16", hidden, Refused("entities"))
    unmarked = _DEFINES["laughs"].encode("utf-16-le")
    yield _feed("XML that defines", "laughs, in UTF-16 without mark", unmarked, Refused("entities"))
    for name, xml in _OTHER.items():
        yield _feed("XML of", name, xml.encode(), Refused())
    for name, item in _ENTRIES.items():
        end = Safe(has=("El puente 3",), lacks=("alert(1)",), must=True)
        yield _feed("feed with", name, _rss(item).encode(), end)
    for name, content in _ATOMS.items():
        xml = f"<feed {_ATOM}><title>A</title><entry><title>t</title>{content}</entry></feed>"
        yield _feed("Atom with", name, xml.encode(), Safe())
    many = _rss(f"{_text('')}</item>" + "<item><title>x</title></item>" * 3_000 + "<item>")
    yield _feed("feed with", "entries without end", many.encode(), Safe(has=("El puente 3",)))


def _feed(group: str, name: str, data: bytes, end: Safe | Refused) -> Attack:
    return Attack(group, name, Upload(data, "feed.xml", "application/rss+xml"), end)
