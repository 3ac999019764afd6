import dataclasses
from datetime import datetime

import pytest

from matching.comparison import Cell, Comparison
from matching.finding import Finding, Label, Reason
from matching.span import Span
from service.diff.page import Page, Text
from service.diff.text import text_direction
from service.diff.view import comparison_page, story_page
from tests.service.diff import factories


@pytest.fixture
def page() -> Page:
    """Return the page of the ports comparison."""
    return comparison_page(factories.ports_comparison(), factories.CREATED_AT)


def labelled(text: Text, label: str) -> list[str]:
    """Return the stretches of *text* with *label*."""
    return [segment.text for segment in text.segments if segment.label == label]


def test_counts_every_label(page: Page) -> None:
    """The summary counts findings by label, extras by side, also those that are absent."""
    expected = {"agree": 1, "extra-left": 1, "extra-right": 1, "conflict": 2, "undecided": 1}
    assert expected == dict(page.counts)


def test_list_begins_with_what_differs(page: Page) -> None:
    """Findings are numbered conflicts first, then by their place in the left text."""
    labels = [finding.label for finding in page.pairs[0].findings]
    assert labels == ["conflict", "conflict", "undecided", "extra-left", "extra-right", "agree"]
    assert "42" in page.pairs[0].findings[0].left[0].words[0].text


def test_order_of_findings_given_does_not_matter(page: Page) -> None:
    """The same findings in another order give the same page."""
    comparison = factories.ports_comparison()
    turned = dataclasses.replace(comparison, findings=comparison.findings[::-1])
    assert page == comparison_page(turned, factories.CREATED_AT)


def test_texts_are_complete(page: Page) -> None:
    """Each side's segments join to the stored text."""
    pair = page.pairs[0]
    assert "".join(segment.text for segment in pair.left.segments) == factories.SPANISH
    assert "".join(segment.text for segment in pair.right.segments) == factories.ENGLISH


def test_words_of_a_reason_are_marked_in_text_and_quote(page: Page) -> None:
    """The number against the number is marked on both sides, alone."""
    pair = page.pairs[0]
    assert [s.text for s in pair.left.segments if s.marked] == ["42", "Ningún"]
    assert [s.text for s in pair.right.segments if s.marked] == ["45", "two"]
    first = pair.findings[0]
    assert [piece.text for piece in first.left[0].words if piece.marked] == ["42"]
    assert (first.grounds[0].left, first.grounds[0].right) == ("42", "45")


def test_name_inside_a_claim_keeps_the_claim(page: Page) -> None:
    """A repaired name cuts its claim in three, all of them still the claim's."""
    right = page.pairs[0].right
    pieces = [s for s in right.segments if s.findings == ("p1-f1",)]
    assert [piece.text for piece in pieces] == [
        "45",
        " ships were stranded in ",
        "Sotomar Bay",
        " after the storm",
    ]
    assert [piece.canonical for piece in pieces if piece.name] == ["bahía de Sotomar"]
    assert [piece.starts for piece in pieces] == [("p1-f1",), (), (), ()]


def test_inherited_head_is_shown_with_the_claim(page: Page) -> None:
    """A list item's quote carries the words that it shares, and the text marks them."""
    agreed = page.pairs[0].findings[-1]
    assert [piece.text for piece in agreed.left[0].head] == ["ratificó la voluntad de"]
    heads = [segment for segment in page.pairs[0].left.segments if segment.heads]
    assert [(s.text, s.heads) for s in heads] == [("ratificó la voluntad de", ("p1-f4", "p1-f6"))]


def test_innermost_claim_gives_the_label() -> None:
    """Where claims nest, the shorter one colours its words and both are linked."""
    text = "The bridge closed on 3 May after the flood."
    left = factories.make_reading(text, "A", "en", text[:-1], "3 May")
    right = factories.make_reading("Closed on 4 May.", "B", "en", "Closed on 4 May")
    findings = (
        factories.make_finding(Label.CONFLICT, left.claims[1:], right.claims),
        factories.make_finding(Label.EXTRA, left.claims[:1], ()),
    )
    comparison = Comparison(left, right, findings, (), factories.CONFIG)
    shown = comparison_page(comparison, factories.CREATED_AT).pairs[0].left
    assert labelled(shown, "conflict") == ["3 May"]
    assert labelled(shown, "extra-left") == ["The bridge closed on ", " after the flood"]
    assert shown.segments[1].findings == ("p1-f1", "p1-f2")


