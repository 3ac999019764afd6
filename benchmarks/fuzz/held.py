"""What must hold of everything that was read, whatever the input: beyond "it did not crash"."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import matching
import service
from matching.claim import Claim
from matching.comparison import Reading
from matching.document import Document
from matching.slots import DateValue, Mention, Quantity, Slots
from matching.span import Span
from service.errors import InputError
from service.intake.item import Item, Linked, item_of
from service.intake.naming import one_line
from service.intake.parsers import APART, Result, parse
from service.intake.raw import Raw
from service.intake.web_address import page_url

T = TypeVar("T")

MAX_BYTES = 100_000
_OURS = tuple(str(Path(each.__file__ or "").parent) for each in (matching, service))
# What the process that parses apart tells as a fault of the input, with a sentence.
_TOLD = (RecursionError, MemoryError)


def parsed(data: bytes, kind: str, url: str | None = None) -> Sequence[Result]:
    """Return what *data* holds, read as *kind*; nothing where it is refused as documented.

    `InputError` is the one error that readers raise. A library that gives up on markup is told
    as one by the process apart; our own code must not be what gave up.
    """
    raw = Raw(data, f"input{kind}", "input", kind, url=url)
    found = refused_or(lambda: parse(raw, kind, MAX_BYTES), is_apart=kind in APART)
    for each in found or ():
        check_result(each)
    return found or ()


def refused_or(read: Callable[[], T], *, is_apart: bool = False) -> T | None:
    """Return what *read* returns, None where it refuses its input as documented."""
    try:
        return read()
    except InputError as error:
        if not str(error).strip():
            raise
        return None
    except Exception as error:
        if is_apart and (isinstance(error, _TOLD) or not _is_ours(error)):
            return None
        raise


def check_result(result: Result) -> None:
    """Check that *result* can be stored, sent to another process, and shown."""
    if isinstance(result, Linked):
        assert page_url(result.url), "an address that is none"
        assert result.title is None or one_line(result.title) == result.title
    if not isinstance(result, Item):
        return
    document = result.document
    json.dumps(result.as_json(), ensure_ascii=False).encode("utf-8")
    assert item_of(json.loads(json.dumps(result.as_json()))) == result
    assert document.source, "a document without a source"
    for line in (document.source, document.title or ""):
        assert one_line(line) == line, "a name of several lines"
    assert document.published_at is None or document.published_at.tzinfo, "a time without a zone"
    for link in result.links:
        assert 0 <= link.start < link.end <= len(document.text), "a link outside the text"


def check_reading(reading: Reading) -> None:
    """Check that every offset is exact: what is quoted is the text at its place.

    A slot's surface is quoted from the prose, which has a space where a line was full.
    """
    text = reading.document.text
    _check_inside(text, (passage.span for passage in reading.passages))
    starts = [passage.span.start for passage in reading.passages]
    assert starts == sorted(starts), "passages out of order"
    for attribution in reading.attributions:
        assert attribution.content, "words of nobody knows which"
        _check_inside(text, attribution.content)
        _check_inside(text, (attribution.source, attribution.cue))
        assert 0 <= attribution.confidence <= 1
    prose = reading.document.prose
    check_quoted(prose, reading.mentions)
    assert len({claim.claim_id for claim in reading.claims}) == len(reading.claims), "two claims"
    for claim in reading.claims:
        _check_claim(claim, reading.document, len(reading.passages))


def check_quoted(text: str, found: Iterable[Quantity | DateValue | Mention]) -> None:
    """Check that each slot's surface is the text at its span."""
    for each in found:
        assert each.surface == each.span.quote(text), f"{each.surface!r} is not at {each.span}"


def _check_claim(claim: Claim, document: Document, passages: int) -> None:
    text = document.text
    assert claim.text == claim.span.quote(text), "a claim's words are not at its span"
    assert claim.text.strip(), "a claim without words"
    assert 0 <= claim.passage < passages, "a claim of no passage"
    assert list(claim.spans) == sorted(claim.spans), "stretches out of order"
    for part in (*claim.spans, *claim.holes):
        assert claim.span.contains(part), "a stretch outside its claim"
    _check_inside(text, (claim.head,))
    check_quoted(document.prose, _slots(claim.slots))
    cues = (claim.slots.polarity_cue, claim.slots.strength_cue, claim.slots.hedging_cue)
    _check_inside(text, cues)
    for aside in claim.asides:
        _check_claim(aside, document, passages)


def _slots(slots: Slots) -> Iterator[Quantity | DateValue | Mention]:
    yield from slots.numbers
    yield from slots.dates
    for named in (slots.people, slots.places, slots.organisations):
        yield from named


def _check_inside(text: str, spans: Iterable[Span | None]) -> None:
    for span in spans:
        assert span is None or span.end <= len(text), f"{span} ends beyond the text"


def _is_ours(error: BaseException) -> bool:
    """Tell whether code of ours raised *error*, and not a library that it called."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    file = trace.tb_frame.f_code.co_filename if trace else ""
    return file.startswith(_OURS)
