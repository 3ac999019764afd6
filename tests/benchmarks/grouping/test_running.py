"""Documents grouped as they arrive, with a look at what stayed alone when a day is over."""

from datetime import UTC, datetime, timedelta

from benchmarks.grouping.running import group_in_order
from matching.document import Document
from matching.grouping.profile import Profile, profile_documents
from matching.grouping.signals import Placed
from matching.grouping.window import Window
from tests.matching.grouping.near import NearEncoder

AT = datetime(2027, 3, 20, 12, tzinfo=UTC)


def profiles(*names: str) -> list[Profile]:
    """Return profiles of documents about one fire, told by sources an hour after each other."""
    documents = [
        Document(f"Un incendio en Muisne, contó {name}.", name, "es", AT + timedelta(hours=hour))
        for hour, name in enumerate(names)
    ]
    return profile_documents(documents, NearEncoder())


def weigh(left: Placed, right: Placed, window: Window) -> float:
    """Return odds of a column that are too low when it comes, and of a doubt that always are."""
    names = {left.profile.source, right.profile.source}
    return -3.0 if "Duda" in names else -0.9 if "Columna" in names else 4.0


def test_what_stayed_alone_joins_when_the_day_is_over() -> None:
    """Whether it came first or last; what is near to nothing stays alone."""
    told = profiles("Columna", "Sur", "Norte", "Duda")
    for order in (told, told[::-1]):
        found = group_in_order(order, weigh)
        sizes = {one.source: len(found[one.document_id]) for one in told}
        assert sizes == {"Columna": 3, "Sur": 3, "Norte": 3, "Duda": 1}
