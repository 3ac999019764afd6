"""Which reader a kind of input has; those that parse markup run in a process of their own."""

from collections.abc import Callable
from importlib import import_module

from service.intake.item import Fault, Item, Linked
from service.intake.raw import Raw

Result = Item | Linked | Fault
Parser = Callable[[Raw, int], list[Result]]

APART = (".html", ".htm", ".xhtml", ".pdf", ".md", ".markdown", ".xml", ".rss", ".atom")
"""Kinds whose parsers are large and old enough to be kept from the rest of the program."""


def parse(raw: Raw, kind: str, max_bytes: int) -> list[Result]:
    """Return what *raw* holds, read as *kind*, a file suffix.

    Raises:
        InputError: It cannot be read as that.
        TooLarge: Its text exceeds *max_bytes*.
    """
    return _parser(kind)(raw, max_bytes)


def prepare(kind: str) -> None:
    """Import what reads *kind*, so that its time counts from the input on."""
    modules = ["service.intake.page", "service.intake.fragment"]
    if kind in (".xml", ".rss", ".atom"):
        modules.append("service.intake.feed")
    if kind == ".pdf":
        modules = ["service.intake.pdf"]
    if kind in (".md", ".markdown"):
        modules = ["service.intake.markdown"]
    for module in modules:
        import_module(module)


def _parser(kind: str) -> Parser:
    # Imported when needed: reading plain text must not wait for a parser of web pages.
    if kind == ".pdf":
        return _pdf
    if kind in (".html", ".htm", ".xhtml"):
        return _page
    if kind in (".xml", ".rss", ".atom"):
        return _xml
    if kind in (".md", ".markdown"):
        return _markdown
    return _json if kind == ".json" else _plain


def _pdf(raw: Raw, max_bytes: int) -> list[Result]:
    from service.intake.pdf import read_pdf

    return [Item(read_pdf(raw, max_bytes), raw.url)]


def _page(raw: Raw, _: int) -> list[Result]:
    from service.intake.oembed import is_embed_markup, read_embed_markup

    if is_embed_markup(raw.data):
        from service.intake.decoding import decode

        return [read_embed_markup(raw, decode(raw))]
    from service.intake.page import read_page

    return [Item(read_page(raw), raw.url)]


def _xml(raw: Raw, max_bytes: int) -> list[Result]:
    from service.intake.feed import read_feed, root_name, xml_text

    return _page(raw, max_bytes) if root_name(xml_text(raw)) == "html" else read_feed(raw)


def _markdown(raw: Raw, _: int) -> list[Result]:
    from service.intake.markdown import read_markdown

    return [Item(read_markdown(raw), raw.url)]


def _json(raw: Raw, _: int) -> list[Result]:
    from service.intake.jsonfile import read_json

    return [*read_json(raw)]


def _plain(raw: Raw, _: int) -> list[Result]:
    from service.intake.plain import read_plain

    return [Item(read_plain(raw), raw.url)]
