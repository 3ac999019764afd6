"""What reading does grows with a text's length and no faster, whatever the text is.

Steps are counted, not timed: calls of functions, those of the interpreter's own included.
"""

import cProfile
from collections.abc import Callable

import pytest

from benchmarks.hostile import UNITS, hostile_text
from matching.dates import find_dates
from matching.document import Document
from matching.quantities import find_quantities
from matching.reading import read_together

_LENGTH = 2_500
_WORDS = 150
# Twice the text takes twice the steps; what is done once per text and sentences cut at
# another place move that a little. The square would be 4.
_MOST_GROWTH = 2.6
_SLOW = (
    "opening marks",
    "single marks",
    "quotations",
    "commas",
    "said that",
    "he said she said",
    "initials",
    "items",
)


def _steps(text: str, read: Callable[[str], object] = lambda text: _read(text)) -> int:
    profile = cProfile.Profile()
    profile.enable()
    read(text)
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


def _read(text: str) -> object:
    return read_together([Document(text, "A")])


@pytest.mark.parametrize("name", _SLOW)
def test_twice_the_text_takes_twice_the_steps(name: str) -> None:
    """Word lists are loaded by the first reading, which does not count."""
    read_together([Document(hostile_text(name, 300), "A")])
    once = _steps(hostile_text(name, _LENGTH) + " uno.")
    twice = _steps(hostile_text(name, 2 * _LENGTH) + " dos.")
    assert twice <= _MOST_GROWTH * once, (once, twice)


@pytest.mark.parametrize("find", [find_quantities, find_dates])
def test_so_do_amounts_and_dates_without_the_end_of_a_sentence(
    find: Callable[[str, str], object],
) -> None:
    """Each date is looked at by no other amount and by no time of day but the next one."""
    unit = "el 30 de octubre de 2025 a las 14:30 y 12 casas y "
    find(unit * 3, "es")
    once, twice = (
        _steps(unit * times, lambda text: find(text, "es")) for times in (_WORDS, 2 * _WORDS)
    )
    assert twice <= _MOST_GROWTH * once, (once, twice)


@pytest.mark.parametrize("name", UNITS)
def test_any_text_is_read(name: str) -> None:
    """No pattern ends in an error: no number too large, no nesting too deep."""
    text = hostile_text(name, 1_500)
    (reading,) = read_together([Document(text, "A")]).readings
    assert all(0 <= claim.span.start <= claim.span.end <= len(text) for claim in reading.claims)


@pytest.mark.parametrize("digits", [41, 400, 5_000])
def test_digits_without_end_are_no_amount(digits: int) -> None:
    """A float holds 309 of them, and Python reads 4,300."""
    text = f"Hay {'9' * digits} heridos, dijo Ana Paz, y otros."
    (reading,) = read_together([Document(text, "A", language="es")]).readings
    values = {q.value for claim in reading.claims for q in claim.slots.numbers}
    assert values == set()
