"""Links of documents in one window."""

from datetime import UTC, datetime

from matching.document import Document
from matching.grouping.combine import LEAST, link
from matching.grouping.links import Links
from matching.grouping.profile import profile_documents
from matching.grouping.signals import place
from matching.grouping.window import make_window
from tests.matching.grouping.near import NearEncoder

PROFILES = profile_documents(
    [
        Document("Naufragó un ferri frente a Guanaja.", f"Diario {day}", "es", at)
        for day, at in ((day, datetime(2027, 3, day, tzinfo=UTC)) for day in (1, 2, 20))
    ],
    NearEncoder(),
)
WINDOW = make_window(PROFILES)
PLACED = {one.profile.document_id: one for one in place(PROFILES, WINDOW)}
FIRST, NEXT, LATE = PLACED


def test_a_pair_is_weighed_once_whichever_comes_first() -> None:
    """As the combiner weighs it."""
    links = Links(PLACED, WINDOW)
    weighed = link(PLACED[FIRST], PLACED[NEXT], WINDOW)
    assert links.odds(NEXT, FIRST) == links.odds(FIRST, NEXT) == weighed.odds
    assert list(links.known.values()) == [weighed]


def test_documents_out_of_reach_are_not_weighed() -> None:
    """The same words nineteen days later tell of another ferry."""
    links = Links(PLACED, WINDOW)
    assert links.odds(FIRST, LATE) == LEAST
    assert not links.known
