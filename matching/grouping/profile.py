"""What is known of one document for grouping: sentences, names, days, amounts, words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

import numpy as np

from matching.dates import find_dates
from matching.document import Document
from matching.embed import Encoder, Vectors
from matching.grouping.keys import amount_keys, name_keys, word_keys
from matching.language import detect_language
from matching.language_tag import primary_language
from matching.mentions import find_mentions
from matching.passage import PassageKind
from matching.passages import split_passages
from matching.quantities import find_quantities
from matching.sentences import split_sentences
from matching.slots import DateValue, Granularity
from matching.span import Span

Value = TypeVar("Value")

_SILENT = (PassageKind.HEADER, PassageKind.BOILERPLATE)
# What a text tells beyond this many sentences is background, or a text of several events.
_MOST_SENTENCES = 24
_FEWEST_WORDS = 3
_LEAD_WORDS = 15
_DAYS = (Granularity.DAY, Granularity.TIME)
# An event is reported within days; an older day is what came before it.
_REACH = timedelta(days=10)


class Part(StrEnum):
    """Where in a document something stands: what is new comes first."""

    LEAD = "lead"
    """The headline and the sentences in which the first fifteen words stand."""
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a document gives; `ahead` tells whether it was still to come."""

    on: date
    part: Part
    ahead: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One document as grouping sees it.

    `vectors[i]` (length 1) is the sentence `sentences[i]`; the first `leads` of them lead
    (`Part.LEAD`). `names`, `amounts` and `words` map a key to the first part
    that has it; keys of names and amounts are the same in all languages. `shown` gives for a
    key the words of the text, for people. `days` are those near the publication.
    """

    document_id: str
    source: str
    language: str
    published_at: datetime | None
    published_on: date | None
    sentences: tuple[str, ...]
    vectors: Vectors
    leads: int
    names: Mapping[str, Part]
    amounts: Mapping[str, Part]
    words: Mapping[str, Part]
    days: tuple[Day, ...]
    shown: Mapping[str, str]


def profile_documents(documents: Sequence[Document], encoder: Encoder) -> list[Profile]:
    """Return the profile of each document, in order; each is the same whatever the others are."""
    drafts = [_draft(document) for document in documents]
    texts = [sentence for draft in drafts for sentence in draft.sentences]
    vectors = encoder.encode(texts).sentences
    profiles, at = [], 0
    for draft in drafts:
        profiles.append(replace(draft, vectors=vectors[at : at + len(draft.sentences)]))
        at += len(draft.sentences)
    return profiles


def _draft(document: Document) -> Profile:
    """Return the profile of a document without its vectors."""
    text, body_at = _whole(document)
    language = primary_language(document.language or detect_language(text))
    spans = _sentences(text, body_at, language)
    leads = _leads(text, spans, body_at)
    lead_end = spans[leads - 1].end
    published_on = document.published_at.date() if document.published_at else None

    def part(span: Span) -> Part:
        return Part.LEAD if span.start < lead_end else Part.BODY

    names = [
        (key, each) for each in find_mentions(text, language) for key in name_keys(each, language)
    ]
    amounts = [(key, each) for each in find_quantities(text, language) for key in amount_keys(each)]
    words = [(key, span) for span in spans for key in word_keys(text, span, language)]
    dates = find_dates(text, language, published_on)
    return Profile(
        document_id=document.document_id,
        source=document.source,
        language=primary_language(language),
        published_at=_in_utc(document.published_at),
        published_on=published_on,
        sentences=tuple(" ".join(span.quote(text).split()) for span in spans),
        vectors=_EMPTY,
        leads=leads,
        names=_firsts((key, part(each.span)) for key, each in names),
        amounts=_firsts((key, part(each.span)) for key, each in amounts),
        words=_firsts((key, part(span)) for key, span in words),
        days=tuple(_days(dates, published_on, part)),
        shown=_firsts(
            [(key, each.surface) for key, each in names]
            + [(key, each.surface) for key, each in amounts]
        ),
    )


def _firsts(found: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """Return the first value of each key."""
    firsts: dict[str, Value] = {}
    for key, value in found:
        firsts.setdefault(key, value)
    return firsts


_EMPTY: Vectors = np.zeros((0, 0), np.float32)


def _whole(document: Document) -> tuple[str, int]:
    """Return the headline with the text below it, and where the text begins."""
    title = (document.title or "").strip()
    if not title or document.prose.lstrip().startswith(title):
        return document.prose, 0
    return f"{title}\n\n{document.prose}", len(title) + 2


def _sentences(text: str, body_at: int, language: str) -> list[Span]:
    """Return the headline and the sentences below it; a text of few words is one sentence."""
    passages = split_passages(Document(text[body_at:], "", language))
    found = [
        sentence.shift(body_at)
        for passage in passages
        if passage.kind not in _SILENT and passage.copy_of is None
        for sentence in split_sentences(text[body_at:], language, passage.span)
    ]
    longer = [span for span in found if len(span.quote(text).split()) >= _FEWEST_WORDS]
    headline = [Span(0, body_at).strip(text)] if body_at else []
    body = longer or found or [Span(body_at, len(text))]
    return [*headline, *body[:_MOST_SENTENCES]]


def _leads(text: str, spans: Sequence[Span], body_at: int) -> int:
    """Return how many sentences lead: the headline, and the first until enough is said."""
    words, leads = 0, 1 if body_at else 0
    while leads < len(spans) and words < _LEAD_WORDS:
        words += len(spans[leads].quote(text).split())
        leads += 1
    return leads


def _days(
    dates: Iterable[DateValue], published_on: date | None, part: Callable[[Span], Part]
) -> Iterator[Day]:
    """Yield the single days near the publication, first those that stand first."""
    seen = set()
    for value in dates:
        if value.first is None or value.first != value.last or value.granularity not in _DAYS:
            continue
        if published_on and abs(value.first - published_on) > _REACH:
            continue
        ahead = bool(value.ahead) or bool(published_on and value.first > published_on)
        if (value.first, ahead) not in seen:
            seen.add((value.first, ahead))
            yield Day(value.first, part(value.span), ahead)


def _in_utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
