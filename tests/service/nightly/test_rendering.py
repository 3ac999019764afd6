"""A report in its forms: equal bytes, both languages, and no document's words act."""

import csv
import io
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from matching.document import Document
from service.errors import NotFoundError
from service.nightly.making import report_text
from service.nightly.rendering import FORMS, render_form, render_report
from service.nightly.running import Means
from service.nightly_contract import NightlyReport
from service.words import LANGUAGES
from tests.service.nightly import newsroom
from tests.service.nightly.newsroom import at, night, store

HOSTILE = '=HYPERLINK("http://x") <script>alert(1)</script> | # "\u202e ]('


@pytest.fixture
def report(means: Means) -> NightlyReport:
    """A night of a source whose every word would like to act."""
    port = Document(newsroom.PORT.text, f"{HOSTILE}Port", "en", at(14), HOSTILE)
    store(means, port, newsroom.WIRE, story=HOSTILE)
    return night(means).report


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [each for each in FORMS if each != "pdf"])
def test_equal_reports_have_equal_bytes(report: NightlyReport, name: str, language: str) -> None:
    """Also one that was stored and read again."""
    again = NightlyReport.model_validate_json(report_text(report))
    first, second = (render_form(each, name, language) for each in (report, again))
    assert first == second
    assert first.file_name.endswith(f"{report.report_id}-{language}.{name}")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_page_loads_nothing_and_runs_nothing(report: NightlyReport) -> None:
    """And links lead to the service's own address."""
    for language in LANGUAGES:
        page = render_form(report, "html", language, "https://desk.example").content.decode()
        assert "<script" not in page
        assert "src=" not in page
        assert "url(" not in page
        assert "&lt;script&gt;" in page
        assert f'href="https://desk.example/stories/{report.stories[0].story_id}"' in page


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_charts_are_drawings_with_words(report: NightlyReport) -> None:
    """Each can be parsed, and says in words what it shows."""
    page = render_form(report, "html", "en").content.decode()
    charts = [f"<svg{each.split('</svg>')[0]}</svg>" for each in page.split("<svg")[1:]]
    titled = [each for each in map(ElementTree.fromstring, charts) if each.get("role") == "img"]
    assert titled
    assert all(each.findtext("title") for each in titled)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_tables_hold_no_formula(report: NightlyReport) -> None:
    """In CSV and in each sheet of the workbook."""
    written = render_form(report, "csv", "en").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert len(rows) == len(report.conflicts) == 1
    assert rows[0]["left_source"].startswith("'=") or rows[0]["right_source"].startswith("'=")
    book = load_workbook(io.BytesIO(render_form(report, "xlsx", "en").content))
    assert len(book.sheetnames) == 11
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_pdf_is_the_same_each_time(report: NightlyReport) -> None:
    """No clock and no chance is in it."""
    pytest.importorskip("weasyprint")
    first, again = (render_form(report, "pdf", "es").content for _ in range(2))
    assert first.startswith(b"%PDF")
    assert first == again


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_a_delivery_takes(report: NightlyReport) -> None:
    """A title and sentences in its language, and the forms that were asked for."""
    found = render_report(report, "es")
    assert found.title == "Informe de consistencia, 14 de mayo de 2031"
    assert [each.name for each in found.forms] == ["html", "md", "json"]
    assert len(found.verdicts) == 1
    assert found.verdicts[0].startswith("Conflicto nuevo (un documento nuevo). ")
    assert "\n" not in found.title + found.verdicts[0]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_empty_night_says_so_in_every_language(means: Means) -> None:
    """In its page and in its mail."""
    quiet = night(means).report
    for language, told in (("en", "an empty night"), ("es", "una noche vacía")):
        for name in ("html", "md"):
            assert told in render_form(quiet, name, language).content.decode()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_there_is_no_other_form(report: NightlyReport) -> None:
    """And what there is is named."""
    with pytest.raises(NotFoundError, match="html, md, json, csv, xlsx, pdf"):
        render_form(report, "docx", "en")
