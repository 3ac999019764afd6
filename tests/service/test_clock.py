"""The time of a run."""

from datetime import UTC, datetime

import pytest

from service.clock import run_time
from service.errors import SettingError


def test_source_date_epoch_takes_the_place_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A result can be made again to the same bytes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1761800000")
    assert run_time() == datetime(2025, 10, 30, 4, 53, 20, tzinfo=UTC)


def test_the_clock_is_utc() -> None:
    """Whole seconds with a zone, between two readings of the real clock."""
    before = datetime.now(UTC).replace(microsecond=0)
    found = run_time()
    assert before <= found <= datetime.now(UTC)
    assert found.microsecond == 0


@pytest.mark.parametrize("value", ["today", "1e3", "9" * 30])
def test_a_senseless_epoch_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """The sentence names the variable."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(SettingError, match="SOURCE_DATE_EPOCH"):
        run_time()
