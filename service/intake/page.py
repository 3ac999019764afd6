"""Web pages: the article's own words, without navigation, scripts and advertisements."""

import re
from collections.abc import Iterator

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document as Extracted

from matching.document import Document
from service.errors import InputError
from service.intake.decoding import decode
from service.intake.fragment import fragment_text
from service.intake.metadata import LANGUAGE, as_instant, is_publishable, make_document
from service.intake.naming import shown
from service.intake.raw import Raw

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_:.\-]+)", re.I)
_META_REACH = 4096
_TIME_FIELDS = ("article:published_time", "datePublished", "date", "DC.date.issued")
_JSON_TIME = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
_LANGUAGE = re.compile(LANGUAGE)
_UNREAD = ("noscript", "script", "style", "template", "iframe", "object", "svg", "math")
_SPACES = re.compile(r"\s+")
_HIDES = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|content-visibility:hidden|"
    r"(?:font-size|opacity|max-height|max-width):0(?:\.0+)?(?:px|em|rem|%|pt)?(?:!important)?(?:;|$))"
)


def read_page(raw: Raw) -> Document:
    """Return the article in *raw* with title, publisher, language and time where it gives them.

    Raises:
        InputError: The page holds no text of its own.
    """
    tree = _tree(raw)
    published = _published(tree)
    # What a page says to a browser without scripts is not its article.
    etree.strip_elements(tree, *_UNREAD, with_tail=False)
    _drop_hidden(tree)
    found = trafilatura.bare_extraction(
        tree, url=raw.url, include_comments=False, with_metadata=True, deduplicate=False
    )
    if not isinstance(found, Extracted) or not _has_words(found.text):
        raise InputError(
            f"{shown(raw.name)} holds no readable text (a script may draw it); "
            "open it in a browser and save its text as a .txt file."
        )
    return make_document(raw, found.text or "", _metadata(tree, found, published))


def _drop_hidden(tree: html.HtmlElement) -> None:
    """Take out what the page itself hides from its readers: it must not speak for it."""
    for element in tree.xpath("//*[@hidden or @style]"):
        style = _SPACES.sub("", element.get("style") or "").lower()
        if (element.get("hidden") is not None or _HIDES.search(style)) and (
            element.getparent() is not None and element.tag not in ("html", "body")
        ):
            element.drop_tree()


def _has_words(text: str | None) -> bool:
    return any(character.isalnum() for character in text or "")


def _tree(raw: Raw) -> html.HtmlElement:
    declared = _META_CHARSET.search(raw.data, 0, _META_REACH)
    charset = raw.charset or (declared.group(1).decode("ascii") if declared else None)
    text = decode(raw, charset).removeprefix("\ufeff")
    # lxml refuses a text that declares its own bytes' encoding in an XML header.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        tree = html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            f"{shown(raw.name)} holds no readable text; it is not a web page."
        ) from error
    return tree


def _metadata(tree: html.HtmlElement, found: Extracted, published: str | None) -> dict[str, object]:
    language = (tree.get("lang") or "").strip()
    return {
        "source": _bare(found.sitename),
        "title": _bare(found.title),
        "language": language if _LANGUAGE.match(language) else None,
        # The page's own time carries a zone; the day that trafilatura finds does not.
        "published_at": published
        or (found.date if is_publishable(as_instant(found.date)) else None),
    }


def _bare(words: str | None) -> str | None:
    """Return a name or title without the markup that some pages write into it."""
    return fragment_text(words) if words and "<" in words else words or None


def _published(tree: html.HtmlElement) -> str | None:
    """Return the page's own time of publication, None unless it is a valid one."""
    for text in (*_times_in_head(tree), *_times_in_data(tree)):
        if is_publishable(as_instant(text)):
            return text
    return None


def _times_in_head(tree: html.HtmlElement) -> Iterator[str]:
    for field in _TIME_FIELDS:
        yield from tree.xpath(
            "//meta[@property=$field or @name=$field or @itemprop=$field]/@content", field=field
        )


def _times_in_data(tree: html.HtmlElement) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        yield from _JSON_TIME.findall(script)
