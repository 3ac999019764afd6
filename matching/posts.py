"""Embedded social-media posts: "words pic.twitter.com/… — Name (@handle) October 30, 2025"."""

import re
from dataclasses import dataclass

from matching.span import Span

# What follows the handle is a date or nothing: "— Ana Rey (@anarey) lo negó" is prose.
_SIGNATURE = re.compile(
    r"(?:[—–]|--|(?<=\s)-)\s*"
    r"(?P<author>[^()\n@—–]{2,80}?(?:\([^()\n@]{1,40}\)\s?)?)\s*\(@(?P<handle>\w{1,30})\)"
    r"(?P<rest>[^\w\n]*|[^\n\d]{0,40}\d[^\n]{0,60})$",
    re.MULTILINE,
)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LINE_BREAK = re.compile(r"\n")
# "1/", "2/3", "(3/3)" at either end of a part, or the sign for a thread.
_THREAD_PART = re.compile(r"^\W*\d{1,2}\s?/|\b\d{1,2}/\d{1,2}\W*(?:https?://\S+\W*)?$|🧵")
# A text without blank lines that is one post; a longer one is an article of single lines.
_LONGEST_LONE_POST = 1000
_LINK = re.compile(r"(?:https?://|pic\.(?:twitter|x)\.com/|t\.co/|www\.)\S+$")
_WORD = re.compile(r"\S+")
_ELLIPSIS = ("...", "…")


@dataclass(frozen=True, slots=True)
class Post:
    """One post inside a document.

    `words` is what the author wrote, without trailing links; `whole` adds links and the
    signature line; `date_span` is where the date of the signature stands, if it has one.
    """

    whole: Span
    words: Span
    signed_by: Span
    """Name and handle as the signature has them: "Ana Rey (@anarey)"."""
    author: str
    handle: str
    date_span: Span | None
    truncated: bool


def find_posts(text: str) -> tuple[Post, ...]:
    """Return the embedded posts of *text*, in order.

    A post reaches from the blank line before its signature to the signature: embeds keep
    the line breaks of the post but hold no empty line of their own in plain text. Parts
    of a thread ("1/", "2/3") that stand directly above one another are one post.

    Source: the text that X's oEmbed markup leaves when its tags are dropped.
    """
    signatures = list(_SIGNATURE.finditer(text))
    stands_alone = bool(signatures) and not text[signatures[-1].end() :].strip()
    floor = 0
    posts: list[Post] = []
    for signature in signatures:
        parts = _parts(text, Span(floor, signature.start()), stands_alone)
        posts.append(_post(text, signature, _start_of_words(text, parts, signature.start())))
        floor = signature.end()
    return tuple(posts)


def _post(text: str, signature: re.Match[str], start: int) -> Post:
    words = _without_links(text, Span(start, signature.start()).strip(text))
    rest = Span(*signature.span("rest")).strip(text, also="·|,.")
    return Post(
        whole=Span(words.start, signature.end()),
        words=words,
        signed_by=Span(signature.start("author"), signature.end("handle") + 1).strip(text),
        author=" ".join(_drop_emoji(signature["author"]).split()),
        handle=signature["handle"],
        date_span=rest if len(rest) else None,
        truncated=words.quote(text).endswith(_ELLIPSIS),
    )


def _parts(text: str, before: Span, stands_alone: bool) -> list[Span]:
    """Return the paragraphs before a signature; lines, in an article without blank lines."""
    separator = _BLANK_LINE
    if not separator.search(text, before.start, before.end):
        is_article = not stands_alone or len(before) > _LONGEST_LONE_POST
        separator = _LINE_BREAK if is_article else separator
    breaks = list(separator.finditer(text, before.start, before.end))
    starts = [before.start, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), before.end]
    parts = [Span(start, end).strip(text) for start, end in zip(starts, ends, strict=True)]
    return [part for part in parts if len(part)]


def _start_of_words(text: str, parts: list[Span], end: int) -> int:
    """Return where the post begins whose words end with the last of *parts*."""
    start = end
    for part in reversed(parts):
        if start < end and not _THREAD_PART.search(part.quote(text)):
            break
        start = part.start
        if not _THREAD_PART.search(part.quote(text)):
            break
    return start


def _without_links(text: str, span: Span) -> Span:
    end = span.end
    for word in reversed(list(_WORD.finditer(text, span.start, span.end))):
        link = _LINK.search(word.group())
        if link is None:
            break
        end = word.start() + link.start()  # a link may be glued to the last word
        if link.start() > 0:
            break
    return Span(span.start, end).strip(text)


def _drop_emoji(name: str) -> str:
    return "".join(c for c in name if c.isalnum() or c.isspace() or c in ".,'’-&/()")
