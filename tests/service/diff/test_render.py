import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.attribution import AttributionKind
from matching.comparison import Cell, Comparison
from matching.explanation import Explanation
from matching.finding import Finding, Label, Reason, ReasonKind, RepairKind
from matching.span import Span
from service.diff import render_comparison, render_story
from service.words import interface_language, words
from tests.service.diff import factories

VOID = {"meta", "link", "br", "img", "input", "hr"}


class PageReader(HTMLParser):
    """Collects elements, attributes, and the text of every element of class "original"."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.originals: list[str] = []
        self.contents: dict[str, list[str]] = {}
        self._open: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element, and whether an original text begins with it."""
        values = dict(attrs)
        self.elements.append((tag, values))
        if tag in VOID:
            return
        original = values.get("class") == "original"
        if original:
            self.originals.append("")
        self._open.append((tag, original))

    def handle_endtag(self, tag: str) -> None:
        """Refuse elements that are not closed in order."""
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Keep the words of original texts, and of every kind of element."""
        if any(original for _, original in self._open):
            self.originals[-1] += data
        if self._open:
            self.contents.setdefault(self._open[-1][0], []).append(data)


def render_ports(language: str = "en") -> str:
    """Return the ports page."""
    comparison = factories.ports_comparison()
    return render_comparison(comparison, created_at=factories.CREATED_AT, language=language)


def render_hostile() -> str:
    """Return the page of documents that try to break out."""
    return render_comparison(factories.hostile_comparison(), created_at=factories.CREATED_AT)


def writable(text: str) -> str:
    """Return *text* as a page can hold it: NUL and lone surrogates become U+FFFD."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Draw a comparison of odd texts with claims and reasons anywhere in them."""
    texts = draw(st.lists(st.text(min_size=2, max_size=30), min_size=2, max_size=2))
    left, right = (
        factories.make_reading(text, source, "und", *draw(pieces(text)))
        for text, source in zip(texts, "AB", strict=True)
    )
    reason = Reason(ReasonKind.NUMBER, "r", Span(0, 1), Span(0, len(texts[1])))
    both = Finding(Label.CONFLICT, left.claims, right.claims, 0.5, (reason,))
    alone = factories.make_finding(Label.EXTRA, left.claims[:1], ())
    return Comparison(left, right, (both, alone), (), factories.CONFIG)


def pieces(text: str) -> st.SearchStrategy[list[str]]:
    """Draw parts of *text* to be claims; one that begins with "…" would name a head."""
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    parts = ends.map(lambda pair: text[pair[0] : max(pair[0] + 1, pair[1])].lstrip("…") or text[0])
    return st.lists(parts, min_size=1, max_size=4).filter(lambda found: "…" not in found)


@settings(max_examples=60, deadline=None)
@given(comparisons())
def test_stripping_tags_gives_the_original_texts(comparison: Comparison) -> None:
    """Whatever covers it, a shown text is the stored text and nothing else."""
    reader = PageReader(render_comparison(comparison, created_at=factories.CREATED_AT))
    stored = [comparison.left.document.text, comparison.right.document.text]
    assert [writable(text) for text in stored] == reader.originals


def test_documents_are_inert() -> None:
    """Markup, quotes and template signs in any field stay words of the page."""
    reader = PageReader(render_hostile())
    assert [writable(factories.HOSTILE), factories.ARABIC] == reader.originals
    tags = [tag for tag, _ in reader.elements]
    assert (tags.count("script"), tags.count("style"), tags.count("img")) == (2, 1, 0)
    names = {name for _, values in reader.elements for name in values}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src")}


