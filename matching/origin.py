"""Who issued a text and on which day, as far as the text itself says."""

from dataclasses import dataclass
from datetime import date

from matching.credits import Credit, find_credit, find_header
from matching.dates import find_dates
from matching.header import read_header
from matching.posts import Post, find_posts
from matching.span import Span

# A date line at the very end ("Puerto Llano, 4 de diciembre de 2025") is short.
_LONGEST_DATE_LINE = 60


@dataclass(frozen=True, slots=True)
class Origin:
    """The outlet or body that issued a text and its day; None where the text is silent."""

    source: str | None
    published_on: date | None


def find_origin(text: str, language: str) -> Origin:
    """Return the origin of *text*: from its post signature, header, dateline or last line.

    A text that is one post belongs to its author. "Statement by the Ministry of X" and
    "(Agency) -" name the issuer too; a day without its year says nothing.
    """
    header = read_header(text, language)
    posts = find_posts(text)
    post = posts[0] if len(posts) == 1 and _is_whole(text, posts[0]) else None
    credit = find_credit(text, Span(header.body_start, len(text)))
    statement = find_header(text, language)
    sources = (
        post.author if post else None,
        statement.speaker.quote(text) if statement and statement.speaker else None,
        header.source,
        credit.outlet.quote(text) if credit and credit.outlet else None,
    )
    days = (header.published_on, _posted(text, language, post), _credited(text, language, credit))
    return Origin(
        next((source for source in sources if source), None),
        next((day for day in (*days, _last_line(text, language)) if day), None),
    )


def _is_whole(text: str, post: Post) -> bool:
    return not (text[: post.whole.start] + text[post.whole.end :]).strip()


def _posted(text: str, language: str, post: Post | None) -> date | None:
    if post is None or post.date_span is None:
        return None
    return _day(text, "en", post.date_span) or _day(text, language, post.date_span)


def _credited(text: str, language: str, credit: Credit | None) -> date | None:
    return _day(text, language, credit.date) if credit and credit.date else None


def _last_line(text: str, language: str) -> date | None:
    end = len(text.rstrip())
    start = text.rfind("\n", 0, end) + 1
    if end - start > _LONGEST_DATE_LINE:
        return None
    return _day(text, language, Span(start, end))


def _day(text: str, language: str, span: Span) -> date | None:
    """Return the first full calendar day in *span*, None when it holds none."""
    found = find_dates(text, language, None, span)
    days = (value.first for value in found if value.first and value.first == value.last)
    return next(days, None)
