"""Tables for people: complete at any width, never by colour alone."""

import io

import pytest
from rich.console import Console

from service.cli.tables import print_comparison, print_story
from tests.service.diff import factories

WIDTHS = (40, 80, 120, 200)


def console(width: int) -> Console:
    """Return a console that keeps what it prints."""
    return Console(file=io.StringIO(), width=width, color_system=None, highlight=False)


def printed(kept: Console) -> str:
    """Return what *kept* printed, white space and borders taken out of wrapped words."""
    assert isinstance(kept.file, io.StringIO)
    return kept.file.getvalue()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_comparison_shows_every_label_with_sign_and_word(width: int) -> None:
    """Without colour each label is still told apart; no line is wider than the terminal."""
    kept = console(width)
    print_comparison(factories.ports_comparison(), kept)
    text = printed(kept)
    for mark in ("= agree", "+ extra", "≠ conflict", "? undecided"):
        assert mark in text
    assert "1 only left, 1 only right" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_a_story_names_every_source_and_cell(width: int) -> None:
    """The matrix has a column, or a line, for each source."""
    story = factories.article_story()
    kept = console(width)
    print_story(story, kept)
    text = printed(kept)
    assert "● says" in text
    assert "· silent" in text
    assert "≠ contradicts" in text
    assert all(source.split()[0] in text for source in story.sources)


def test_names_show_original_and_reading() -> None:
    """A repaired name shows what stands in the text, what it is read as, and why."""
    kept = console(200)
    print_comparison(factories.ports_comparison(), kept)
    assert "Inés Arrambidde → Inés Arrambide [typo] One letter twice" in printed(kept)


def test_markup_in_a_text_is_only_text() -> None:
    """Brackets of a source or a claim are printed, not obeyed."""
    kept = console(200)
    print_comparison(factories.hostile_comparison(), kept)
    assert "<script>alert(1)</script>" in printed(kept)