def test_swap_swaps_sides_only(page: Page) -> None:
    """With left and right exchanged, the texts and the extras change sides, labels stay."""
    comparison = factories.ports_comparison()
    findings = tuple(swap_finding(finding) for finding in comparison.findings)
    swapped = dataclasses.replace(
        comparison, left=comparison.right, right=comparison.left, findings=findings
    )
    other = comparison_page(swapped, factories.CREATED_AT)
    assert sorted(labelled(page.pairs[0].left, "conflict")) == sorted(
        labelled(other.pairs[0].right, "conflict")
    )
    assert labelled(page.pairs[0].left, "extra-left") == labelled(
        other.pairs[0].right, "extra-right"
    )


def swap_finding(finding: Finding) -> Finding:
    """Return *finding* with its sides exchanged."""
    reasons = tuple(Reason(r.kind, r.text, r.right, r.left) for r in finding.reasons)
    return dataclasses.replace(finding, left=finding.right, right=finding.left, reasons=reasons)


def test_every_link_inside_the_page_has_its_end(page: Page) -> None:
    """Quotes lead to a stretch of text; stretches lead to findings and names that exist."""
    pair = page.pairs[0]
    stretches = [*pair.left.segments, *pair.right.segments]
    anchors = {segment.anchor for segment in stretches if segment.target}
    ends = {item.key for item in (*pair.findings, *page.names)}
    quotes = [quote for item in pair.findings for quote in (*item.left, *item.right)]
    assert {quote.target for quote in quotes} <= anchors
    assert {segment.target for segment in stretches if segment.target} <= ends


def test_article_dims_the_other_voices() -> None:
    """In a shared text each side keeps its own voice: the quotation, else the passage."""
    pair = story_page(factories.article_story(), factories.CREATED_AT).pairs[0]
    council = [s.text for s in pair.left.segments if not s.dimmed]
    town = "".join(s.text for s in pair.right.segments if not s.dimmed)
    assert "".join(council) == "Hay 310 alumnos sin plaza y faltan dos aulas"
    assert town.startswith("El ayuntamiento respondió")
    assert town.endswith("en marzo.")


def test_matrix_row_opens_words_and_reasons() -> None:
    """A row shows each source's state, its exact words and the findings behind the label."""
    row = story_page(factories.article_story(), factories.CREATED_AT).rows[0]
    states = {cell.source: cell.state for cell in row.cells}
    assert states == {
        "La Gaceta": Cell.SILENT,
        "Consejo escolar": Cell.SAYS,
        "Ayuntamiento": Cell.CONTRADICTS,
    }
    assert [p.text for p in row.cells[1].quotes[0].words] == ["Hay ", "310", " alumnos sin plaza"]
    assert [(g.target, g.label) for g in row.grounds] == [("p1-f1", "conflict")]


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("es", "ltr"),
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("und", "auto"),
        ("<b>", "auto"),
        ("", "auto"),
    ],
)
def test_direction_of_a_language(tag: str, direction: str) -> None:
    """Direction comes from the language; an unknown one is left to the browser."""
    assert direction == text_direction(tag)


def test_moment_without_zone_is_refused() -> None:
    """A page never guesses a time zone."""
    with pytest.raises(ValueError, match="time zone"):
        comparison_page(factories.ports_comparison(), datetime(2031, 5, 14))  # noqa: DTZ001


def test_equal_repairs_share_one_item() -> None:
    """A form repaired alike in several places is listed once, with all its sources."""
    comparison = factories.ports_comparison()
    typo = comparison.names[0]
    again = dataclasses.replace(typo, document_id=comparison.right.document.document_id)
    names = (typo, dataclasses.replace(again, span=Span(0, 3)), typo)
    shown = comparison_page(dataclasses.replace(comparison, names=names), factories.CREATED_AT)
    assert [item.sources for item in shown.names] == [("Autoridad de Puertos", "Valdoria Herald")]
    right = shown.pairs[0].right
    assert [s.text for s in right.segments if s.name == "n1"] == ["The"]


def test_second_document_of_a_source_is_silent_on_its_own() -> None:
    """A source with two documents has two columns, each with its own document's words."""
    story = factories.article_story()
    later = factories.make_reading("Nada nuevo.", "Consejo escolar", "es", "Nada nuevo")
    both = dataclasses.replace(story, readings=(*story.readings, later))
    row = story_page(both, factories.CREATED_AT).rows[0]
    assert [cell.state for cell in row.cells] == ["silent", "says", "contradicts", "silent"]


def test_row_with_a_silent_source_differs() -> None:
    """Two that agree while a third is silent differ; only a row that all say does not."""
    row = story_page(factories.article_story(), factories.CREATED_AT).rows[0]
    says, silent = row.cells[1], row.cells[0]
    assert dataclasses.replace(row, label="agree", cells=(says, says, silent)).differs
    assert not dataclasses.replace(row, label="agree", cells=(says, says)).differs
