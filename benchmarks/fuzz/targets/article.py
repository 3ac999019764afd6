"""What `contraste article` does: a file is read, split by who says what, compared and shown."""

from datetime import UTC, datetime

from benchmarks.fuzz.held import check_reading, parsed, refused_or
from benchmarks.fuzz.seeds import WORDS, texts
from benchmarks.fuzz.target import Target
from matching.testing import HashingEncoder
from service.comparing import split_article
from service.config import Settings
from service.convert import story_document
from service.diff import render_story
from service.intake.item import Item

_KINDS = (".txt", ".md", ".html")
_AT = datetime(2027, 5, 4, tzinfo=UTC)
_ENCODER = HashingEncoder(32)
_SETTINGS = Settings()


def read(data: bytes) -> None:
    """Read what follows the first byte, which chooses the kind of file; show it in both forms."""
    kind = _KINDS[data[0] % len(_KINDS)] if data else ".txt"
    for each in parsed(data[1:], kind):
        assert isinstance(each, Item)
        refused_or(lambda item=each: _show(item))  # type: ignore[misc]


def _show(item: Item) -> None:
    story = split_article(item.document, encoder=_ENCODER, settings=_SETTINGS)
    for reading in story.readings:
        check_reading(reading)
    told = story_document(story, _AT)
    assert type(told).model_validate_json(told.model_dump_json()) == told
    render_story(story, created_at=_AT).encode("utf-8")


def _seeds() -> list[bytes]:
    return [b"\0" + text for text in texts()] + [b"\1# " + text for text in texts()]


TARGET = Target(read, _seeds, WORDS, longest=1_000)
