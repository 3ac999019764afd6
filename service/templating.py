"""Templates of pages and mails: what they are given is escaped, what is missing is an error."""

from functools import lru_cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined


@lru_cache
def environment(*packages: str) -> Environment:
    """Return the templates in the folders `templates` of *packages*, the first one's first."""
    return Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
