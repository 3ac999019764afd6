"""A file of plain text."""

from benchmarks.fuzz.held import parsed
from benchmarks.fuzz.linear import check_linear
from benchmarks.fuzz.seeds import WORDS, texts
from benchmarks.fuzz.target import Target
from service.intake.item import Item


def read(data: bytes) -> None:
    """Read *data* as a .txt file: its text stays to the letter."""
    for each in parsed(data, ".txt"):
        assert isinstance(each, Item)
        if each.document.text.encode() != data:
            # It was in another character set, and then it was not in UTF-8.
            assert not _is_utf8(data), "a text that was changed"
        check_linear(each.document.text, lambda text: parsed(text.encode(), ".txt"))


def _is_utf8(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


TARGET = Target(read, texts, WORDS)
