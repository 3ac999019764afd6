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
    assert np.array_equal(one.usual(PROFILES[0]), two.usual(PROFILES[0]))


def test_a_sentence_that_is_near_to_all_has_more_that_is_usual() -> None:
    """Three visits of one minister, and one bridge that fell."""
    window = make_window(PROFILES)
    assert window.usual(PROFILES[0])[0] > window.usual(PROFILES[3])[0]


def test_a_document_alone_has_what_is_usual_anywhere() -> None:
    """There is nothing to measure yet, so the model's own figure stands."""
    window = make_window(PROFILES[:1])
    assert np.allclose(window.usual(PROFILES[0]), 0.80)
