"""Every form tells the same findings in the exact words, and no document's words act in it."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from matching.attribution import AttributionKind
from matching.comparison import Comparison
from matching.finding import Label
from service.errors import NotFoundError
from service.exports import FORMATS, Exported, Verdict, export
from service.exports.markdown import escape
from service.exports.tables import COLUMNS, inert
from service.words import LANGUAGES
from tests.service.diff import factories

AT = datetime(2031, 5, 15, 8, 0, tzinfo=UTC)


def exported(comparison: Comparison, *, judged: bool = False) -> Exported:
    """Return one comparison to export, its first finding judged or not."""
    made, finding = comparison.comparison_id, comparison.findings[0]
    verdict = Verdict(Label.CONFLICT, "=ana@example.org", "42 is 45", AT)
    verdicts = {(made, finding.finding_id): verdict} if judged else {}
    return Exported("Ports", factories.CREATED_AT, (comparison,), verdicts=verdicts)


def story() -> Exported:
    """Return a story to export."""
    found = factories.article_story()
    return Exported("Aulas", factories.CREATED_AT, found.comparisons, story=found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_equal_input_gives_equal_bytes(form: str, language: str) -> None:
    """Each form is a function of what is exported: no clock, no chance."""
    for subject in (exported(factories.ports_comparison(), judged=True), story()):
        first, second = (export(subject, form, language) for _ in range(2))
        assert first
        if form == "pdf":
            first, second = (_pdf_text(made).encode() for made in (first, second))
        assert first == second


def test_an_unknown_form_is_refused() -> None:
    """The sentence lists the forms there are."""
    with pytest.raises(NotFoundError, match="json, csv"):
        export(story(), "docx", "en")


def test_csv_has_one_row_a_finding_with_the_exact_words() -> None:
    """Offsets in a row give the row's words."""
    comparison = factories.ports_comparison()
    table = list(
        csv.reader(io.StringIO(export(exported(comparison), "csv", "es").decode("utf-8-sig")))
    )
    assert tuple(table[0]) == COLUMNS
    assert len(table) == 1 + len(comparison.findings)
    for line, finding in zip(table[1:], comparison.findings, strict=True):
        row = dict(zip(COLUMNS, line, strict=True))
        if len(finding.left) == 1:
            start, end = int(row["left_start"]), int(row["left_end"])
            assert comparison.left.document.text[start:end] == row["left_words"]


@given(st.text(min_size=1))
def test_no_text_is_a_formula(text: str) -> None:
    """Whatever a text is, a spreadsheet does not compute it; what is harmless stays."""
    made = inert(text)
    assert isinstance(made, str)
    assert made.endswith(text)
    assert not made.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert inert(-1.5) == -1.5


def test_xlsx_holds_strings_and_numbers() -> None:
    """A cell that looks like a formula is a text; numbers are numbers."""
    comparison = factories.ports_comparison()
    book = openpyxl.load_workbook(
        io.BytesIO(export(exported(comparison, judged=True), "xlsx", "en"))
    )
    sheet = book["Findings"]
    cells = [cell for line in sheet.iter_rows(min_row=2) for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert "=ana@example.org" in [cell.value for cell in cells]
    told = openpyxl.load_workbook(io.BytesIO(export(story(), "xlsx", "es")))
    assert told.sheetnames == ["Quién dice qué", "Hallazgos"]


@given(st.text())
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    """Rendered, an escaped text is that text: no tag, no link, no list."""
    html = MarkdownIt().render(f"x {escape(text)}")
    plain = " ".join(text.split())
    tokens = MarkdownIt().parse(f"x {escape(text)}")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    shown = "".join(child.content for child in tokens[1].children or [] if child.type == "text")
    if "\x00" not in plain:
        assert shown == f"x {plain}".rstrip(), html


def test_hostile_words_are_inert_in_the_sheet() -> None:
    """The sheet holds one style of ours, and no element or address from a text."""
    comparison = factories.hostile_comparison()
    html = export(exported(comparison), "html", "en").decode("utf-8")
    assert html.count("<style") == 1
    for risky in ("<script", "<img", "<svg", "src=", "http:", "javascript:"):
        assert risky not in html.replace("&lt;script", "").replace("&lt;img src=x", "")


def reported() -> Exported:
    """Return a comparison whose right side hands on what somebody else said."""
    comparison = factories.ports_comparison()
    speaker = {"attributed_to": "Harbour [pilots]", "attribution_kind": AttributionKind.INDIRECT}
    findings = tuple(
        replace(each, right=tuple(replace(claim, **speaker) for claim in each.right))  # type: ignore[arg-type]
        for each in comparison.findings
    )
    return exported(replace(comparison, findings=findings))


def test_what_people_read_says_whose_words_they_are() -> None:
    """A sheet without the speaker would put it into the outlet's mouth; heads stand before."""
    html = export(reported(), "html", "en").decode("utf-8")
    assert "Harbour [pilots]</bdi>, reported" in html
    assert "ratificó la voluntad de" in html
    text = export(reported(), "md", "es").decode("utf-8")
    assert "(Harbour \\[pilots\\], cita indirecta)" in text
    for form in ("html", "md"):
        plain = export(exported(factories.ports_comparison()), form, "en").decode("utf-8")
        assert "reported" not in plain


def test_the_pdf_tells_the_findings() -> None:
    """The printed sheet has the sources, the labels and the words."""
    text = _pdf_text(export(exported(factories.ports_comparison(), judged=True), "pdf", "en"))
    assert "conflict" in text
    assert "42 buques" in text
    assert "A person says" in text


def test_annotations_find_their_words() -> None:
    """Both selectors of each target lead to the same exact words."""
    comparison = factories.ports_comparison()
    texts = {
        f"urn:contraste:document:{side.document.document_id}": side.document.text
        for side in (comparison.left, comparison.right)
    }
    found = json.loads(export(exported(comparison), "annotations", "en"))
    assert found["total"] == len(found["first"]["items"]) == len(comparison.findings)
    for item in found["first"]["items"]:
        assert item["target"]
        for target in item["target"]:
            quote, position = target["selector"]
            text = texts[target["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_only_a_person_s_verdict_is_a_claim_review() -> None:
    """Without a verdict there is none; with one, one for each claim of that finding."""
    comparison = factories.ports_comparison()
    unjudged = json.loads(export(exported(comparison), "claimreview", "en"))
    assert unjudged["@graph"] == []
    judged = json.loads(export(exported(comparison, judged=True), "claimreview", "es"))
    first = comparison.findings[0]
    assert len(judged["@graph"]) == len(first.left) + len(first.right)
    for review in judged["@graph"]:
        assert review["reviewRating"]["alternateName"] == "conflicto"
        assert review["claimReviewed"]
        assert review["url"]


def test_provenance_leads_from_each_finding_to_its_documents() -> None:
    """Every name that a node points to is a node."""
    graph = json.loads(export(exported(factories.ports_comparison(), judged=True), "prov", "en"))
    nodes = {node["@id"] for node in graph["@graph"]}

    def pointed(value: object) -> set[str]:
        if isinstance(value, dict):
            return {value["@id"]} if set(value) == {"@id"} else set()
        return set().union(*map(pointed, value)) if isinstance(value, list) else set()

    for node in graph["@graph"]:
        for value in node.values():
            assert pointed(value) <= nodes


def test_an_address_goes_with_the_export() -> None:
    """Where the service shows it stands in the forms for people."""
    subject = replace(exported(factories.ports_comparison()), address="https://desk.example/c/1")
    for form in ("md", "html"):
        assert b"https://desk.example/c/1" in export(subject, form, "en")


def _pdf_text(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
