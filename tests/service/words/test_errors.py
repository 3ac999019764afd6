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

import service
from service.words.errors import tell_error

HOLE = re.compile(r"\{\w+\}")


def catalogue() -> dict[str, str]:
    """Return the Spanish sentences by their English patterns."""
    source = files("service.words").joinpath("errors.es.po").read_bytes()
    found = read_po(BytesIO(source), locale="es")
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


def test_each_pattern_is_a_sentence_of_ours() -> None:
    """A sentence that was reworded is noticed here; those of HTTP are its phrases."""
    known = {*sentences(), *(status.phrase for status in HTTPStatus)}
    assert [each for each in catalogue() if HOLE.sub("{}", each) not in known] == []


def test_each_pattern_keeps_what_it_names() -> None:
    """Nothing that an error names is lost in Spanish."""
    for english, spanish in catalogue().items():
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
