"""The table of settings: generated, complete, and the one on the page."""

import re
from pathlib import Path

import pytest

from service.config import PREFIX, Settings
from service.errors import InputError
from service.settings_table import renew, renewed, setting_names, settings_table

PAGE = Path(__file__).parents[2] / "docs" / "operations.md"


def test_the_page_has_the_table_of_today() -> None:
    """Otherwise: contraste settings docs/operations.md."""
    page = PAGE.read_text("utf-8")
    assert renewed(page) == page


def test_every_setting_says_what_it_is() -> None:
    """A row for each, with a sentence or more about it."""
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.*) \| (.+) \|$", settings_table(), re.M)
    assert [row[0] for row in rows] == [f"{PREFIX}{name.upper()}" for name in setting_names()]
    assert sorted(setting_names()) == sorted(Settings.model_fields)
    assert [row[0] for row in rows if len(row[3]) < 15 or not row[3].endswith(".")] == []


def test_the_defaults_are_those_that_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the table gives as default means the default when it is set."""
    shown = re.findall(r"^\| `(\w+)` \| (`.+?`|empty) \|", settings_table(), re.M)
    assert len(shown) > 20
    for name, default in shown:
        monkeypatch.setenv(name, "" if default == "empty" else default.strip("`"))
    given = Settings()
    names = [name.removeprefix(PREFIX).lower() for name, _ in shown]
    assert {name: getattr(given, name) for name in names} == {
        name: Settings.model_fields[name].default for name in names
    }


def test_a_page_is_renewed_between_its_marks_alone(tmp_path: Path) -> None:
    """The rest stays; a page without marks, or none, is refused in one sentence."""
    page = tmp_path / "page.md"
    page.write_text(PAGE.read_text("utf-8").replace("`CONTRASTE_DATA_DIR`", "`CONTRASTE_OLD`"))
    renew(page)
    assert page.read_text("utf-8") == PAGE.read_text("utf-8")
    page.write_text("text")
    for path in (page, tmp_path / "none.md"):
        with pytest.raises(InputError):
            renew(path)
