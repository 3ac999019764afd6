"""Settings: read once, typed."""

from pathlib import Path

import pytest

from service.config import Settings, read_settings
from service.errors import SettingError


def test_the_database_lies_in_the_data_folder_unless_named(tmp_path: Path) -> None:
    """An empty URL means an SQLite file in the data folder; a given one wins."""
    assert Settings(data_dir=tmp_path).store_url == f"sqlite:///{tmp_path / 'contraste.db'}"
    assert Settings(database_url="sqlite:///x.db").store_url == "sqlite:///x.db"


@pytest.mark.parametrize(
    ("name", "value"),
    [("MAX_BYTES", "0"), ("MAX_CLAIMS", "many"), ("URL_TIMEOUT", "-1"), ("THREADS", "")],
)
def test_a_senseless_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """The error names the variable, so that a person knows what to correct."""
    monkeypatch.setenv(f"CONTRASTE_{name}", value)
    with pytest.raises(SettingError, match=f"CONTRASTE_{name}"):
        read_settings()
