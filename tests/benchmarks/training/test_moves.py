"""Ends of a sentence moved to the other end."""

import pytest

from benchmarks.training.moves import moved


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He left the city in 2005.", "en"),
        ("While it was hot, he slept well.", "en"),
        ("It was shut, according to her.", "en"),
        ("Ella dejó la ciudad el lunes.", "es"),
        ("Mientras era de noche, ella durmió bien.", "es"),
        ("Según la policía, ella huyó.", "es"),
    ],
)
def test_what_is_moved_there_can_be_moved_back(text: str, language: str) -> None:
    """The same words, another first one, and the sentence again."""
    (there,) = moved(text, language, frozenset())
    assert there != text
    assert there[0].isupper()
    assert list(moved(there, language, frozenset())) == [text]


def test_a_first_name_keeps_its_capital() -> None:
    """Known names do, other capitals are in doubt."""
    text = "Ana left the city in 2005."
    assert list(moved(text, "en", {"Ana"})) == ["In 2005, Ana left the city."]
    assert list(moved(text, "en", set())) == []
