"""Sources and what is known of them."""

from dataclasses import asdict
from typing import Annotated

from babel.core import get_global
from pydantic import AfterValidator, StringConstraints

from service.api.schemas.comparisons import WebAddress
from service.api.schemas.words import LanguageTag, Line, TimeZone
from service.contract import Part
from service.store.sources import Source, SourceFacts

# CLDR's territories that have a time zone are ISO 3166-1's and ZZ; two have nobody to keep one.
_COUNTRIES = {code for code in get_global("territory_zones") if len(code) == 2} - {"ZZ"}
_COUNTRIES |= {"BV", "HM"}


def _known_country(code: str) -> str:
    if code not in _COUNTRIES:
        raise ValueError("no such country in ISO 3166-1 alpha-2")
    return code


Country = Annotated[str, StringConstraints(pattern="^[A-Z]{2}$"), AfterValidator(_known_country)]
"""An ISO 3166-1 alpha-2 code."""


class Facts(Part):
    """What is known of a source; null where nobody has said.

    `kind` is a short word ("ministry", "agency", "newspaper"), `handle` its name on a network,
    `country` an ISO 3166-1 alpha-2 code, `language` a BCP 47 tag, `time_zone` an IANA name in
    which its days are read, `feed` the address of its RSS or Atom feed.
    """

    kind: Line | None = None
    handle: Line | None = None
    country: Country | None = None
    language: LanguageTag | None = None
    time_zone: TimeZone | None = None
    feed: WebAddress | None = None

    def value(self) -> SourceFacts:
        """Return the facts as the store takes them."""
        return SourceFacts(**self.model_dump())


class NewSource(Facts):
    """A source by its name, with what is known of it."""

    name: Line

    def value(self) -> SourceFacts:
        """Return the facts as the store takes them."""
        return SourceFacts(**self.model_dump(exclude={"name"}))


class SourcePart(Part):
    """A source as it stands; null where nobody has said."""

    source_id: str
    name: str
    kind: str | None
    handle: str | None
    country: str | None
    language: str | None
    time_zone: str | None
    feed: str | None


def source_part(source: Source) -> SourcePart:
    """Return a source as it is shown."""
    return SourcePart(source_id=source.source_id, name=source.name, **asdict(source.facts))
