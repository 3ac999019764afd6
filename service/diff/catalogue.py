"""The page's interface words in every language it speaks."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def load_catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return the interface words: language, then key, then word (catalogue.toml)."""
    return tomllib.loads(files(__package__).joinpath("catalogue.toml").read_text("utf-8"))


def interface_language(tag: str) -> str:
    """Return the catalogue's language for a BCP 47 *tag*: "es" for "es-MX".

    Raises:
        ValueError: the page does not speak that language.
    """
    language = tag.replace("_", "-").split("-")[0].lower()
    spoken = load_catalogue()
    if language not in spoken:
        raise ValueError(f"the page speaks {', '.join(spoken)}, not {tag!r}")
    return language
