"""How two documents stand to each other."""

from datetime import UTC, datetime

import pytest

from matching.document import Document
from matching.grouping.combine import has_weights, link
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
PLACED = [place(profile, WINDOW) for profile in PROFILES]


def between(one: int, two: int) -> dict[str, float]:
    """Between."""
    return signals(PLACED[one], PLACED[two], WINDOW)


def test_swapping_the_sides_changes_nothing() -> None:
    """Swapping the sides changes nothing."""
    assert between(0, 2) == between(2, 0)
    assert link(PLACED[0], PLACED[2], WINDOW) == link(PLACED[2], PLACED[0], WINDOW)


def test_shared_names_and_amounts_count_across_languages() -> None:
    """Shared names and amounts count across languages."""
    found = between(0, 1)
    assert found["across_languages"] == 1
    assert found["names_rarest"] > between(0, 2)["names_rarest"]
    assert found["amounts_least"] > between(0, 2)["amounts_least"]


def test_days_of_two_events_are_apart() -> None:
    """Days of two events are apart."""
    assert between(0, 1)["day_gap"] == 0
    assert between(0, 1)["day_meet"] == 1
    assert between(0, 2)["day_gap"] == pytest.approx(5 / 7, abs=1e-3)


def test_the_parts_of_a_link_sum_up_to_its_odds() -> None:
    """The parts of a link sum up to its odds."""
    found = link(PLACED[0], PLACED[1], WINDOW)
    assert -8 < found.odds < 5
    assert sum(found.parts.values()) == pytest.approx(found.odds, abs=1e-3)
    assert 0 < found.probability < 1


def test_every_signal_has_a_weight() -> None:
    """Every signal has a weight."""
    assert link(PLACED[0], PLACED[1], WINDOW).parts.keys() == between(0, 1).keys()


def test_weights_belong_to_one_encoder() -> None:
    """Weights belong to one encoder."""
    assert has_weights("intfloat/multilingual-e5-small")
    assert not has_weights("another")
