"""Identifiers derived from content alone."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.document import Document
from matching.ids import content_id, text_hash
from tests.matching.factories import ODD_TEXTS, QUICK


def test_a_hash_is_that_of_the_utf8_bytes() -> None:
    """Anyone can repeat the hash of a text with a common tool."""
    assert text_hash("Lima €") == hashlib.sha256("Lima €".encode()).hexdigest()


def test_a_lone_surrogate_has_a_hash() -> None:
    """A text that UTF-8 cannot hold is still identified."""
    assert len(text_hash("a\ud800b")) == 64


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", None), ("a", "None ")),
        ((1, 23), (12, 3)),
        (("é",), ("e\u0301",)),
        ((), ("",)),
    ],
)
def test_different_parts_give_different_ids(
    one: tuple[object, ...], two: tuple[object, ...]
) -> None:
    """Where one part ends and the next begins is part of an id."""
    assert content_id("x", *one) != content_id("x", *two)


@QUICK
@given(st.lists(ODD_TEXTS | st.integers() | st.none(), max_size=4))
def test_an_id_is_repeatable_and_plain(parts: list[object]) -> None:
    """Equal parts give one id of prefix and twenty hexadecimal digits."""
    found = content_id("clm", *parts)
    assert found == content_id("clm", *parts)
    prefix, digits = found.split("_")
    assert prefix == "clm"
    assert len(digits) == 20
    assert set(digits) <= set("0123456789abcdef")


@QUICK
@given(ODD_TEXTS, ODD_TEXTS)
def test_documents_share_an_id_only_when_text_and_source_are_equal(one: str, two: str) -> None:
    """Another text or another source is another document."""
    same = Document(one, "A").document_id == Document(two, "A").document_id
    assert same == (one == two)
    assert Document(one, "A").document_id != Document(one, "B").document_id
