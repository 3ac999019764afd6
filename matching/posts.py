"""Embedded social-media posts: "words pic.twitter.com/… — Name (@handle) October 30, 2025"."""

import re
from dataclasses import dataclass

from matching.span import Span

_SIGNATURE = re.compile(
    r"(?:[—–]|--|(?<=\s)-)\s*(?P<author>[^()\n@—–]{2,80}?)\s*\(@(?P<handle>\w{1,30})\)"
    r"(?P<rest>[^\n]{0,40})$",
    re.MULTILINE,
)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LINK = re.compile(r"(?:https?://|pic\.(?:twitter|x)\.com/|t\.co/|www\.)\S+$")
_ELLIPSIS = ("...", "…")


@dataclass(frozen=True, slots=True)
class Post:
    """One post inside a document.

    `words` is what the author wrote, without trailing links; `whole` adds links and the
    signature line; `date_span` is where the date of the signature stands, if it has one.
    """

    whole: Span
    words: Span
    author: str
    handle: str
    date_span: Span | None
    truncated: bool


def find_posts(text: str) -> tuple[Post, ...]:
    """Return the embedded posts of *text*, in order.

    A post reaches from the blank line before its signature to the signature: embeds keep
    the line breaks of the post but hold no empty line of their own in plain text.

    Source: the text that X's oEmbed markup leaves when its tags are dropped.
    """
    return tuple(_post(text, match) for match in _SIGNATURE.finditer(text))


def _post(text: str, signature: re.Match[str]) -> Post:
    start = _start_of_words(text, signature.start())
    words = _without_links(text, Span(start, signature.start()).strip(text))
    rest = Span(*signature.span("rest")).strip(text, also="·|,.")
    return Post(
        whole=Span(words.start, signature.end()),
        words=words,
        author=" ".join(_drop_emoji(signature["author"]).split()),
        handle=signature["handle"],
        date_span=rest if len(rest) else None,
        truncated=words.quote(text).endswith(_ELLIPSIS),
    )


def _start_of_words(text: str, end: int) -> int:
    """Return where the words before a signature begin.

    A signature that stands alone below several paragraphs signs all of them: a thread.
    """
    blanks = [match.end() for match in _BLANK_LINE.finditer(text, 0, end)]
    if not blanks:
        return 0
    if text[blanks[-1] : end].strip():
        return blanks[-1]
    earlier = [match.end() for match in _SIGNATURE.finditer(text, 0, blanks[-1])]
    return earlier[-1] if earlier else 0


def _without_links(text: str, span: Span) -> Span:
    while link := _LINK.search(span.quote(text)):
        span = Span(span.start, span.start + link.start()).strip(text)
    return span


def _drop_emoji(name: str) -> str:
    return "".join(c for c in name if c.isalnum() or c.isspace() or c in ".,'’-&/")
