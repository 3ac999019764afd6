"""Settings: read once, typed, documented."""

import re
from pathlib import Path

import pytest

from service.config import Settings, read_settings
from service.errors import SettingError

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"


def test_every_setting_is_documented() -> None:
    """A setting that docs/configuration.md does not name, or names in vain, is a fault."""
    documented = set(re.findall(r"^\| `CONTRASTE_(\w+)`", PAGE.read_text("utf-8"), re.M))
    assert documented == {name.upper() for name in Settings.model_fields}


def test_the_documented_defaults_are_the_real_ones() -> None:
    """A number or word given as default on the page is the code's own."""
    rows = re.findall(r"^\| `CONTRASTE_(\w+)` \| `([^`]+)` \|", PAGE.read_text("utf-8"), re.M)
    fields = Settings.model_fields
    assert len(rows) >= 5
    for name, text in rows:
        default = fields[name.lower()].default
        assert Settings.model_validate({name.lower(): text}).model_dump()[name.lower()] == default


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
