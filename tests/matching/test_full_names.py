import pytest

from matching.full_names import full_name


@pytest.mark.parametrize(
    ("surface", "core"),
    [
        ("Dra. Elena Duarte", ("elena", "duarte")),
        ("Hugo de la Hoz", ("hugo", "hoz")),
        ("J.R. Cotrina", ("j", "r", "cotrina")),
        ("D. Cotrina", ("d", "cotrina")),
        ("Cotrina y Paz", ("cotrina", "paz")),
        ("Don Ashby", ("don", "ashby")),
        ("Mara Voss, Baroness Voss of Lyle", ("mara", "voss")),
        ("Voss, Mara", ("voss", "mara")),
        ("Kerim Bey", ("kerim",)),
        ("Jan Nowak (poseł)", ("jan", "nowak")),
    ],
)
def test_words_that_tell_people_apart(surface: str, core: tuple[str, ...]) -> None:
    """Titles, particles, brackets and peerages are no part of them; initials are."""
    assert full_name(surface).core == core


@pytest.mark.parametrize(
    ("surface", "generation"),
    [("Noah Lunn Jr.", "junior"), ("Noé Luna Paz hijo", "junior"), ("Noah Lunn III", "third")],
)
def test_father_and_son_differ_by_their_generation(surface: str, generation: str) -> None:
    """What tells father from son is kept apart from the words."""
    assert full_name(surface).generation == generation
    assert full_name(surface).core[0] in ("noah", "noe")
