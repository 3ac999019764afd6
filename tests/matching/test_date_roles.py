"""The step that a date is of, against tests/matching/cases/date_roles.yaml."""

import pytest

from matching.dates import find_dates
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("date_roles"), ids=row_id)
def test_step_that_a_date_is_of(row) -> None:
    """Words right before a date and the verb about it tell its step."""
    (found,) = find_dates(row["text"], row["lang"])
    assert row["role"] == found.role
