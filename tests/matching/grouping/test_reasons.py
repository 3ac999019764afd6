"""Signals in words: each has some, the strongest comes first."""

import tomllib
from importlib.resources import files

from matching.explanation import Explanation
from matching.grouping.reasons import said


def test_every_signal_that_can_speak_has_words() -> None:
    """All that the combiner weighs but the constant."""
    weights = tomllib.loads((files("matching.grouping") / "weights.toml").read_text("utf-8"))
    names = {row["name"] for row in weights["signals"]} - {"always"}
    told = {name: said({name: 1.0}) for name in names}
    assert all(len(each) == 1 and isinstance(each[0], Explanation) for each in told.values())
    assert len(set(told.values())) == len(names)


def test_the_strongest_comes_first_and_nothing_that_speaks_against() -> None:
    """Nor a signal that an older version knew."""
    found = said({"words": 0.2, "day_meet": 1.4, "day_gap": -2.0, "gone": 9.0, "always": 0.1})
    assert found == ("both tell of the same day", "they have rare words in common")
