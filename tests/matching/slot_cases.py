"""Case tables of typed slots, and what the library makes of a row."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"
REFERENCE = date(2025, 10, 30)


def rows(topic: str, *keys: str) -> list[dict[str, Any]]:
    """Return the rows of one table that have all of *keys*."""
    table = yaml.safe_load((CASES / f"{topic}.yaml").read_text(encoding="utf-8"))
    return [row for row in table if all(key in row for key in keys)]


def row_id(row: dict[str, Any]) -> str:
    """Name a row by its text, for the list of tests."""
    return str(row.get("text") or f"{row['left'][1]} | {row['right'][1]}")


def references(row: dict[str, Any]) -> tuple[date | None, date | None]:
    """Return the publication days of a row's two texts."""
    left, right = row.get("references", (REFERENCE, REFERENCE))
    return left, right
