"""Sentences for people that remember how they were made, so that each can be told in a language.

    Explanation("{one} and {two} meet", one="2026-05-01", two="2026-05-02")

is the text "2026-05-01 and 2026-05-02 meet", and knows its pattern and its values. Whoever
only reads it has a string; whoever translates looks up the pattern and fills in the values,
which may be sentences themselves.
"""

import re
from collections.abc import Mapping
from typing import Any, Self

_CAPITAL = re.compile(r"\{[A-Z]")


class Explanation(str):
    """An English text with the pattern and the values that it was made of.

    `{said}` in the pattern stands for the value `said`, `{Said}` for the same with a capital.
    It equals its text, hashes and prints like it.
    """

    __slots__ = ("pattern", "values")
    pattern: str
    values: Mapping[str, str]

    def __new__(cls, pattern: str, /, **values: str) -> Self:
        """Return the text of *pattern* with its *values*."""
        made = super().__new__(cls, fill(pattern, values))
        made.pattern = pattern
        made.values = values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """Return what makes it again, in another process too."""
        return (self.pattern,), dict(self.values)


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """Return *pattern* with *values* in their places; KeyError where one is missing."""
    if _CAPITAL.search(pattern):
        capitals = {key.capitalize(): _capital(value) for key, value in values.items()}
        return pattern.format_map({**capitals, **values})
    return pattern.format_map(values)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
