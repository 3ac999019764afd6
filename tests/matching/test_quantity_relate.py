"""Amounts of two claims set against each other, by their roles and what follows from them."""

import pytest

from matching.quantities import find_quantities
from matching.quantity_relate import relate_quantities
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("amount_roles"), ids=row_id)
def test_amounts_differ_only_where_they_tell_one_thing(row) -> None:
    """A level, a change, a part and a total are not one; the table says what meets."""
    lefts, rights = (find_quantities(text, lang) for lang, text in (row["left"], row["right"]))
    for one, two in ((lefts, rights), (rights, lefts)):
        related = relate_quantities(one, two)
        assert row["agreeing"] == len(related.agreeing)
        assert row["differing"] == len(related.differing)


def test_amount_on_one_side_only_is_no_difference() -> None:
    """The dead are compared with the dead; the injured, given once, are left out."""
    lefts = find_quantities("12 muertos y 30 heridos", "es")
    rights = find_quantities("12 dead", "en")
    related = relate_quantities(lefts, rights)
    assert (len(related.agreeing), len(related.differing)) == (1, 0)


def test_equal_amounts_are_paired_before_near_ones() -> None:
    """What is said alike on both sides is not paired with something else."""
    lefts = find_quantities("3 muertos; 12 muertos", "es")
    rights = find_quantities("12 dead; 8 dead", "en")
    related = relate_quantities(lefts, rights)
    assert [(pair.left.value, pair.right.value) for pair in related.agreeing] == [(12.0, 12.0)]
    assert [(pair.left.value, pair.right.value) for pair in related.differing] == [(3.0, 8.0)]


def test_ages_differ_only_where_each_side_gives_one() -> None:
    """The age of another person does not contradict: whose age it is is not known."""
    lefts = find_quantities("Un hombre de 24 años y una mujer de 31 años", "es")
    rights = find_quantities("A 42-year-old man", "en")
    assert relate_quantities(lefts, rights).differing == ()
    assert len(relate_quantities(lefts[:1], rights).differing) == 1


def test_what_differs_is_paired_with_the_nearest_in_any_unit() -> None:
    """How far two amounts are apart is a share of the larger, once both have one unit."""
    lefts = find_quantities("It is 5 km wide and 100 km long.", "en")
    rights = find_quantities("Mide 70 millas de largo y 4 millas de ancho.", "es")
    for one, two in ((lefts, rights), (rights, lefts)):
        pairs = relate_quantities(one, two).differing
        assert {frozenset((pair.left.value, pair.right.value)) for pair in pairs} == {
            frozenset((5.0, 4.0)),
            frozenset((100.0, 70.0)),
        }


@pytest.mark.parametrize(
    ("left", "right", "agreeing", "differing"),
    [
        ("It measured 6.3; later 6.3.", "It had a magnitude of 6.3.", {(6.3, 6.3)}, set()),
        ("It measured 6.3; later 6.4.", "It had a magnitude of 6.4.", {(6.4, 6.4)}, set()),
        ("It measured 6.3; later 6.2.", "It had a magnitude of 6.1.", set(), {(6.2, 6.1)}),
        (
            "It measured 6.3; later 6.4.",
            "It had a magnitude of 6.4, then a magnitude of 6.3.",
            {(6.3, 6.3), (6.4, 6.4)},
            set(),
        ),
        ("They were 1,200; then 1,200.", "There were 1,200 votes.", {(1200, 1200)}, set()),
    ],
)
def test_an_amount_without_a_noun_meets_the_nearest(
    left: str,
    right: str,
    agreeing: set[tuple[float, float]],
    differing: set[tuple[float, float]],
) -> None:
    """Each is set against one of what is left over, equal ones first, from either side."""
    lefts, rights = (find_quantities(text, "en") for text in (left, right))
    related, turned = relate_quantities(lefts, rights), relate_quantities(rights, lefts)
    for kind, pairs in (("agreeing", agreeing), ("differing", differing)):
        found = getattr(related, kind)
        assert {(pair.left.value, pair.right.value) for pair in found} == pairs
        assert len(found) == len(pairs)
        assert {(pair.right.value, pair.left.value) for pair in getattr(turned, kind)} == pairs
