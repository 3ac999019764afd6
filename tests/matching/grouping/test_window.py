"""What is usual among the documents of one time."""

import numpy as np

from matching.document import Document
from matching.grouping.profile import profile_documents
from matching.grouping.window import make_window
from matching.testing import HashingEncoder

PROFILES = profile_documents(
    [
        Document(f"La ministra Nora Paz visitó el puerto {name} con Quispe.", "A", "es")
        for name in ("Alfa", "Beta", "Gama")
    ]
    + [Document("Cayó el puente de Muisne.", "B", "es")],
    HashingEncoder(),
)


def test_what_fewer_documents_have_is_rarer() -> None:
    """Quispe stands in three of four documents, Alfa in one, "unknown" in none."""
    window = make_window(PROFILES)
    assert window.rarity("name:unknown") == 1
    assert window.rarity("name:kuispe") < window.rarity("name:alfa")


def test_the_order_of_profiles_changes_nothing() -> None:
    """Neither how often a key is counted nor what is usual for a sentence."""
    one, two = make_window(PROFILES), make_window(PROFILES[::-1])
    assert one.counts == two.counts
    assert np.array_equal(one.usual(PROFILES[:1])[0], two.usual(PROFILES[:1])[0])


def test_a_sentence_that_is_near_to_all_has_more_that_is_usual() -> None:
    """Three visits of one minister, and one bridge that fell."""
    window = make_window(PROFILES)
    visit, *_, bridge = window.usual(PROFILES)
    assert visit[0] > bridge[0]


def test_a_document_alone_has_what_is_usual_anywhere() -> None:
    """There is nothing to measure yet, so the model's own figure stands."""
    window = make_window(PROFILES[:1])
    assert np.allclose(window.usual(PROFILES[:1])[0], 0.80)


def test_what_else_is_placed_changes_nothing() -> None:
    """More profiles than are placed at once, and each alone."""
    window = make_window(PROFILES)
    many = PROFILES * 10
    for one, together in zip(many, window.usual(many), strict=True):
        assert np.allclose(window.usual([one])[0], together, atol=1e-6)


def test_without_documents_there_is_only_what_is_usual_anywhere() -> None:
    """A window may be empty."""
    assert [len(each) for each in make_window([]).usual(PROFILES)] == [
        len(each.vectors) for each in PROFILES
    ]
