"""The words of the interface in every language it speaks: gettext catalogues, read by Babel.

A key is a fixed symbol ("label.agree"), so that the words of one language can change without
the others. `en.po` and `es.po` have the same keys; a language is added by adding its file.
"""

import io
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES = ("en", "es")
"""Languages of the interface, BCP 47 without a region; the first one where nobody chose."""


@lru_cache(maxsize=len(LANGUAGES))
def translations(language: str) -> Translations:
    """Return the catalogue of *language*, one of `LANGUAGES`, for gettext and ngettext."""
    source = files(__package__).joinpath(f"{language}.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=language))
    compiled.seek(0)
    return Translations(compiled)


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str) -> Mapping[str, str]:
    """Return the words of *language* that do not depend on a number: key, then word."""
    source = files(__package__).joinpath(f"{language}.po").read_bytes()
    catalogue = read_po(io.BytesIO(source), locale=language)
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id
    }


def interface_language(tag: str) -> str:
    """Return the interface's language for a BCP 47 *tag*: "es" for "es-MX".

    Raises:
        ValueError: The interface does not speak that language.
    """
    language = tag.replace("_", "-").split("-")[0].lower()
    if language not in LANGUAGES:
        raise ValueError(f"the page speaks {', '.join(LANGUAGES)}, not {tag!r}")
    return language