def test_page_allows_its_own_style_and_script_alone() -> None:
    """The policy names the hashes of exactly what the page holds, and nothing unsafe."""
    reader = PageReader(render_ports())
    policy = next(
        values["content"]
        for tag, values in reader.elements
        if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy"
    )
    assert str(policy).startswith("default-src 'none';")
    assert "unsafe" not in policy
    script = reader.contents["script"][-1]
    for content in (reader.contents["style"][0], script):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_page_asks_for_nothing_outside() -> None:
    """Every address in the page is a place in the page."""
    for html in (render_ports(), render_hostile()):
        elements = PageReader(html).elements
        links = [v for _, values in elements for k, v in values.items() if k in ("href", "src")]
        assert links
        assert all(link is not None and link.startswith("#") for link in links)
        style = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)[0]
        assert "url(" not in style
        assert "@import" not in style


def test_ids_are_unique_and_links_arrive() -> None:
    """Each id stands once, and every link inside the page has its end."""
    story = factories.article_story()
    for html in (
        render_ports(),
        render_hostile(),
        render_story(story, created_at=factories.CREATED_AT),
    ):
        elements = PageReader(html).elements
        ids = [values["id"] for _, values in elements if "id" in values]
        assert len(set(ids)) == len(ids)
        links = {str(values["href"])[1:] for _, values in elements if "href" in values}
        tips = {str(values["data-tip"]) for _, values in elements if "data-tip" in values}
        assert links | tips <= set(ids)


def test_equal_input_gives_equal_bytes() -> None:
    """Two renderings of equal values are the same text."""
    assert render_ports() == render_ports()
    first, second = factories.article_story(), factories.article_story()
    at = factories.CREATED_AT
    assert render_story(first, created_at=at) == render_story(second, created_at=at)


@pytest.mark.parametrize(("language", "word"), [("en", "conflict"), ("es-MX", "conflicto")])
def test_interface_language_is_chosen(language: str, word: str) -> None:
    """The page begins in the language asked for and holds the words of both."""
    html = render_ports(language)
    assert f'<html lang="{language[:2]}">' in html
    assert f'<span data-t="label.conflict">{word}</span>' in html


def test_unknown_interface_language_is_refused() -> None:
    """A language without words is an error that names the ones there are."""
    with pytest.raises(ValueError, match="en, es"):
        interface_language("tlh")


def test_languages_have_the_same_words() -> None:
    """No key is missing or empty in any interface language."""
    english, spanish = (words(code) for code in ("en", "es"))
    assert list(english) == list(spanish)
    assert all(english.values())
    assert all(spanish.values())


def test_texts_carry_language_and_direction() -> None:
    """Each original text says its language and its direction."""
    shown = [v for _, v in PageReader(render_hostile()).elements if v.get("class") == "original"]
    assert [values["lang"] for values in shown] == ["xx-\"'<b>", "ar"]
    assert [values["dir"] for values in shown] == ["auto", "rtl"]


def test_story_shows_words_and_signs_of_each_cell() -> None:
    """A cell is a sign and a word, so that colour is never the only difference."""
    html = render_story(factories.article_story(), created_at=factories.CREATED_AT, title="Aulas")
    text = re.sub(r"<[^>]+>", "", html)
    assert "<h1><bdi>Aulas</bdi></h1>" in html
    assert all(each in text for each in ("● says", "– silent", "≠ contradicts"))


def test_every_label_and_kind_has_its_word() -> None:
    """Each value the library can give has a word in the catalogue."""
    said = words("en")
    kinds = {
        "label": Label,
        "reason": ReasonKind,
        "cell": Cell,
        "repair": RepairKind,
        "attribution": AttributionKind,
    }
    for prefix, values in kinds.items():
        assert all(f"{prefix}.{value}" in said for value in values)


def test_explanations_are_told_in_the_page_s_language() -> None:
    """A reason is in the language that the page begins in, and in the switch's catalogue."""
    comparison = factories.ports_comparison()
    finding = comparison.findings[0]
    reason = replace(finding.reasons[0], text=Explanation("The same fact"))
    told = replace(comparison, findings=(replace(finding, reasons=(reason,)),))
    html = render_comparison(told, created_at=factories.CREATED_AT, language="es")
    assert '<span data-t="The same fact">El mismo hecho</span>' in html
    assert '"The same fact": "El mismo hecho"' in html
