"""docs/store.md tells of every table."""

import re
from pathlib import Path

from service.store.tables import Base

PAGE = Path(__file__).parents[3] / "docs" / "store.md"


def test_the_page_has_a_row_for_each_table() -> None:
    """And none for a table that is gone."""
    _, _, rest = PAGE.read_text(encoding="utf-8").partition("| table | a row is | id |\n")
    rows, _, _ = rest.partition("\n\n")
    named = [
        name for row in rows.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])
    ]
    assert sorted(named) == sorted(Base.metadata.tables)
