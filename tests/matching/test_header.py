"""Heads of articles and releases, against tests/matching/cases/header.yaml."""

import pytest
from hypothesis import given

from matching.header import read_header
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK
from tests.matching.slot_cases import rows


@pytest.mark.parametrize("row", rows("header"), ids=lambda row: row["name"])
def test_a_header_tells_outlet_day_and_title(row) -> None:
    """Outlet, day and title are told apart; what the lines do not say stays None."""
    header = read_header(row["text"], row["language"])
    assert row["lines"] == len(header.lines)
    assert row["source"] == header.source
    assert row["published_on"] == header.published_on
    assert row["title"] == header.title


@QUICK
@given(ODD_TEXTS, LANGUAGES)
def test_header_lines_stand_at_the_top_in_order(text: str, language: str) -> None:
    """Header lines lie before the body, hold words, and never are the whole text."""
    header = read_header(text, language)
    assert list(header.lines) == sorted(header.lines)
    assert all(line.quote(text).strip() for line in header.lines)
    assert all(line.end <= header.body_start for line in header.lines)
    if header.lines:
        assert text[header.body_start :].strip()


@QUICK
@given(ODD_TEXTS)
def test_the_body_does_not_change_the_header(text: str) -> None:
    """What stands below the first sentence says nothing about the document."""
    head = "The Coastal Courier\nMay 4, 2026\n\nThe ferry resumed on Monday.\n\n"
    header = read_header(head + text, "en")
    assert header == read_header(head, "en")
    assert header.source == "The Coastal Courier"
