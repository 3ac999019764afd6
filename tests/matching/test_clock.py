"""Times of day read from words and digits; see also tests/matching/cases/dates.yaml."""

import pytest

from matching.clock import find_clocks

_TIMES = [
    ("es", "a las 12 de la noche", 0, True, None),
    ("es", "a la una de la madrugada", 60, True, None),
    ("es", "a las ocho y media", 8 * 60 + 30, False, None),
    ("en", "at 3 p.m. local time", 15 * 60, True, "local"),
    ("en", "at 11 at night", 23 * 60, True, None),
    ("en", "at 9:15", 9 * 60 + 15, False, None),
    ("fr", "à 10 h 30", 10 * 60 + 30, True, None),
    ("pt", "às 22h15", 22 * 60 + 15, True, None),
]


@pytest.mark.parametrize(("language", "text", "minute", "sure", "zone"), _TIMES)
def test_time_of_day(language, text, minute, sure, zone) -> None:
    """Each wording gives the minute, whether its half of the day is known, and the zone."""
    ((place, clock),) = find_clocks(text, language, 0, len(text))
    assert (clock.minute, clock.sure, clock.zone) == (minute, sure, zone)
    assert place.quote(text) == text


def test_language_without_words_has_no_times() -> None:
    """Where no word lists exist no time is read."""
    assert list(find_clocks("10:30", "und", 0, 5)) == []
