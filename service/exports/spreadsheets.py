"""CSV and XLSX, in which no document's words can act."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime

import xlsxwriter

from service.exports.exported import Exported
from service.exports.tables import Value, finding_table, inert, matrix_table
from service.words import words

# What Excel keeps of one cell.
_MOST_CHARACTERS = 32_767
_WIDTH = 18


def to_csv(exported: Exported, _: str) -> bytes:
    """Return the findings as CSV."""
    return csv_of(finding_table(exported))


def csv_of(table: Iterable[list[Value]]) -> bytes:
    """Return *table* as CSV (RFC 4180), inert, in UTF-8 with a mark, which Excel needs."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in table:
        writer.writerow([inert(value) for value in row])
    return out.getvalue().encode("utf-8-sig", errors="replace")


def to_xlsx(exported: Exported, language: str) -> bytes:
    """Return a workbook: the matrix of a story, then the findings; equal input, equal bytes."""
    said = words(language)
    tables = {said["matrix"]: matrix_table(exported, said)} if exported.story else {}
    tables[said["findings"]] = finding_table(exported)
    return book_of(tables, exported.created_at)


def book_of(tables: Mapping[str, Iterable[list[Value]]], created_at: datetime) -> bytes:
    """Return a workbook with a sheet for each of *tables*; equal tables give equal bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        # Else the file would carry the clock.
        book.set_properties({"created": created_at.replace(tzinfo=None)})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for name, table in tables.items():
            _fill(book.add_worksheet(name), table, head, body)
    return out.getvalue()


def _fill(
    sheet: xlsxwriter.worksheet.Worksheet,
    table: Iterable[list[Value]],
    head: xlsxwriter.format.Format,
    body: xlsxwriter.format.Format,
) -> None:
    sheet.freeze_panes(1, 0)
    widest = 0
    for number, row in enumerate(table):
        widest = max(widest, len(row))
        for column, value in enumerate(row):
            form = head if number == 0 else body
            if isinstance(value, str):
                sheet.write_string(number, column, _writable(value), form)
            elif value is not None:
                sheet.write_number(number, column, value, form)
    sheet.set_column(0, max(widest - 1, 0), _WIDTH)


def _writable(text: str) -> str:
    """Return *text* as a cell can hold it: what XML has no sign for becomes U+FFFD."""
    kept = "".join(sign if _is_xml(sign) else "\ufffd" for sign in text)
    return kept[:_MOST_CHARACTERS]


def _is_xml(sign: str) -> bool:
    """Tell whether XML 1.0 can hold a character (section 2.2)."""
    return (
        sign in "\t\n\r"
        or " " <= sign <= "\ud7ff"
        or "\ue000" <= sign <= "\ufffd"
        or (sign >= "\U00010000")
    )
