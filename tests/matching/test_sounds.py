import pytest

from matching.sounds import sound_similarity

ALIKE = [
    ("mihaylova", "michajlowa"),
    ("czerwenjakow", "cherveniakov"),
    ("merkel", "merkelova"),
    ("harper", "harpers"),
    ("tsvetan", "cwetan"),
    ("davutoglu", "davudoglu"),
]
APART = [("jeri", "jara"), ("vega", "vera"), ("prado", "pardo"), ("torres", "flores")]


@pytest.mark.parametrize(("left", "right"), ALIKE)
def test_spellings_of_one_sound_are_alike(left: str, right: str) -> None:
    """What two alphabets write for one name is closer than two people's names."""
    closest_apart = max(sound_similarity(*pair) for pair in APART)
    assert closest_apart < sound_similarity(left, right) <= 1.0
    assert sound_similarity(left, right) == sound_similarity(right, left)


def test_short_words_sound_alike_by_chance() -> None:
    """Words of two letters are equal or not."""
    assert sound_similarity("ko", "go") == 0.0
    assert sound_similarity("ko", "ko") == 1.0
