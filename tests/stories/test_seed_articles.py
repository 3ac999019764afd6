"""The articles of the seed stories: who says what, and the matrix of claim by source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from _pytest.mark import ParameterSet

from benchmarks.story_gold import Tally, covers, score_comparison
from matching.claim import Claim
from matching.compare import compare_documents
from matching.comparison import Cell, MatrixRow, Story
from matching.document import Document
from matching.embed import Encoder
from matching.finding import RepairKind
from matching.origin import find_origin
from matching.passage import PassageKind
from matching.span import Span
from matching.story import read_article
from seeds.load import SeedStory, load_stories

NOTES: Mapping[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "articles.yaml").read_text("utf-8")
)
STORIES = {story.slug: story for story in load_stories()}
CALL = STORIES["call-lima-washington"]
EXCHANGED = {Cell.SAYS: Cell.CONTRADICTS, Cell.CONTRADICTS: Cell.SAYS, Cell.SILENT: Cell.SILENT}


@dataclass(frozen=True)
class Gold:
    """One article with its gold; `notes` is its part of articles.yaml."""

    slug: str
    document: Document
    rows: tuple[Mapping[str, Any], ...]
    notes: Mapping[str, Any]

    def columns(self, source: str) -> set[str]:
        """Return the names of the columns in which *source* may speak."""
        return {source, *self.notes.get("voices", {}).get(source, ())}


def _gold(story: SeedStory, entry: Mapping[str, Any]) -> Gold:
    document = story.documents[entry["document"]]
    return Gold(story.slug, document, tuple(entry["rows"]), NOTES[story.slug])


ARTICLES = [
    _gold(story, entry) for story in STORIES.values() for entry in story.gold.get("article") or ()
]


def _known(reason: str | None) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.xfail(reason=reason, strict=True),) if reason else ()


def _rows() -> list[ParameterSet]:
    return [
        pytest.param(
            gold,
            row,
            id=f"{gold.slug}: {row['text']}",
            marks=_known(gold.notes.get("not_reached", {}).get(row["text"])),
        )
        for gold in ARTICLES
        for row in gold.rows
    ]


def _articles(note: str = "") -> list[ParameterSet]:
    return [
        pytest.param(gold, id=gold.slug, marks=_known(gold.notes.get(note))) for gold in ARTICLES
    ]


@pytest.fixture(scope="module")
def read(encoder: Encoder) -> Mapping[str, Story]:
    """Every article, read under the outlet that its own header names."""
    return {gold.slug: read_article(_as_filed(gold.document), encoder=encoder) for gold in ARTICLES}


def _as_filed(document: Document) -> Document:
    return replace(document, source=_outlet(document) or "")


def _outlet(document: Document) -> str | None:
    return find_origin(document.text, document.language or "und").source


@pytest.mark.parametrize("gold", _articles())
def test_the_header_names_the_outlet(gold: Gold) -> None:
    """The outlet in the article's header is the source that the gold gives."""
    assert _outlet(gold.document) == gold.document.source


@pytest.mark.parametrize(("gold", "row"), _rows())
def test_a_row_of_the_gold_is_a_row_of_the_matrix(
    gold: Gold, row: Mapping[str, Any], read: Mapping[str, Story]
) -> None:
    """Each source says it in the gold's words, contradicts it in them, or is silent."""
    assert any(_meets(found, gold, row) for found in read[gold.slug].rows)


@pytest.mark.parametrize("gold", _articles("false_contradiction"))
def test_no_contradiction_but_those_of_the_gold(gold: Gold, read: Mapping[str, Story]) -> None:
    """Who contradicts does so in the gold's words, and what is contradicted is there too."""
    contradicted = [row for row in read[gold.slug].rows if Cell.CONTRADICTS in row.cells.values()]
    wrong = [row.text for row in contradicted if not _is_contradicted(row, gold)]
    assert not wrong


def _meets(found: MatrixRow, gold: Gold, row: Mapping[str, Any]) -> bool:
    """Tell whether *found* is *row*; which of two opposed sources spoke first is no matter."""
    cells = {source: Cell(cell) for source, cell in row["cells"].items()}
    exchanged = {source: EXCHANGED[cell] for source, cell in cells.items()}
    return _has(found, gold, row, cells) or (
        Cell.CONTRADICTS in cells.values() and _has(found, gold, row, exchanged)
    )


def _has(found: MatrixRow, gold: Gold, row: Mapping[str, Any], cells: Mapping[str, Cell]) -> bool:
    return all(
        _does(found, gold.columns(source), cell, gold.document, row["words"].get(source))
        for source, cell in cells.items()
    )


def _does(
    found: MatrixRow, columns: set[str], cell: Cell, document: Document, words: str | None
) -> bool:
    speaking = columns & found.claims.keys()
    if words is None:
        return not speaking
    return any(
        found.cells[column] is cell and _holds(found.claims[column], document, words)
        for column in speaking
    )


def _holds(claims: tuple[Claim, ...], document: Document, words: str) -> bool:
    places = [Span(*found.span()) for found in re.finditer(re.escape(words), document.text)]
    assert places, f"gold words not in the article: {words}"
    return any(covers(claim, place) for claim in claims for place in places)


