"""The table of settings in docs/operations.md, generated from their code."""

import re
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from service.config import PREFIX, Settings
from service.errors import InputError
from service.files import write_text

_BEGIN = "<!-- settings: contraste settings docs/operations.md -->"
_END = "<!-- end of settings -->"
_BLOCK = re.compile(f"(?<={re.escape(_BEGIN)}\n).*?(?={re.escape(_END)})", re.DOTALL)
_PAGE = re.compile(r"\bdocs/([a-z-]+\.md)\b")

# Defaults that depend on the machine.
_COMPUTED = {
    "data_dir": "the user's data folder (Linux: `~/.local/share/contraste`)",
    "cache": "the user's cache folder (Linux: `~/.cache/contraste`)",
    "threads": "all processors",
}
_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def settings_table() -> str:
    """Return the settings as rows of Markdown, in the order of `setting_names`."""
    head = "| variable | default | may be | meaning |\n|---|---|---|---|\n"
    return head + "".join(_row(name, Settings.model_fields[name]) for name in setting_names())


def setting_names() -> list[str]:
    """Return the names of all settings in the order of the table: those of a part come last."""
    own = [name for name in Settings.model_fields if name in Settings.__annotations__]
    return own + [name for name in Settings.model_fields if name not in own]


def renewed(page: str) -> str:
    """Return *page* with the table of today between its marks.

    Raises:
        InputError: It has no marks.
    """
    if not _BLOCK.search(page):
        raise InputError(f"The page has no marks for the table: {_BEGIN} and {_END}.")
    return _BLOCK.sub(lambda _: f"\n{settings_table()}\n", page)


def renew(path: Path) -> None:
    """Write the table of today into the page at *path*.

    Raises:
        InputError: It cannot be read, or has no marks.
    """
    try:
        page = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from error
    write_text(path, renewed(page))


def _row(name: str, field: FieldInfo) -> str:
    meaning = _PAGE.sub(r"[\1](\1)", field.description or "")
    cells = (f"`{PREFIX}{name.upper()}`", _default(name, field), _range(field), meaning)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _default(name: str, field: FieldInfo) -> str:
    if field.default_factory is not None:
        return _COMPUTED[name]
    value: Any = field.default
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        value = str(value).lower()
    if isinstance(value, float):
        value = f"{value:g}"
    return "empty" if value == "" else f"`{value}`"


def _range(field: FieldInfo) -> str:
    """Return what values are allowed, where it is more than the type says."""
    if field.annotation is bool:
        return "`true`, `false`"
    if isinstance(field.annotation, type) and issubclass(field.annotation, Enum):
        return ", ".join(f"`{member.value}`" for member in field.annotation)
    bounds = [
        f"{sign} {getattr(limit, name)}"
        for limit in field.metadata
        for name, sign in _SIGNS.items()
        if hasattr(limit, name)
    ]
    return ", ".join(bounds)
