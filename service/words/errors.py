"""What went wrong, told in the reader's language.

An error is one English sentence, the same in the log, the API and on the command line; a page
looks up the pattern that it was made of and says it in the page's language. What pydantic says
of a field is no sentence for people, in no language: pages say it in words of their own.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from string import Formatter

from babel.messages.pofile import read_po

from service.words import words

_LONGEST = 2_000
# How a form says which of its fields makes no sense, and why.
_FIELD = re.compile(r"(?P<field>[a-z_]{1,40}): (?P<reason>.*)\.", re.DOTALL)


def tell_error(text: str, language: str) -> str:
    """Return *text* in *language*, with what it names; what no catalogue knows stays English."""
    if len(text) > _LONGEST:
        return text
    part = _FIELD.fullmatch(text)
    field = words(language).get(f"field.{part['field']}") if part else None
    if part and field:
        return f"{field}: {tell_error(part['reason'], language)}."
    for pattern, told in _told(language):
        found = pattern.fullmatch(text)
        if found:
            # A sentence may give another one as its reason.
            values = found.groupdict()
            return told.format_map({name: tell_error(values[name], language) for name in values})
    return text


@lru_cache(maxsize=8)
def _told(language: str) -> Sequence[tuple[re.Pattern[str], str]]:
    """Return expressions of the English sentences with what to say; those that say most first."""
    source = files(__package__).joinpath(f"errors.{language}.po")
    if not source.is_file():
        return ()
    catalogue = read_po(BytesIO(source.read_bytes()), locale=language)
    known = [(str(each.id), str(each.string)) for each in catalogue if each.id]
    known.sort(key=lambda each: -sum(len(said) for said, *_ in Formatter().parse(each[0])))
    return [(_expression(english), told) for english, told in known]


def _expression(pattern: str) -> re.Pattern[str]:
    parts = (
        re.escape(literal) + (f"(?P<{name}>.*?)" if name else "")
        for literal, name, _, _ in Formatter().parse(pattern)
    )
    return re.compile("".join(parts), re.DOTALL)
