"""Findings, and a story's matrix, as tables of cells; what text cells may hold."""

from collections.abc import Iterator, Mapping

from service.exports.exported import Exported, Row, rows

Value = str | float | int | None

COLUMNS = (
    "comparison_id",
    "finding_id",
    "machine_label",
    "human_label",
    "human_author",
    "human_reason",
    "human_at",
    "confidence",
    "left_source",
    "left_words",
    "left_start",
    "left_end",
    "right_source",
    "right_words",
    "right_start",
    "right_end",
    "reasons",
    "model",
    "revision",
    "head",
    "thresholds_id",
    "code_version",
)
"""Columns of the table of findings; scripts depend on these names, in any language."""

# A text that begins with one of these would be a formula in a spreadsheet.
# Source: OWASP, CSV injection.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def finding_table(exported: Exported) -> Iterator[list[Value]]:
    """Yield the header and one row for each finding."""
    yield list(COLUMNS)
    for row in rows(exported):
        yield _cells(row)


def matrix_table(exported: Exported, words: Mapping[str, str]) -> Iterator[list[Value]]:
    """Yield a story's matrix, claim by source; nothing for a single comparison."""
    story = exported.story
    if story is None:
        return
    sources = list(dict.fromkeys(story.sources))
    yield [words["fact"], words["label"], *sources]
    for row in story.rows:
        cells = [words[f"cell.{row.cells[source]}"] for source in sources]
        yield [row.text, words[f"label.{row.label}"], *cells]


def inert(value: Value) -> Value:
    """Return *value* so that a spreadsheet takes a text for a text; numbers stay numbers.

    A text that would begin a formula is led by an apostrophe, as spreadsheets themselves
    mark text.
    """
    if isinstance(value, str) and value.lstrip(" ").startswith(_RISKY):
        return f"'{value}"
    return value


def _cells(row: Row) -> list[Value]:
    verdict = row.verdict
    human: list[Value] = [None, None, None, None]
    if verdict:
        at = verdict.judged_at.isoformat()
        human = [verdict.label.value, verdict.author, verdict.reason, at]
    return [
        row.comparison_id,
        row.finding_id,
        row.label,
        *human,
        row.confidence,
        row.left_source,
        row.left_words,
        row.left_start,
        row.left_end,
        row.right_source,
        row.right_words,
        row.right_start,
        row.right_end,
        row.reasons,
        row.model,
        row.revision,
        row.head,
        row.thresholds_id,
        row.code_version,
    ]
