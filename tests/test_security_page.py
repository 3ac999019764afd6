"""docs/security.md names tests that exist, and more than a few."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
_ROW = re.compile(r"^\| (?!attack|---)(.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@cache
def _tests_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "test"), sorted(set(_TEST.findall(PAGE))))
def test_a_named_test_exists(file: str, test: str) -> None:
    """A defence without its test is only said."""
    assert test.startswith("test_")
    assert test in _tests_in(file)


def test_every_attack_has_a_test() -> None:
    """In each row of each of the three tables."""
    rows = _ROW.findall(PAGE)
    assert len(rows) >= 30
    assert [attack for attack, _, tests in rows if not _TEST.search(tests)] == []
    tables = re.findall(r"^## (.+)\n\n\| attack \|", PAGE, re.MULTILINE)
    assert tables == ["An outsider", "A malicious source page", "A reader"]