def _is_contradicted(found: MatrixRow, gold: Gold) -> bool:
    everybody = tuple(claim for group in found.claims.values() for claim in group)
    opposed = [
        tuple(row["words"].values()) for row in gold.rows if "contradicts" in row["cells"].values()
    ]
    held = [
        words for words in opposed if all(_holds(everybody, gold.document, each) for each in words)
    ]
    return all(
        any(_holds(found.claims[column], gold.document, each) for words in held for each in words)
        for column, cell in found.cells.items()
        if cell is Cell.CONTRADICTS
    )


PRIMARY = ("Presidencia del Perú", "Departamento de Estado de EE.UU.")
OUTLET = "Exitosa Noticias"
SAYS, SILENT = Cell.SAYS, Cell.SILENT
TABLE = (
    ("conversaron telefónicamente", (SAYS, SAYS, SAYS)),
    ("confirmó esta comunicación entre Jerí Orué y Marco Rubio sostenida hoy", (SAYS, SAYS, SAYS)),
    ("José Jeró sostuvo un diálogo", (SAYS, SAYS, SAYS)),
    ("fortalecer su asociación estratégica", (SAYS, SILENT, SILENT)),
    ("profundizar la cooperación en seguridad ciudadana", (SAYS, SAYS, SILENT)),
    ("fortalecer la cooperación en materia de seguridad", (SAYS, SAYS, SILENT)),
    ("lucha contra la delincuencia organizada transnacional", (SAYS, SAYS, SILENT)),
    ("apoyar los esfuerzos del Perú para combatir la delincuencia", (SAYS, SAYS, SILENT)),
    ("Abordaron también temas de seguridad y defensa", (SAYS, SILENT, SILENT)),
    ("la realización de encuentros de alto nivel", (SAYS, SILENT, SILENT)),
    ("los lazos históricos entre Estados Unidos y Perú", (SILENT, SAYS, SILENT)),
    ("a lo largo de casi 200 años de relaciones diplomáticas", (SILENT, SAYS, SILENT)),
    ("la lucha contra el narcotráfico", (SILENT, SAYS, SILENT)),
    ("el fortalecimiento de la estabilidad regional", (SILENT, SAYS, SILENT)),
)
"""Words of the article, and what each column does with the row that holds them."""
REPAIRS = (("José Jeró", "José Jerí"), ("presidente de a república", "presidente de la república"))
READOUTS = ("state-readout-es", "state-readout-en")


@pytest.fixture(scope="module")
def call(read: Mapping[str, Story]) -> Story:
    """The article of the call, read."""
    return read[CALL.slug]


def test_the_call_has_three_sources(call: Story) -> None:
    """Two primary sources in the order of their first words, and the outlet last."""
    assert call.sources == (*PRIMARY, OUTLET)


@pytest.mark.parametrize(("words", "cells"), TABLE)
def test_the_table_of_the_call(words: str, cells: tuple[Cell, ...], call: Story) -> None:
    """The row that holds the words is said by these sources, and the others are silent."""
    holding = [
        row
        for row in call.rows
        if any(_holds(group, CALL.article, words) for group in row.claims.values())
    ]
    assert [tuple(row.cells[source] for source in call.sources) for row in holding] == [cells]


def test_the_three_agreements_are_three_rows(call: Story) -> None:
    """The call, security cooperation and crime: what both primary sources say, one row each."""
    shared = [row for row in call.rows if all(row.cells[name] is SAYS for name in PRIMARY)]
    assert len(shared) == 3


def test_nobody_contradicts_in_the_call(call: Story) -> None:
    """No cell of the matrix contradicts."""
    assert all(Cell.CONTRADICTS not in row.cells.values() for row in call.rows)


@pytest.mark.parametrize(("surface", "canonical"), REPAIRS)
def test_typos_of_the_article_are_repaired(surface: str, canonical: str, call: Story) -> None:
    """A misprint is shown as one, with the name or title that it means."""
    repairs = [(name.canonical, name.kind) for name in call.names if name.surface == surface]
    assert repairs == [(canonical, RepairKind.TYPO)]


def test_the_truncated_post_is_a_copy(call: Story) -> None:
    """The article's one embedded post repeats the statement that it quotes in full."""
    posts = [p for p in call.readings[0].passages if p.kind is PassageKind.POST]
    assert [post.truncated for post in posts] == [True]
    assert [post.copy_of is not None for post in posts] == [True]


def _compared(right: str, encoder: Encoder) -> Tally:
    gold = next(
        each
        for each in CALL.gold["comparisons"]
        if (each["left"], each["right"]) == ("presidencia-x", right)
    )
    left = CALL.documents["presidencia-x"]
    return score_comparison(compare_documents(left, CALL.documents[right], encoder=encoder), gold)


@pytest.mark.parametrize("right", READOUTS)
def test_the_readouts_agree_with_the_post_on_three_facts(right: str, encoder: Encoder) -> None:
    """Call, security cooperation and crime agree with the post, in Spanish and in English."""
    tally = _compared(right, encoder)
    assert (tally.agree_found, tally.false_conflicts) == (3, 0)


@pytest.mark.parametrize(
    "right",
    [
        "state-readout-es",
        "state-readout-en",
    ],
)
def test_what_only_one_side_of_the_call_says_is_extra(right: str, encoder: Encoder) -> None:
    """Partnership, defence and meetings on one side; ties, drugs and stability on the other."""
    tally = _compared(right, encoder)
    assert not tally.misses
    assert tally.extra_found == 6
