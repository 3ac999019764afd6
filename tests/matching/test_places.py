"""Where places lie: cities and regions in their country, in every listed language."""

import pytest

from matching.name_compare import relate_places
from matching.places import PlaceKind, is_within, place_named
from matching.slots import Mention, MentionKind
from matching.span import Span


def _place(name: str) -> Mention:
    return Mention(Span(0, len(name)), name, MentionKind.PLACE)


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("Lima", "Perú"),
        ("Arequipa", "Peru"),
        ("Antioquia", "Colombia"),
        ("Texas", "Estados Unidos"),
        ("Ontario", "Canadá"),
        ("Cataluña", "Spain"),
        ("Conakri", "Guinea"),
        ("Tachkent", "Ouzbékistan"),
        ("Helsinque", "Finlandia"),
    ],
)
def test_a_city_or_region_agrees_with_its_country(inner: str, outer: str) -> None:
    """A place and the one that holds it can both be right, whichever side names which."""
    small, large = place_named(inner), place_named(outer)
    assert small is not None
    assert large is not None
    assert is_within(small, large)
    for pair in ((inner, outer), (outer, inner)):
        found = relate_places((_place(pair[0]),), (_place(pair[1]),))
        assert (len(found.agreeing), len(found.differing)) == (1, 0)


@pytest.mark.parametrize(
    ("left", "right"), [("Lima", "Chile"), ("Lima", "Quito"), ("Texas", "Ohio")]
)
def test_other_places_differ(left: str, right: str) -> None:
    """Lima is neither in Chile nor Quito."""
    found = relate_places((_place(left),), (_place(right),))
    assert (len(found.agreeing), len(found.differing)) == (0, 1)


@pytest.mark.parametrize(
    ("one", "other"), [("Acra", "Accra"), ("Daca", "Dhaka"), ("Mascate", "Muscat")]
)
def test_names_of_other_languages_are_one_city(one: str, other: str) -> None:
    """CLDR's names of a listed city are that city."""
    assert place_named(one) == place_named(other)


@pytest.mark.parametrize("word", ["Navidad", "Stanley", "Reunión"])
def test_everyday_words_are_no_cities(word: str) -> None:
    """What names people or things more often is not taken for a town."""
    found = place_named(word)
    assert found is None or found.kind is not PlaceKind.CITY
