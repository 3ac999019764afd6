"""Pieces of HTML, as feeds and embedded posts hold them: their words, blocks apart."""

import re
from dataclasses import dataclass

import nh3
from lxml import etree, html

_BLOCKS = frozenset(
    "p div section article header footer blockquote pre ul ol li dl dt dd table tr h1 h2 h3 h4 h5"
    " h6 figure figcaption hr address main aside".split()
)
_TAGS = set(_BLOCKS) | {"br", "a", "td", "th"}
# What stands inside these is no text of the piece.
_UNREAD = {
    "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title", "head",
    "form", "button", "select", "textarea", "video", "audio", "canvas", "nav",
}  # fmt: skip
_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0]+")
# What no XML holds, and so no tree of lxml: controls, halves of characters, two non-characters.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Embedded:
    """A post as a page embeds it: its words, language, signature and the addresses in it."""

    text: str
    language: str | None
    signature: str
    addresses: list[str]


def fragment_text(markup: str) -> str:
    """Return the words of a piece of HTML: blocks apart by an empty line, no markup, no script."""
    return _words(_parsed(_clean(markup)))


def embedded_post(markup: str) -> Embedded | None:
    """Return the post in the first quotation of *markup*, None when there is none."""
    tree = _parsed(_clean(markup))
    quotes = tree.xpath("//blockquote")
    paragraphs = quotes[0].xpath(".//p") if quotes else []
    if not paragraphs:
        return None
    last = paragraphs[-1]
    links = [link.get("href", "") for link in quotes[0].iter("a")]
    text = "\n\n".join(_words(each) for each in paragraphs)
    # The post's own address comes last, after those in its text.
    return Embedded(text, paragraphs[0].get("lang"), last.tail or "", links[::-1])


def _clean(markup: str) -> str:
    # The parser of a browser sees what one would see: hidden script is found where it hides.
    return nh3.clean(
        markup,
        tags=_TAGS,
        clean_content_tags=_UNREAD,
        attributes={"a": {"href"}, "p": {"lang"}},
        link_rel=None,
        url_schemes={"http", "https"},
    )


def _parsed(markup: str) -> html.HtmlElement:
    return html.fragment_fromstring(_NO_XML.sub(" ", markup), create_parent="div")


def _words(tree: html.HtmlElement) -> str:
    """Return the words below *tree*, its own tail left out; a walk, since trees may be deep."""
    found: list[str] = []
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            if node.tag in _BLOCKS:
                found.append("\n\n")
            found.append(_SPACES.sub(" ", node.text or ""))
            continue
        if node.tag == "br":
            found.append("\n")
        elif node.tag in _BLOCKS:
            found.append("\n\n")
        elif node.tag in ("td", "th"):
            found.append(" ")
        if node is not tree:
            found.append(_SPACES.sub(" ", node.tail or ""))
    lines = [line.strip() for line in "".join(found).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
