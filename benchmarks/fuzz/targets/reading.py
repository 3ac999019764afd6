"""A text as the library reads it: passages, quotations, claims, names, dates, amounts."""

from benchmarks.fuzz.held import check_reading
from benchmarks.fuzz.linear import check_linear
from benchmarks.fuzz.seeds import WORDS, texts
from benchmarks.fuzz.target import Target
from matching.document import Document
from matching.reading import read_together


def read(data: bytes) -> None:
    """Read *data*, in UTF-8 or nearly so, as a document."""
    text = data.decode("utf-8", "replace")
    _read(text)
    check_linear(text, _read)


def _read(text: str) -> None:
    for reading in read_together([Document(text, "La Gaceta")]).readings:
        check_reading(reading)


TARGET = Target(read, texts, WORDS, longest=1_500)
