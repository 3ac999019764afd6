"""The names and signatures that Python users may rely on: `matching`, and what is around it.

docs/reference/python.md has all of them as they are; a change of the surface is a change of it.
"""

import inspect
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

import matching
from scripts.reference.python import APPLICATION, contract_models, python_page

ROOT = Path(__file__).parents[1]
PROMISED = """
Attribution Cell Claim Comparison DEFAULTS Document EmbeddedEncoder Encoder EncodingError Finding
Label
MatchingError MatrixRow Mention MergeDecision ModelError NameRepair Passage Reading Reason
ReasonKind RepairKind RunConfig SentenceTransformerEncoder Side Slots Span SpanError Story
ThresholdError Thresholds compare_documents compare_pairs compare_story join_names keep_apart
read_article
""".split()
# Kinds that are reached through a public value, and values of others, made by nobody outside.
_INNER = {"AttributionKind", "DecisionKind", "MentionKind", "PassageKind"}
_WITH_PARTS = {matching.Slots, matching.Thresholds}


def test_promised_names_are_all_there() -> None:
    """A name that users may import is never lost by accident, nor added by one."""
    assert sorted(PROMISED) == sorted(matching.__all__)


def test_the_reference_has_the_surface_of_today() -> None:
    """Every name, signature, field and type; otherwise: make reference."""
    assert (ROOT / "docs" / "reference" / "python.md").read_text("utf-8") == python_page()


@pytest.mark.parametrize("name", matching.__all__)
def test_public_names_exist_and_are_documented(name: str) -> None:
    """The docstring is the reference: every public name has one of its own."""
    value = getattr(matching, name)
    assert value.__doc__


def test_what_functions_take_and_give_is_public_too() -> None:
    """Nobody has to import from inside to annotate what goes in or comes out."""
    public = {getattr(matching, name) for name in matching.__all__ if name != "DEFAULTS"}
    values = [each for each in public - _WITH_PARTS if is_dataclass(each)]
    functions = [each for each in public if inspect.isfunction(each)]
    named = {
        kind
        for each in [*functions, *values]
        for hint in _hints(each)
        for kind in _classes(hint)
        if kind.__module__.startswith("matching")
    }
    assert {each.__name__ for each in named - public} <= _INNER


@pytest.mark.parametrize("package", ["matching", "service"])
def test_types_are_published(package: str) -> None:
    """PEP 561: type checkers look at the code of a package with this file alone."""
    assert (ROOT / package / "py.typed").is_file()


def test_the_application_has_what_programs_use() -> None:
    """Beside the models of the contract, whose JSON docs/schema pins."""
    assert {name for names in APPLICATION.values() for name in names} == {
        "read_settings",
        "load_encoder",
        "comparison_document",
        "story_document",
    }
    assert all(each.__doc__ for each in contract_models())


def _hints(value: Any) -> list[Any]:
    hints = get_type_hints(value)
    return (
        [hints[each.name] for each in fields(value)] if is_dataclass(value) else [*hints.values()]
    )


def _classes(hint: Any) -> list[type]:
    inner = [kind for part in get_args(hint) for kind in _classes(part)]
    return [hint, *inner] if inspect.isclass(hint) else inner
