"""Values of slots: one value in both languages, in several forms."""

import numpy as np
import pytest

from benchmarks.training.values import _KINDS, LANGUAGES, Value, draw, lists

KINDS = sorted(_KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_can_be_written_in_both_languages(kind: str) -> None:
    """One seed gives one value; many seeds give many."""
    values = [draw(kind, np.random.default_rng(seed)) for seed in range(40)]
    assert values == [draw(kind, np.random.default_rng(seed)) for seed in range(40)]
    assert len({value.key for value in values}) > 3
    for value in values:
        assert set(value.forms) == set(LANGUAGES)
        assert all(form and form == form.strip() for row in value.forms.values() for form in row)


def test_a_listed_value_is_one_of_the_list() -> None:
    """Frames may give their own values, in both languages."""
    listed = [{"es": "el río", "en": "the river"}, {"es": "el canal", "en": "the canal"}]
    found = {draw(listed, np.random.default_rng(seed)).key for seed in range(20)}
    assert found == {"el río", "el canal"}


def test_plain_forms_are_written_where_they_have_to_be() -> None:
    """Else one of the others now and then."""
    value = Value("3", {"es": ("3", "tres"), "en": ("3", "three")})
    random = np.random.default_rng(1)
    assert {value.write("es", random, plain=True) for _ in range(40)} == {"3"}
    assert {value.write("es", random) for _ in range(40)} == {"3", "tres"}


def test_lists_have_as_many_words_in_both_languages() -> None:
    """The same place is the same number, month or day."""
    for name, size in (("small_words", 19), ("months", 12), ("weekdays", 7)):
        assert [len(lists()[name][language]) for language in LANGUAGES] == [size, size], name
