"""Names that come from outside, on one line."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.intake.naming import one_line


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("La\nGaceta", "La Gaceta"),
        ("  La \x13 Gaceta\x00 ", "La Gaceta"),
        ("La\u202eGaceta\u2028hoy", "LaGaceta hoy"),
        ("\x07", ""),
    ],
)
def test_a_name_is_one_line(written: str, shown: str) -> None:
    """Spaces are one, and what nobody sees is gone, without a trace between two spaces."""
    assert one_line(written) == shown


@given(st.text(st.characters() | st.sampled_from(" \x13\n\u2028\u202e"), max_size=20))
@example("x" * 499 + " y")
def test_one_line_stays_as_it_is(text: str) -> None:
    """Written once more it is the same; so a stored name is known again."""
    found = one_line(text)
    assert one_line(found) == found
    assert not any(unicodedata.category(each) in ("Cc", "Zl", "Zp") for each in found)
