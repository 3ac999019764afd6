"""What arrives from outside, before anybody knows whether it can be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes with a name for messages and what their origin says about them.

    `source` is the publisher's name when the content gives none; `kind` is a file suffix
    such as ".html", empty when the origin names none; `charset` is what a server declared.
    """

    data: bytes
    name: str
    source: str
    kind: str = ""
    charset: str | None = None
    url: str | None = None
