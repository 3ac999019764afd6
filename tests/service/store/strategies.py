"""Documents and readings of any shape, for properties; and a database that forgets."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from matching.attribution import Attribution
from matching.claim import Claim
from matching.comparison import Reading
from matching.document import Document
from matching.ids import content_id
from matching.passage import Passage
from matching.slots import Clock, DateValue, Mention, Quantity, Slots
from matching.span import Span
from service.store.engine import transaction
from service.store.tables import Base

AT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)

# What databases refuse or change if one lets them: U+0000, ESC, half a surrogate pair,
# two ways to write é, an emoji, right to left, line ends.
ODD = "\x00\x1b\ud83d e\u0301é🇵🇪\u202eقال\r\n\u2028b"

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=zones)  # noqa: DTZ001
texts = st.text(st.sampled_from(ODD + "abc") | st.characters(codec="utf-8"), min_size=1)
names = st.sampled_from(["Agencia X", "Ministry B", "La Gaceta", "قناة"])
documents = st.builds(
    Document,
    text=texts,
    source=names,
    language=st.none() | st.sampled_from(["es", "en", "und"]),
    published_at=st.none() | moments,
    title=st.none() | texts,
)


def spans_in(text: str) -> st.SearchStrategy[Span]:
    """Return spans of *text*."""
    ends = st.integers(0, len(text))
    return st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair)))


def part(kind: type[Any], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return values of the dataclass *kind*: any value of its type in each field not given."""
    return st.builds(kind, **{field.name: ... for field in fields(kind)} | given)


def some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return tuples of up to two values."""
    return st.lists(strategy, max_size=2).map(tuple)


words = st.text("aé" + ODD, max_size=3)
# The library writes an open end as None, and JSON knows no infinity.
numbers = st.floats(allow_nan=False, allow_infinity=False)


def mentions_in(text: str) -> st.SearchStrategy[Mention]:
    """Return mentions of *text*; those with a preferred name have an entity."""
    plain = part(
        Mention,
        span=spans_in(text),
        surface=words,
        canonical=st.none() | words,
        entity_id=st.none(),
    )
    return plain.map(_named)


def _named(mention: Mention) -> Mention:
    if not mention.canonical:
        return mention
    return replace(mention, entity_id=content_id("ent", mention.kind, mention.canonical))


def slots_in(text: str) -> st.SearchStrategy[Slots]:
    """Return slots whose every field may be filled."""
    span, mention = spans_in(text), mentions_in(text)
    end = st.none() | numbers
    quantity = part(Quantity, span=span, surface=words, value=numbers, low=end, high=end)
    clock = part(Clock, minute=st.integers(0, 1439), slack=st.integers(0, 60))
    date = part(DateValue, span=span, surface=words, clock=st.none() | clock)
    return part(
        Slots,
        numbers=some(quantity),
        dates=some(date),
        people=some(mention),
        places=some(mention),
        organisations=some(mention),
        polarity_cue=st.none() | span,
        strength=st.none() | words,
        strength_cue=st.none() | span,
        hedging_cue=st.none() | span,
    )


def claims_of(document: Document) -> st.SearchStrategy[Claim]:
    """Return claims of *document*, some with claims set off in them."""
    span = spans_in(document.text)
    given: dict[str, st.SearchStrategy[Any]] = {
        "document_id": st.just(document.document_id),
        "span": span,
        "text": words,
        "rendering": words,
        "language": st.just("es"),
        "attributed_to": names,
        "slots": slots_in(document.text),
        "head": st.none() | span,
        "head_text": words,
        "passage": st.integers(0, 3),
        "spans": some(span),
        "holes": some(span),
    }
    aside = part(Claim, **given, asides=st.just(()))
    return part(Claim, **given, asides=some(aside))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Return a reading whose every field may hold anything that its type allows."""
    document = draw(documents)
    span = spans_in(document.text)
    maybe = st.none() | span
    passage = part(
        Passage,
        span=span,
        copy_of=maybe,
        language=st.just("es"),
        author=st.none() | words,
        handle=st.none() | st.just("@minsa"),
    )
    attribution = part(Attribution, content=some(span), source=maybe, cue=maybe, confidence=numbers)
    claims = st.lists(claims_of(document), max_size=2, unique_by=lambda one: one.claim_id)
    return Reading(
        document=document,
        language=draw(st.sampled_from(["es", "und"])),
        passages=draw(some(passage)),
        attributions=draw(some(attribution)),
        mentions=draw(some(mentions_in(document.text))),
        claims=tuple(draw(claims)),
    )


class _Forget(Exception):
    """Takes a transaction back."""


@contextmanager
def forgotten(engine: Engine) -> Iterator[Session]:
    """Open a transaction that is taken back when the block ends: each example finds no rows."""
    try:
        with transaction(engine, at=AT) as session:
            yield session
            raise _Forget
    except _Forget:
        pass


def rows(session: Session, *, without: frozenset[str] = frozenset()) -> dict[str, list[Any]]:
    """Return all rows of all tables but those named, in an order of their own."""
    return {
        name: sorted(map(repr, session.execute(select(table))))
        for name, table in Base.metadata.tables.items()
        if name not in without
    }
