"""Documents as they are given: a text, the address of a page, or what is said of a file."""

import codecs
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from service.api.schemas.comparisons import Origin, WebAddress
from service.api.schemas.words import FullText
from service.contract import Part
from service.intake.raw import Corrections

P = TypeVar("P", bound=Part)


# Python's own, which no text is written in; some take for ever, some make half characters.
_NO_CHARACTER_SETS = frozenset(
    ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")
)


def _known_encoding(name: str) -> str:
    try:
        found = codecs.lookup(name)
        "".encode(name)  # refuses those that turn bytes into bytes
    except (LookupError, UnicodeError) as error:
        raise ValueError("no such character set") from error
    if found.name.replace("_", "-") in _NO_CHARACTER_SETS:
        raise ValueError("no such character set")
    return name


Encoding = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_.:-]+$", max_length=40),
    AfterValidator(_known_encoding),
]
"""The name of a character set."""


class Said(Origin):
    """What the caller says of an input, against what it says of itself; null says nothing."""

    encoding: Encoding | None = Field(None, description="Its character set: cp1252.")

    def corrections(self) -> Corrections:
        """Return it as readers take it."""
        return Corrections(**self.model_dump(include=set(Said.model_fields)))


class NewText(Origin):
    """A text itself; `url` is the page it stands on, which is not fetched."""

    text: FullText
    url: WebAddress | None = None


class NewPage(Said):
    """The address of a page or feed, which is fetched now."""

    url: WebAddress


class FileSaid(Said):
    """What is said of a file, in the query or in a form's fields; `name` is what it is called."""

    name: Annotated[str, StringConstraints(max_length=300)] = Field(
        "", description="What the file is called; it may tell the format and the source."
    )


def new_document(value: Any) -> NewText | NewPage:
    """Return the document that a JSON body gives.

    Raises:
        RequestValidationError: It makes no sense.
    """
    kind: type[NewText] | type[NewPage] = NewPage
    if not isinstance(value, Mapping) or "text" in value or "url" not in value:
        kind = NewText
    return validated(kind, value, "body")


def validated(kind: type[P], value: Any, place: str) -> P:
    """Return *value* as the part *kind*; a fault is one of the request's *place*.

    Raises:
        RequestValidationError: It makes no sense.
    """
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        found = [{**each, "loc": (place, *each["loc"])} for each in error.errors()]
        raise RequestValidationError(found) from error
