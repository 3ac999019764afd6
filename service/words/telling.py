"""What the library explains, told in the reader's language."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from babel.messages.pofile import read_po

from matching.explanation import Explanation, fill
from service.words import LANGUAGES


def tell(text: str, language: str) -> str:
    """Return *text* in *language*, one of `LANGUAGES`; values of documents stay as they are.

    A text that does not know how it was made (stored by an earlier version) stays English.
    """
    patterns = _patterns(language)
    if not isinstance(text, Explanation) or not patterns:
        return text
    told = {name: tell(value, language) for name, value in text.values.items()}
    return fill(patterns.get(text.pattern, text.pattern), told)


@lru_cache(maxsize=len(LANGUAGES))
def _patterns(language: str) -> Mapping[str, str]:
    """Return the pattern of each English one; none for English itself."""
    source = files(__package__).joinpath(f"explanations.{language}.po")
    if not source.is_file():
        return {}
    catalogue = read_po(BytesIO(source.read_bytes()), locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id}
