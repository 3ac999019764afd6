from dataclasses import replace

import pytest

from matching.name_compare import compare_mentions, relate_people, relate_places, same_entity
from matching.relation import Relation
from matching.slots import Mention, MentionKind
from matching.span import Span


def _mention(surface: str, kind: MentionKind, entity_id: str | None = None) -> Mention:
    return Mention(Span(0, len(surface)), surface, kind, surface, entity_id)


def _place(surface: str) -> Mention:
    return _mention(surface, MentionKind.PLACE)


@pytest.mark.parametrize(
    ("left", "right", "agrees"),
    [
        ("Lima", "Peru", True),
        ("Londres", "London", True),
        ("EE.UU.", "United States", True),
        ("Sinaloa", "México", True),
        ("Peru", "Latin America", True),
        ("Lima", "Quito", False),
        ("Peru", "Chile", False),
        ("Puerto Hualca", "Villa Serena", False),
        ("Peruvian", "Chilean", False),
    ],
)
def test_places_agree_when_one_may_hold_the_other(left: str, right: str, agrees: bool) -> None:
    """A city and its country agree; two cities, countries or peoples differ."""
    related = relate_places((_place(left),), (_place(right),))
    assert (len(related.agreeing), len(related.differing)) == (agrees, not agrees)


@pytest.mark.parametrize(
    ("left", "right"), [("Puerto Hualca", "Chile"), ("Peruvian", "Quito"), ("San Isidro", "Perú")]
)
def test_places_that_cannot_be_compared_are_left_out(left: str, right: str) -> None:
    """An unlisted town may lie in any country, and a people is no location."""
    related = relate_places((_place(left),), (_place(right),))
    assert not related.agreeing
    assert not related.differing


def test_places_are_one_two_or_unknown() -> None:
    """By what is listed of them; a place is no person, whatever it is called."""
    lima = _place("Lima")
    assert same_entity(lima, _place("Lima")) is True
    assert same_entity(lima, _place("Quito")) is False
    person = _mention("Lima", MentionKind.PERSON)
    for one, other in ((lima, person), (person, lima)):
        assert same_entity(one, other) is None
        related = compare_mentions(one, other)
        assert related.relation is Relation.INCOMPARABLE
        assert related.explanation == "only one is a place"


def test_people_are_paired_by_entity() -> None:
    """Equal identifiers agree, different ones differ, and one-sided people are left out."""
    ana = _mention("Ana Paz", MentionKind.PERSON, "ent_1")
    paz = _mention("Paz", MentionKind.PERSON, "ent_1")
    luis = _mention("Luis Ríos", MentionKind.PERSON, "ent_2")
    assert relate_people((ana,), (paz, luis)).agreeing[0].right == paz
    assert relate_people((ana,), (paz, luis)).differing == ()
    assert relate_people((ana,), (luis,)).differing[0].relating.explanation
    assert relate_people((ana,), ()).differing == ()


@pytest.mark.parametrize(
    ("left", "right", "relation", "told"),
    [
        (("Pas", "Ana Paz", "ent_1"), ("Ana Paz", None, "ent_1"), "same", "both mean Ana Paz"),
        (("Ana Paz", None, "ent_1"), ("Pas", "Ana Paz", "ent_1"), "same", "both mean Ana Paz"),
        (
            ("Ana Paz", None, "ent_1"),
            ("Luis Ríos", None, "ent_2"),
            "different",
            "Ana Paz and Luis Ríos are two",
        ),
        (
            ("Luna", None, None),
            ("Ana Luna", None, None),
            "incomparable",
            "Luna and Ana Luna: only one has ana; word similarity 0.67",
        ),
    ],
)
def test_people_are_told_by_their_names(left, right, relation: str, told: str) -> None:
    """The roster's name where it has one, else what the text says; with what decided."""
    sides = []
    for surface, canonical, entity_id in (left, right):
        one = _mention(surface, MentionKind.PERSON, entity_id)
        sides.append(replace(one, canonical=canonical))
    found = compare_mentions(*sides)
    assert (found.relation, found.explanation) == (relation, told)


def test_people_who_share_a_name_may_be_one() -> None:
    """Whether they are is not known."""
    one, two = (_mention(name, MentionKind.PERSON) for name in ("Ana Luna", "Luis Luna"))
    assert compare_mentions(one, two).relation is Relation.INCOMPARABLE


def test_the_most_alike_of_two_people_is_the_one_who_differs() -> None:
    """Who is set against whom does not depend on the order in which they are named."""
    marina = _mention("Marina Torres", MentionKind.PERSON)
    near, far = (_mention(name, MentionKind.PERSON) for name in ("Martín Torrelo", "Luis Ríos"))
    for others in ((near, far), (far, near)):
        (pair,) = relate_people((marina,), others).differing
        assert pair.right == near


def test_places_of_one_entity_are_one_whatever_they_are_called() -> None:
    """A roster knows more than the lists; the reason has the name."""
    one = _mention("Bahía Larga", MentionKind.PLACE, "ent_1")
    two = _mention("Long Bay", MentionKind.PLACE, "ent_1")
    found = compare_mentions(one, two)
    assert (found.relation, found.explanation) == (Relation.SAME, "both mean Bahía Larga")
    quito, lima = _place("Quito"), _place("Lima")
    assert compare_mentions(lima, quito).explanation == "Lima and Quito are two places"


def test_an_unresolved_role_is_nobody_known() -> None:
    """Whether "the minister" is Ana Paz is not known until a roster says so."""
    role = _mention("the minister", MentionKind.ROLE)
    person = _mention("Ana Paz", MentionKind.PERSON, "ent_1")
    assert same_entity(role, person) is None
    found = compare_mentions(role, person)
    assert found.relation is Relation.INCOMPARABLE
    assert found.explanation == "it is not known who holds the role"


def test_same_entity_without_a_roster() -> None:
    """Names decide where nothing is resolved; a shared surname alone is not known."""
    person = MentionKind.PERSON
    assert same_entity(_mention("José Paz", person), _mention("Jose Paz", person)) is True
    assert same_entity(_mention("Ana Luna", person), _mention("Luis Ríos", person)) is False
    assert same_entity(_mention("Ana Luna", person), _mention("Luis Luna", person)) is None
    assert same_entity(_place("Lima"), _mention("Ana Luna", person)) is None
