import pytest

from matching.lexicon import SHARED, load_lexicon
from matching.subjects import relate_subjects


def relation(left: str, right: str) -> str:
    """Name the relation of two texts, and check that it is the same the other way round."""
    there, back = relate_subjects([left], [right]), relate_subjects([right], [left])
    assert (there.contrasting == back.contrasting.T).all()
    assert (there.shared == back.shared.T).all()
    if there.contrasting[0, 0]:
        return "contrasting"
    return "shared" if there.shared[0, 0] else "unknown"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("la lucha contra el narcotráfico", "combating organised crime", "contrasting"),
        ("la lucha contra el narcotráfico", "the fight against drug trafficking", "shared"),
        ("LA DELINCUENCIA", "crimes", "shared"),
        ("murieron 12 personas", "12 people were arrested", "contrasting"),
        ("murieron 12 personas", "deixou 12 mortos", "shared"),
        ("12 muertos y 3 heridos", "three were injured", "shared"),
        ("el hospital se quedó sin luz", "the school lost power", "contrasting"),
        ("llovió", "crime", "unknown"),
        ("abrió el consulado", "murieron tres personas", "unknown"),
        ("", "", "unknown"),
    ],
)
def test_known_subjects_relate(left: str, right: str, expected: str) -> None:
    """Sisters contrast, translations share, and what no set knows says nothing."""
    assert relation(left, right) == expected


def test_words_are_matched_whole() -> None:
    """A word inside another names nothing: "support" is no port, "importante" neither."""
    assert relation("support for the plan", "the airport") == "unknown"
    assert relation("importante", "aeropuerto") == "unknown"


def test_no_word_names_two_sisters() -> None:
    """Within a set, each entry belongs to one member only."""
    for members in load_lexicon(SHARED, "subjects").values():
        entries = [word for words in members.values() for word in words]
        assert len(entries) == len(set(entries))
