"""The time of a run, read once at the edge."""

import os
from datetime import UTC, datetime

from service.errors import SettingError


def run_time() -> datetime:
    """Return the moment of this run in UTC, whole seconds.

    The variable SOURCE_DATE_EPOCH, seconds since 1970, takes the place of the clock, so that
    a result can be made again to the same bytes.

    Source: reproducible-builds.org, SOURCE_DATE_EPOCH specification.

    Raises:
        SettingError: SOURCE_DATE_EPOCH is not such a number.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingError(
            f"SOURCE_DATE_EPOCH is {given!r}, not a number of seconds since 1970."
        ) from error


def now() -> datetime:
    """Return this moment in UTC, for what measures time: SOURCE_DATE_EPOCH must not stop it."""
    return datetime.now(UTC)
