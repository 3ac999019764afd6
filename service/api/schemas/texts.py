"""Texts in bodies and queries: of a length that a person writes, with something in them."""

from typing import Annotated

from pydantic import StringConstraints

# A control character in a name or a reason is no text; U+0000 could not be searched for.
_WRITTEN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


def _text(most: int) -> StringConstraints:
    return StringConstraints(min_length=1, max_length=most, strip_whitespace=True, pattern=_WRITTEN)


Reason = Annotated[str, _text(2_000)]
"""Why somebody decided so; white space around it does not count."""
Title = Annotated[str, _text(300)]
"""The title of a story."""
Name = Annotated[str, _text(300)]
"""A person's, place's or body's name, or part of one."""
Word = Annotated[str, StringConstraints(pattern="^[a-z][a-z_.]{0,39}$")]
"""A word of a fixed list: a kind, an action."""
