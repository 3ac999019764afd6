"""The head of a text, who issued it and when, and dates and amounts wherever they stand."""

from datetime import date

from benchmarks.fuzz.held import check_quoted
from benchmarks.fuzz.linear import check_linear
from benchmarks.fuzz.seeds import WORDS, texts
from benchmarks.fuzz.target import Target
from matching.dates import find_dates
from matching.header import read_header
from matching.language import SUPPORTED
from matching.origin import find_origin
from matching.quantities import find_quantities

_LANGUAGES = (*sorted(SUPPORTED), "es-MX", "und")
_DAY = date(2027, 5, 4)


def read(data: bytes) -> None:
    """Read the text in *data*, whose first byte chooses a language."""
    language = _LANGUAGES[data[0] % len(_LANGUAGES)] if data else "und"
    text = data[1:].decode("utf-8", "replace")
    _read(text, language)
    check_linear(text, lambda longer: _read(longer, language))


def _read(text: str, language: str) -> None:
    header = read_header(text, language)
    assert header.body_start == max((line.end for line in header.lines), default=0)
    for words in (header.title, *(line.quote(text) for line in header.lines)):
        assert words is None or (words in text and words.strip())
    find_origin(text, language)
    for day in (_DAY, None):
        dates = find_dates(text, language, day)
        check_quoted(text, dates)
        assert all(not one.first or not one.last or one.first <= one.last for one in dates)
    amounts = find_quantities(text, language)
    check_quoted(text, amounts)
    assert all(one.low is None or one.high is None or one.low <= one.high for one in amounts)


def _seeds() -> list[bytes]:
    return [bytes([number % len(_LANGUAGES)]) + text for number, text in enumerate(texts())]


TARGET = Target(read, _seeds, WORDS)
