"""A web page."""

from benchmarks.fuzz.held import parsed
from benchmarks.fuzz.seeds import PROSE, WORDS
from benchmarks.fuzz.target import Target
from service.intake.item import Item

_PAGES = (
    '<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Cierra el puerto</title>'
    '<meta property="og:site_name" content="La Gaceta"><meta property="article:published_time" '
    'content="2027-05-04T06:30:00-05:00"></head><body><nav>Portada</nav><article><h1>Cierra el '
    "puerto</h1><p>{}</p><p hidden>x</p><p style='display: none'>y</p></article></body></html>",
    '<html><head><script type="application/ld+json">{{"datePublished": "2027-05-04"}}</script>'
    "</head><body><main><p>{}</p><ul><li>uno<li>dos</ul><table><tr><td>3</table></main>",
    "<?xml version='1.0' encoding='utf-8'?><html><body><div><p>{}</p></div></body></html>",
)


def read(data: bytes) -> None:
    """Read *data* as a page: what it holds has words, none of them of a script."""
    for each in parsed(data, ".html"):
        assert isinstance(each, Item)
        assert any(sign.isalnum() for sign in each.document.text), "a page without words"


def _seeds() -> list[bytes]:
    return [page.format(PROSE[at]).encode() for at, page in enumerate(_PAGES)]


_TAGS = ("<p>", "</p>", "<article>", "<div hidden>", "<script>", "</script>", "<!--", "-->")
_MORE = ('lang="', "<![CDATA[", "&#xD800;", "&nbsp;", "<meta charset=", "<title>", 'content="')
TARGET = Target(read, _seeds, [*_TAGS, *_MORE, *WORDS])
