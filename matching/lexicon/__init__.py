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

SHARED = "shared"


@cache
def load_lexicon(language: str, topic: str) -> Mapping[str, Any]:
    """Return the entries of one topic, empty for a language that has no such file.

    *language* is a BCP 47 tag, of which only the primary subtag counts ("es-MX" reads
    "es"), or "shared".
    """
    primary = language.split("-")[0].lower()
    path = files(__name__) / primary / f"{topic}.toml"
    if not path.is_file():
        return MappingProxyType({})
    return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def languages_with(topic: str) -> tuple[str, ...]:
    """Return the languages that have a file for *topic*, sorted."""
    folders = (entry for entry in files(__name__).iterdir() if entry.is_dir())
    return tuple(
        sorted(
            folder.name
            for folder in folders
            if folder.name != SHARED and (folder / f"{topic}.toml").is_file()
        )
    )
