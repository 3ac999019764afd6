"""Page to one self-contained HTML file, from which no request leaves."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from importlib.resources import files

from markupsafe import Markup

from matching.comparison import Comparison, Story
from service.diff.page import SIGNS, Page
from service.diff.view import ROW_KEYS, comparison_page, story_page
from service.templating import environment
from service.words import LANGUAGES, interface_language, words
from service.words.local import neutral_moment
from service.words.telling import tell

_STYLES = ("base.css", "matrix.css", "texts.css", "findings.css", "narrow.css", "print.css")
_SCRIPTS = (
    "language.js",
    "filter.js",
    "links.js",
    "lines.js",
    "matrix.js",
    "tip.js",
    "keys.js",
    "print.js",
    "main.js",
)
# What the scripts say themselves.
_SCRIPT_WORDS = ("shown",)

UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
"""What HTML cannot hold: a parser drops NUL, UTF-8 has no lone surrogates."""


def render_comparison(comparison: Comparison, *, created_at: datetime, language: str = "en") -> str:
    """Return the HTML page of one comparison: both texts side by side and the findings.

    The page is one file that works from a disk, without network and, but for filters and
    lines, without JavaScript. Equal arguments give equal text.

    Args:
        comparison: what was found between two readings.
        created_at: when the comparison was made; carries its time zone.
        language: interface language to begin with, "en" or "es" (BCP 47, region ignored).

    Raises:
        ValueError: the page does not speak *language*, or *created_at* has no time zone.
    """
    return _render(comparison_page(comparison, created_at), language)


def render_story(
    story: Story, *, created_at: datetime, language: str = "en", title: str | None = None
) -> str:
    """Return the HTML page of a story: the matrix, then every pair of sources side by side.

    Args:
        story: the readings, the rows of the matrix and the comparisons of each pair.
        created_at: when the comparison was made; carries its time zone.
        language: interface language to begin with, "en" or "es" (BCP 47, region ignored).
        title: heading of the page; by default the first document's title, else the sources.

    Raises:
        ValueError: the page does not speak *language*, or *created_at* has no time zone.
    """
    return _render(story_page(story, created_at, title), language)


def _render(page: Page, language: str) -> str:
    spoken = interface_language(language)
    said = words(spoken)
    used = set(_SCRIPT_WORDS)
    explained: dict[str, None] = {}

    def t(key: str) -> Markup:
        """Return the word for *key* in an element that the language switch can find."""
        used.add(key)
        return Markup('<span data-t="{}">{}</span>').format(key, said[key])

    def told(text: str) -> Markup:
        """Return an explanation in an element that the language switch can find."""
        explained[text] = None
        return Markup('<span data-t="{}">{}</span>').format(text, tell(text, spoken))

    html = (
        environment("service.diff")
        .get_template("page.html")
        .render(
            page=page,
            desk=None,
            t=t,
            tell=told,
            # One page in every language: digits and tags need no switch.
            when=neutral_moment,
            tongue=str,
            spoken=spoken,
            languages={code: words(code)["language.name"] for code in LANGUAGES},
            signs=SIGNS,
            legend=ROW_KEYS,
            style=Markup(_asset(_STYLES)),  # noqa: S704 - our own files
            script=Markup(_asset(_SCRIPTS)),  # noqa: S704 - our own files
            catalogue=lambda: catalogue_json(LANGUAGES, used, explained),
            policy=_policy(),
        )
    )
    # A parser turns CR and CRLF into LF unless CR is written as a reference.
    return UNWRITABLE.sub("\ufffd", html).replace("\r", "&#13;")


@lru_cache(maxsize=2)
def _asset(names: tuple[str, ...]) -> str:
    """Return the files of `static/` one after the other, framed by line feeds."""
    folder = files("service.diff").joinpath("static")
    return "\n" + "\n".join(folder.joinpath(name).read_text("utf-8") for name in names)


def catalogue_json(
    languages: Iterable[str], keys: Iterable[str], explained: Iterable[str] = ()
) -> Markup:
    """Return words and explanations in *languages* as JSON that can stand in a script element.

    An explanation's key is its English text.
    """
    wanted, texts = sorted(keys), list(explained)
    found = {
        code: {key: words(code)[key] for key in wanted} | {text: tell(text, code) for text in texts}
        for code in languages
    }
    written = json.dumps(found, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(written)  # noqa: S704 - our own words, "<" escaped


@lru_cache(maxsize=1)
def _policy() -> str:
    """Return the Content-Security-Policy: our own style and script by hash, nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(_asset(_STYLES))}'",
            f"script-src '{_hash(_asset(_SCRIPTS))}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
