"""The language of the interface: what the reader chose, else what the browser asks for."""

from babel import negotiate_locale
from starlette.requests import Request

from matching.language_tag import primary_language
from service.words import LANGUAGES

COOKIE = "contraste_language"


def choose_language(request: Request) -> str:
    """Return the language of *request*'s pages, one of `LANGUAGES`.

    Source: RFC 9110, section 12.5.4 (Accept-Language).
    """
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    found = negotiate_locale(_asked_for(request), LANGUAGES, sep="-")
    return found or LANGUAGES[0]


def _asked_for(request: Request) -> list[str]:
    """Return the tags of the Accept-Language header without their regions, best first."""
    weighted: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, parameters = part.strip().partition(";")
        weighted.append((_weight(parameters), primary_language(tag)))
    ranked = sorted(weighted, key=lambda each: -each[0])
    return [tag for weight, tag in ranked if weight > 0 and tag]


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
