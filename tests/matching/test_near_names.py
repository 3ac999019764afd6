"""Pairs of near names among many: none is missed by one slip, and many stay quick."""

import time
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.name_keys import name_key
from matching.near_names import Named, find_near, near_keys

words = st.text("abcdeilmnorstu", min_size=4, max_size=9)


def pairs(*names: str) -> set[frozenset[str]]:
    """Return which of *names* are near, each one's only form."""
    found = find_near([Named(name, (name,)) for name in names])
    return {frozenset({pair.left, pair.right}) for pair in found}


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("Mauro Ilanes", "Mauro Illanes", True),
        ("Oscar Peralta", "Óscar Peralta", True),
        ("Lorena Batlle", "Batlle Lorena", True),
        ("Vladimir Putin", "Vladimir Poutine", True),
        ("J. Rosales", "Juana Rosales", True),
        ("José Jerí", "José Enrique Jerí", True),
        ("Juan Pardo", "Pedro Salas", False),
        ("Ana", "Ane", False),
        ("", "—", False),
    ],
)
def test_what_is_near(one: str, other: str, is_near: bool) -> None:
    """One slip, one spelling, a word left out or an initial; never two names at large."""
    assert (frozenset({one, other}) in pairs(one, other)) is is_near


@given(first=words, second=words, at=st.integers(0, 8), letter=st.sampled_from("abz"))
def test_one_slip_leaves_a_common_key(first: str, second: str, at: int, letter: str) -> None:
    """A letter dropped, added or changed, in either word."""
    at = min(at, len(second) - 1)
    for slip in (
        second[:at] + second[at + 1 :],
        second[:at] + letter + second[at:],
        second[:at] + letter + second[at + 1 :],
    ):
        for one, other in product((f"{first} {second}",), (f"{first} {slip}", f"{slip} {first}")):
            # A title or a particle is no part of a name.
            assume(all(len(name_key(name).core) == 2 for name in (one, other)))
            assert near_keys(one) & near_keys(other)


@given(names=st.lists(st.tuples(words, words).map(" ".join), max_size=8, unique=True))
def test_the_order_of_names_does_not_matter(names: list[str]) -> None:
    """The same pairs, the best one first, whoever comes first."""
    items = [Named(f"{number:02}", (name,)) for number, name in enumerate(names)]
    found = find_near(items)
    assert found == find_near(items[::-1])
    scores = [pair.found.score for pair in found]
    assert scores == sorted(scores, reverse=True)


def test_the_forms_that_are_most_alike_are_told() -> None:
    """An entity with several names is near by the nearest of them."""
    found = find_near(
        [
            Named("a", ("el presidente", "José Jerí Oré", "José Jerí")),
            Named("b", ("Jerí Orué", "José Jeró")),
        ]
    )
    assert [(pair.left_name, pair.right_name) for pair in found] == [("José Jerí", "José Jeró")]


def test_thousands_of_names_are_compared_in_seconds() -> None:
    """Not each with each: 5,000 are 12 million pairs. The bound is wide for a loaded machine."""
    given_names = [f"{a}{b}{c}" for a, b, c in product("bcdfglmnpr", "aeiou", ("ria",))]
    surnames = [f"{a}{b}{c}ez" for a, b, c in product("bcdfglmnpr", "aeiou", ("lv", "nd"))]
    names = [f"{one.title()} {other.title()}" for one, other in product(given_names, surnames)]
    started = time.process_time()
    find_near([Named(str(number), (name,)) for number, name in enumerate(names)])
    assert len(names) == 5_000
    assert time.process_time() - started < 60
