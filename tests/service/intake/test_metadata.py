"""What a file says about itself, and the day that "today" means in it."""

import pytest

from matching.reading import read_together
from service.errors import InputError
from service.intake.metadata import make_document, read_metadata
from service.intake.raw import Raw

LATE = "2025-10-31T02:30:00Z"


def _raw() -> Raw:
    return Raw(b"", "story.json", "story")


@pytest.mark.parametrize(
    ("zone", "day"),
    [("America/Lima", "2025-10-30"), ("Europe/Madrid", "2025-10-31"), (None, "2025-10-31")],
)
def test_today_is_the_day_where_the_text_was_written(zone: str | None, day: str) -> None:
    """Half past two in the morning in Greenwich is still yesterday in Lima."""
    values = {"published_at": LATE, "time_zone": zone, "language": "es"}
    document = make_document(_raw(), "El ministro renunció hoy.", values)
    (claim,) = read_together([document]).readings[0].claims
    assert [str(value.first) for value in claim.slots.dates] == [day]


def test_a_bare_day_is_one_of_its_zone() -> None:
    """A day without an hour stays that day, whatever the zone."""
    values = {"published_at": "2025-10-30", "time_zone": "America/Lima"}
    published = read_metadata(_raw(), values).published_at
    assert published is not None
    assert published.isoformat() == "2025-10-30T00:00:00-05:00"


def test_unknown_zone_is_refused() -> None:
    """A zone that does not exist is an error of the input, in one sentence."""
    with pytest.raises(InputError, match="no such time zone: Mars/Olympus"):
        read_metadata(_raw(), {"published_at": LATE, "time_zone": "Mars/Olympus"})
