"""What the library explains, told in the reader's language."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from babel.messages.pofile import read_po

from matching.explanation import Explanation, fill
from service.words import LANGUAGES
from service.words.local import local_day, local_digits

# What the library measures and reads itself; all other values are words of documents.
_MEASURES = frozenset({"near", "agree", "conflict", "share"})
_DATES = frozenset({"one", "two"})
_MEASURED, _ISO_DATE = re.compile(r"-?\d+\.\d+"), re.compile(r"\d{4}-\d{2}(-\d{2})?")


def tell(text: str, language: str) -> str:
    """Return *text* in *language*, one of `LANGUAGES`; values of documents stay as they are.

    A text that does not know how it was made (stored by an earlier version) stays English.
    """
    patterns = _patterns(language)
    if not isinstance(text, Explanation):
        return text
    told = {name: _value(name, value, language) for name, value in text.values.items()}
    return fill(patterns.get(text.pattern, text.pattern), told)


def _value(name: str, value: str, language: str) -> str:
    if name in _MEASURES and _MEASURED.fullmatch(value):
        return local_digits(value, language)
    if name in _DATES and _ISO_DATE.fullmatch(value):
        return local_day(value, language)
    return tell(value, language)


@lru_cache(maxsize=len(LANGUAGES))
def _patterns(language: str) -> Mapping[str, str]:
    """Return the pattern of each English one; none for English itself."""
    source = files(__package__).joinpath(f"explanations.{language}.po")
    if not source.is_file():
        return {}
    catalogue = read_po(BytesIO(source.read_bytes()), locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id}
