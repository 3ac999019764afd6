"""Templates to pages: the reader's language, the frame that all share, and the headers."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from markupsafe import Markup
from starlette.responses import HTMLResponse

from service.access.principal import Principal
from service.diff.page import SIGNS
from service.diff.render import UNWRITABLE, catalogue_json
from service.diff.view import ROW_KEYS
from service.templating import environment
from service.web.assets import asset
from service.web.language import choose_language
from service.web.preferences import single_keys
from service.words import LANGUAGES, translations, words
from service.words.errors import tell_error
from service.words.local import language_name, local_figure, local_moment, local_number
from service.words.telling import tell

# Nothing inline, nothing from elsewhere: a document's words cannot become a page's code.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PLACES = (
    ("compare", "/"),
    ("stories", "/stories"),
    ("review", "/review"),
    ("names", "/names"),
    ("sources", "/sources"),
    ("search", "/search"),
    ("reports", "/reports"),
    ("settings", "/settings"),
)
"""The places of the frame, each with its address; a page names the one it is at."""
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Vary": "Cookie, Accept-Language",
}
"""Headers of every page."""


def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    principal: Principal | None = None,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """Return the page that *template* makes of *values*, in the reader's language.

    *principal* is by default whoever the route found out to ask.

    Templates have `t(key)` and `n(key, number)` for words, `word(key)` for words inside an
    attribute, `tell(text)` for explanations, `tell_error(text)` for errors, `when(iso)` for
    moments, `figure(value)` and `number(value)` for figures, `tongue(tag)` for languages,
    `asset(name)`, `principal` (None where nobody is known), `single_keys`, and *values*.
    """
    language = choose_language(request)
    html = (
        environment("service.web", "service.diff")
        .get_template(template)
        .render(
            **_words(language),
            spoken=language,
            languages={code: words(code)["language.name"] for code in LANGUAGES},
            principal=principal or getattr(request.state, "principal", None),
            single_keys=single_keys(request),
            here=_here(request),
            places=PLACES,
            asset=asset,
            signs=SIGNS,
            legend=ROW_KEYS,
            **values,
        )
    )
    # A parser turns CR and CRLF into LF unless CR is written as a reference.
    written = UNWRITABLE.sub("\ufffd", html).replace("\r", "&#13;")
    return HTMLResponse(written, status, headers={**HEADERS, **(headers or {})})


def _words(language: str) -> dict[str, Any]:
    said, plural = words(language), translations(language)

    def t(key: str) -> Markup:
        return Markup.escape(said[key])

    def n(key: str, number: int) -> Markup:
        return Markup.escape(
            plural.ngettext(key, key, number).format(n=local_number(number, language))
        )

    return {
        "t": t,
        "n": n,
        "tell": lambda text: tell(text, language),
        "tell_error": lambda text: tell_error(text, language),
        "word": said.__getitem__,
        "when": lambda iso: local_moment(iso, language),
        "figure": lambda value, signed=False: local_figure(value, language, signed=signed),
        "number": lambda value: local_number(value, language),
        "tongue": lambda tag: language_name(tag, language),
        "catalogue": lambda *keys: catalogue_json([language], keys),
    }


def _here(request: Request) -> str:
    """Return the path and query of this page, where the reader comes back to."""
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
