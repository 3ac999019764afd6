"""Errors on pages speak the reader's language; the catalogue knows sentences that exist."""

import ast
import re
from collections.abc import Iterator
from http import HTTPStatus
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticKnownError

import service
from service.api.schemas.sources import NewSource
from service.api.schemas.stories import NewStory
from service.web.forms import refused
from service.words.errors import tell_error

HOLE = re.compile(r"\{\w+\}")
PYDANTIC = (
    PydanticKnownError("string_too_short", {"min_length": 1}),
    PydanticKnownError("string_too_long", {"max_length": 1}),
    PydanticKnownError("string_pattern_mismatch", {"pattern": "a"}),
    PydanticKnownError("missing"),
    PydanticKnownError("string_type"),
    PydanticKnownError("string_unicode"),
    PydanticKnownError("int_parsing"),
    PydanticKnownError("int_parsing_size"),
    PydanticKnownError("float_parsing"),
    PydanticKnownError("finite_number"),
    PydanticKnownError("greater_than_equal", {"ge": 1}),
    PydanticKnownError("less_than_equal", {"le": 1}),
    PydanticKnownError("bool_parsing"),
    PydanticKnownError("date_parsing", {"error": "a"}),
    PydanticKnownError("date_from_datetime_parsing", {"error": "a"}),
    PydanticKnownError("enum", {"expected": "a"}),
    PydanticKnownError("extra_forbidden"),
    PydanticKnownError("too_long", {"field_type": "a", "max_length": 1, "actual_length": 2}),
)
"""Errors of pydantic that pages tell in words of their own."""


def catalogue(language: str) -> dict[str, str]:
    """Return the sentences of *language* by their English patterns."""
    source = files("service.words").joinpath(f"errors.{language}.po").read_bytes()
    found = read_po(BytesIO(source), locale=language)
    return {str(each.id): str(each.string) for each in found if each.id}


def sentences() -> Iterator[str]:
    """Yield every text in the application's code, holes as `{}`."""
    for path in Path(service.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            if isinstance(node, ast.JoinedStr):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "{}"
                    for part in node.values
                )


def of_pydantic() -> set[str]:
    """Return its messages, as templates and, with what is named, as they are said."""
    return {said for each in PYDANTIC for said in (each.message_template, each.message())}


@pytest.mark.parametrize("language", ["es", "en"])
def test_each_pattern_is_a_sentence_of_ours(language: str) -> None:
    """A sentence that was reworded is noticed here; others are HTTP's phrases or pydantic's."""
    known = {*sentences(), *(status.phrase for status in HTTPStatus)}
    known |= {HOLE.sub("{}", each) for each in of_pydantic()}
    patterns = catalogue(language)
    assert [each for each in patterns if HOLE.sub("{}", each) not in known] == []


def test_each_message_of_pydantic_is_told_in_every_language() -> None:
    """What Spanish pages tell of a field, English pages tell, too."""
    templates = {each.message_template for each in PYDANTIC}
    for language in ("es", "en"):
        assert templates <= set(catalogue(language)), language


def test_each_pattern_keeps_what_it_names() -> None:
    """Nothing that an error of ours names is lost in Spanish."""
    for english, spanish in catalogue("es").items():
        if english not in of_pydantic():
            assert sorted(HOLE.findall(english)) == sorted(HOLE.findall(spanish)), english


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "One account is empty: paste a text, choose a file, or give an address.",
            "Falta una versión: pegue un texto, elija un archivo o dé una dirección.",
        ),
        (
            "a {name} (b).txt is larger than 1,000 bytes; split it or give a smaller text.",
            "a {name} (b).txt pasa de 1,000 bytes; divídalo o dé un texto más corto.",
        ),
        ("Something new went wrong.", "Something new went wrong."),
    ],
)
def test_an_error_is_told(said: str, told: str) -> None:
    """In the reader's language where it is known, in English where it is not."""
    assert tell_error(said, "es") == told
    assert tell_error(said, "en") == said


@pytest.mark.parametrize(
    ("kind", "given", "spanish", "english"),
    [
        (NewStory, {"title": " "}, "Título: está vacío.", "Title: it is empty."),
        (
            NewStory,
            {"title": "a" * 301},
            "Título: es demasiado largo; caben 300 caracteres como máximo.",
            "Title: it is too long; 300 characters at most.",
        ),
        (
            NewSource,
            {"name": "A", "time_zone": "Nowhere/Town"},
            "Zona horaria: no existe esa zona horaria.",
            "Time zone: no such time zone.",
        ),
        (
            NewSource,
            {"name": "A", "language": "not a tag"},
            "Idioma: no tiene la forma que se espera.",
            "Language: it has not the form that is expected.",
        ),
    ],
)
def test_a_field_that_makes_no_sense(
    kind: type[BaseModel], given: dict[str, str], spanish: str, english: str
) -> None:
    """Its name and the reason, both in the reader's language."""
    with pytest.raises(ValidationError) as caught:
        kind(**given)
    said = str(refused(caught.value))
    assert tell_error(said, "es") == spanish
    assert tell_error(said, "en") == english
