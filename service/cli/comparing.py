"""`contraste compare` and `contraste article`."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from matching.comparison import Cell
from matching.finding import Label
from service.cli.output import prepared_encoder, stdout_console, write_json
from service.clock import run_time
from service.comparing import compare_pair, read_pair, split_article
from service.config import read_settings
from service.convert import comparison_document, story_document
from service.diff import render_comparison, render_story
from service.errors import InputError
from service.files import write_text
from service.intake import read_input
from service.naming import read_keep_apart

FOUND = 1


def compare_command(left: str, right: str, *, as_json: bool, html: Path | None) -> int:
    """Compare two inputs, print and write what was asked for; FOUND when there is a conflict."""
    if left == right == "-":
        raise InputError("Standard input can be read once only; name a file for one side.")
    settings, created_at = read_settings(), run_time()
    documents = read_input(left, settings), read_input(right, settings)
    with ThreadPoolExecutor(max_workers=1) as worker:
        # Reading needs no model, and the model takes longer to load.
        reader = worker.submit(read_pair, *documents, settings)
        encoder = prepared_encoder(settings)
        comparison = compare_pair(reader.result(), encoder)
    if html:
        write_text(html, render_comparison(comparison, created_at=created_at))
    if as_json:
        write_json(comparison_document(comparison, created_at))
    else:
        from service.cli.tables import print_comparison

        print_comparison(comparison, stdout_console())
    return FOUND if comparison.count(Label.CONFLICT) else 0


def article_command(
    file: str, *, as_json: bool, html: Path | None, apart: Sequence[str] = ()
) -> int:
    """Split one article, print and write what was asked for; FOUND when there is a conflict.

    *apart* holds names not to be merged, "NAME | NAME" each.
    """
    decisions = read_keep_apart(apart)
    settings, created_at = read_settings(), run_time()
    article = read_input(file, settings)
    encoder = prepared_encoder(settings)
    story = split_article(article, encoder=encoder, settings=settings, decisions=decisions)
    if html:
        write_text(html, render_story(story, created_at=created_at))
    if as_json:
        write_json(story_document(story, created_at))
    else:
        from service.cli.tables import print_story

        print_story(story, stdout_console())
    contradicted = any(Cell.CONTRADICTS in row.cells.values() for row in story.rows)
    return FOUND if contradicted else 0
