"""The JSON contract: generated schemas are committed, and outputs obey them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from matching.comparison import Comparison
from matching.document import Document
from matching.voices import read_voices
from service.convert import comparison_document, story_document
from service.quotes_convert import quotes_document
from service.schema import MODELS, schema_text
from tests.service.diff import factories

FOLDER = Path(__file__).parents[1] / "docs" / "schema"
AT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)


def dumped(value: Any) -> Any:
    """Return *value* as a reader of the JSON gets it."""
    return json.loads(value.model_dump_json())


def check(name: str, value: Any) -> None:
    """Fail unless *value* obeys the committed schema *name*."""
    schema = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(value)


@pytest.mark.parametrize("name", MODELS)
def test_the_committed_schema_is_the_code_s(name: str) -> None:
    """A change of the contract shows as a change of docs/schema; `make schema` writes it."""
    assert (FOLDER / f"{name}.json").read_text("utf-8") == schema_text(name)


def test_no_schema_is_left_over() -> None:
    """A file that the code no longer makes describes nothing."""
    assert {path.stem for path in FOLDER.glob("*.json")} == {*MODELS, "openapi"}


@pytest.mark.parametrize(
    "comparison", [factories.ports_comparison(), factories.hostile_comparison()]
)
def test_a_comparison_obeys_its_schema(comparison: Comparison) -> None:
    """Every span quotes the stored text, findings name claims that are there, counts add up."""
    value = dumped(comparison_document(comparison, AT))
    check("compare", value)
    texts = {
        "left": comparison.left.document.text,
        "right": comparison.right.document.text,
    }
    sides = {claim["claim_id"]: claim["side"] for claim in value["claims"]}
    for claim in value["claims"]:
        assert texts[claim["side"]][claim["start"] : claim["end"]] == claim["text"]
    for name in value["names"]:
        assert texts[name["side"]][name["start"] : name["end"]] == name["surface"]
    for finding in value["findings"]:
        assert {sides[each] for each in finding["left"]} <= {"left"}
        assert {sides[each] for each in finding["right"]} <= {"right"}
    assert sum(value["summary"].values()) == len(value["findings"])


def test_the_summary_counts_extras_by_side() -> None:
    """One extra on each side, two conflicts, one agreement, one undecided."""
    value = dumped(comparison_document(factories.ports_comparison(), AT))
    assert value["summary"] == {
        "agree": 1,
        "extra_left": 1,
        "extra_right": 1,
        "conflict": 2,
        "undecided": 1,
    }
    assert [each["side"] for each in value["findings"]] == [None] * 4 + ["left", "right"]


def test_a_reason_without_words_on_a_side_is_null_there() -> None:
    """A missing span is null, never zero."""
    value = dumped(comparison_document(factories.ports_comparison(), AT))
    extra = value["findings"][-1]
    assert extra["reasons"][0]["left"] is None
    conflict = value["findings"][1]
    assert conflict["reasons"][0]["left"]["end"] > conflict["reasons"][0]["left"]["start"]


def test_a_story_obeys_its_schema() -> None:
    """Each cell names a source of the story; each claim names a document of it."""
    story = factories.article_story()
    value = dumped(story_document(story, AT))
    check("article", value)
    documents = {each["document_id"]: each["source"] for each in value["documents"]}
    assert {claim["document_id"] for claim in value["claims"]} <= set(documents)
    for row in value["matrix"]["rows"]:
        assert set(row["cells"]) == set(documents.values())
    assert len(value["comparisons"]) == len(story.comparisons)


def test_equal_input_gives_equal_bytes() -> None:
    """Nothing but created_at depends on when it was made."""
    one, two = factories.ports_comparison(), factories.ports_comparison()
    later = datetime(2032, 1, 1, tzinfo=UTC)
    first = comparison_document(one, AT).model_dump_json()
    second = comparison_document(two, later).model_dump_json()
    assert first != second
    assert first.replace("2031-05-14T09:30:00Z", "2032-01-01T00:00:00Z") == second


def test_quotes_obey_their_schema() -> None:
    """A nameless quotation has null for speaker, source and cue; changes quote both texts."""
    text = "«Es urgente reparar la sala».\n\n“Faltan dos aulas grandes”, dijo el consejo."
    primary = Document("Faltan tres aulas grandes. Es urgente reparar la sala.", "Consejo")
    read = read_voices(Document(text, "El Diario"), [primary])
    value = dumped(quotes_document(read, [primary]))
    check("quotes", value)
    second, first = value["quotes"]
    assert first["cue"]["text"] == "dijo"
    assert first["chain"] == [{"name": "El Diario", "quote": None}, {"name": "consejo", "quote": 1}]
    [change] = first["fidelity"]["changes"]
    assert (change["quoted"]["text"], change["primary"]["text"]) == ("dos", "tres")
    assert value["primaries"][0]["document_id"] == first["fidelity"]["document_id"]
    assert second["source"] is None
    assert second["fidelity"]["verdict"] == "verbatim"
