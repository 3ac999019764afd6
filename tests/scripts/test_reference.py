"""docs/reference: generated, and the one that is committed."""

import json
import re
from pathlib import Path

import pytest

from scripts.reference.__main__ import main
from scripts.reference.pages import PAGES
from service.api.frozen import openapi_text

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_the_code_s(name: str) -> None:
    """Otherwise: make reference."""
    assert (FOLDER / name).read_text("utf-8") == PAGES[name]()


def test_every_option_and_argument_says_what_it_means() -> None:
    """A row without a meaning would end in an empty cell."""
    page = (FOLDER / "cli.md").read_text("utf-8")
    rows = re.findall(r"^\| `.*\|$", page, re.MULTILINE)
    assert len(rows) > 80
    assert [row for row in rows if row.endswith("|  |") or "None" in row] == []


def test_every_route_and_parameter_is_there() -> None:
    """With who may ask, and what each parameter means."""
    page = (FOLDER / "api.md").read_text("utf-8")
    for path, methods in json.loads(openapi_text())["paths"].items():
        for method, operation in methods.items():
            assert f"### {method.upper()} {path}\n" in page
            for parameter in operation.get("parameters", ()):
                assert parameter.get("description"), (path, parameter["name"])


def test_links_between_objects_lead_to_one() -> None:
    """An anchor is a heading in small letters."""
    for name in PAGES:
        page = (FOLDER / name).read_text("utf-8")
        anchors = {
            re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-")
            for head in re.findall(r"^#+ (.+)$", page, re.MULTILINE)
        }
        assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= anchors


def test_a_folder_is_filled(tmp_path: Path) -> None:
    """With every page."""
    main(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(PAGES)
