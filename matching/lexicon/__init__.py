"""Words as data: what a language needs lies in TOML files, one topic each.

`lexicon/<language>/<topic>.toml` holds one language's words, `lexicon/shared/<topic>.toml`
what maps words of several languages to one concept. Each file says in its first comment
where its entries come from. Adding a language is adding a folder (CONTRIBUTING.md).
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from matching.language_tag import primary_language

SHARED = "shared"


@cache
def load_lexicon(language: str, topic: str) -> Mapping[str, Any]:
    """Return the entries of one topic, empty for a language that has no such file.

    *language* is a BCP 47 tag, of which only the primary subtag counts ("es-MX" reads
    "es"), or "shared". A file that begins with `like = "es"` takes what it does not give
    itself from that language's file: so a new language can begin with a few words.
    """
    primary = primary_language(language)
    path = files(__name__) / primary / f"{topic}.toml"
    if not path.is_file():
        return MappingProxyType({})
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    like = found.pop("like", None)
    return MappingProxyType(_over(load_lexicon(like, topic), found) if like else found)


def _over(relative: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return *relative* with what *own* gives in its place, in tables entry by entry."""
    tables = {
        key: {**relative[key], **value}
        for key, value in own.items()
        if isinstance(value, dict) and isinstance(relative.get(key), dict)
    }
    return {**relative, **own, **tables}


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a folder of words, sorted."""
    folders = (entry for entry in files(__name__).iterdir() if entry.is_dir())
    tags = (folder.name for folder in folders if folder.name != SHARED)
    return tuple(sorted(tag for tag in tags if tag.isalpha()))  # "__pycache__" is none


@cache
def languages_with(topic: str) -> tuple[str, ...]:
    """Return the languages that have a file for *topic*, sorted."""
    folders = files(__name__)
    return tuple(tag for tag in languages() if (folders / tag / f"{topic}.toml").is_file())
