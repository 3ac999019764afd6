"""Settings of an application on an SQLite file: what surrounds routes knows no database."""

from pathlib import Path

import pytest

from service.config import Settings
from tests.databases import sqlite_template

__all__ = ["sqlite_template"]


@pytest.fixture
def settings(sqlite_template: Path, tmp_path: Path) -> Settings:
    """Settings of a database without rows."""
    (tmp_path / "contraste.db").write_bytes(sqlite_template.read_bytes())
    return Settings(data_dir=tmp_path)
