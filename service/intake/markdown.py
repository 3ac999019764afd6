"""Markdown: its words without the marks, and its front matter."""

from collections.abc import Iterator
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from matching.document import Document
from service.errors import InputError
from service.intake.decoding import decode
from service.intake.metadata import make_document
from service.intake.naming import shown
from service.intake.raw import Raw

_FENCE = "---"
# Title, source, time: more is no front matter, and reading YAML takes long.
_LONGEST_FRONT = 10_000
# What the library raises on values that are none of the kind that their tag says, too.
_NOT_YAML = (
    yaml.YAMLError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    OverflowError,
)


def read_markdown(raw: Raw) -> Document:
    """Return the words of *raw*, blocks apart by an empty line, with its front matter.

    Text without marks comes out as it went in, save for space at its ends.

    Raises:
        InputError: The front matter is not YAML, or a value in it makes no sense.
    """
    front, body = split_front_matter(raw, decode(raw).removeprefix("\ufeff"))
    text = "\n\n".join(_blocks(MarkdownIt("commonmark").parse(body)))
    return make_document(raw, text, front)


def split_front_matter(raw: Raw, text: str) -> tuple[dict[str, Any], str]:
    """Return the front matter of *text* and the rest; no front matter is an empty mapping."""
    first, *rest = text.splitlines(keepends=True) or [""]
    ends = [index for index, line in enumerate(rest) if line.strip() == _FENCE]
    if first.strip() != _FENCE or not ends:
        return {}, text
    written = "".join(rest[: ends[0]])
    if len(written) > _LONGEST_FRONT:
        raise InputError(f"The front matter of {shown(raw.name)} is too long; shorten it.")
    try:
        front = yaml.safe_load(written)
    except _NOT_YAML as error:
        raise InputError(
            f"The front matter of {shown(raw.name)} is not YAML; correct or remove it."
        ) from error
    if not isinstance(front, dict):
        return {}, text
    named = {str(key): value for key, value in front.items()}
    return named, "".join(rest[ends[0] + 1 :])


def _blocks(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            text = "".join(_words(token.children or []))
        elif token.type in ("fence", "code_block"):
            text = token.content
        else:
            continue
        if text.strip():
            yield text


def _words(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type in ("text", "code_inline"):
            yield token.content
        elif token.type == "image":
            yield "".join(_words(token.children or []))
