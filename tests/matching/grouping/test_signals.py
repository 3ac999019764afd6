"""How two documents stand to each other."""

from datetime import UTC, datetime
from itertools import combinations

import pytest

from matching.document import Document
from matching.grouping.combine import LEAST, link
from matching.grouping.profile import profile_documents
from matching.grouping.signals import place, signals
from matching.grouping.window import make_window
from tests.matching.grouping.near import NearEncoder

TEXTS = (
    ("es", 3, "Un sismo de magnitud 6,1 sacudió hoy Atacames. Hay dos muertos."),
    ("en", 3, "A quake of magnitude 6.1 hit Atacames on Wednesday, killing two people."),
    ("es", 8, "Un sismo de magnitud 5,8 sacudió hoy Muisne. No hay muertos en la isla."),
    ("es", 8, "El Banco Central mantuvo su tasa en 7,25%, dijo la gobernadora Mondragón."),
)
PROFILES = profile_documents(
    [
        Document(text, f"Source {number}", language, datetime(2027, 3, day, 15, tzinfo=UTC))
        for number, (language, day, text) in enumerate(TEXTS)
    ],
    NearEncoder(),
)
WINDOW = make_window(PROFILES)
PLACED = place(PROFILES, WINDOW)


def between(one: int, two: int) -> dict[str, float]:
    """The signals of two of the texts."""
    return signals(PLACED[one], PLACED[two], WINDOW)


def test_swapping_the_sides_changes_nothing() -> None:
    """Neither for the signals nor for the link made of them."""
    assert between(0, 2) == between(2, 0)
    assert link(PLACED[0], PLACED[2], WINDOW) == link(PLACED[2], PLACED[0], WINDOW)


def test_shared_names_and_amounts_count_across_languages() -> None:
    """Atacames and 6.1 in Spanish and English, against another quake with neither."""
    found = between(0, 1)
    assert found["across_languages"] == 1
    assert found["names_rarest"] > between(0, 2)["names_rarest"]
    assert found["amounts_least"] > between(0, 2)["amounts_least"]


def test_days_of_two_events_are_apart() -> None:
    """«Hoy» and "on Wednesday" are one day; «hoy» five days later is none of them."""
    assert between(0, 1)["day_gap"] == 0
    assert between(0, 1)["day_meet"] == 1
    assert between(0, 2)["day_gap"] == pytest.approx(5 / 7, abs=1e-3)


def test_the_parts_of_a_link_sum_up_to_its_odds() -> None:
    """But for the ends, beyond which no pair counts; at least one pair lies within them."""
    within = 0
    for one, two in combinations(PLACED, 2):
        found = link(one, two, WINDOW)
        total = sum(found.parts.values())
        within += LEAST < total < found.odds + 1
        assert found.odds == pytest.approx(min(max(total, LEAST), 5), abs=1e-3)
        assert 0 < found.probability < 1
    assert within


def test_every_signal_has_a_weight() -> None:
    """A signal added without fitting would count nothing."""
    assert link(PLACED[0], PLACED[1], WINDOW).parts.keys() == between(0, 1).keys()
