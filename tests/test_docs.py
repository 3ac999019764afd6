"""The written record names only what exists, and all of what a reader has to know."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
import typer

from matching.label import JUDGED_RULES, RULES
from service.cli.main import app
from service.store.tables import Base

ROOT = Path(__file__).parents[1]
FOLDERS = ("docs", "docs/decisions", "docs/reference", "seeds", "examples")
PAGES = sorted(
    document
    for folder in (ROOT, *(ROOT / name for name in FOLDERS))
    for document in folder.glob("*.md")
)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
_FILE = re.compile(r"`([\w./-]+\.(?:py|toml|yaml|md|json))`")
# Files of a folder that is made at run time, or of a story, named in general.
_GENERAL = {"story.yaml", "tokenizer.json", "manifest.json"}


def _name(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", PAGES, ids=_name)
def test_links_lead_to_files(document: Path) -> None:
    """Every link inside the repository leads to a file or folder."""
    targets = _LINK.findall(document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", PAGES, ids=_name)
def test_named_files_exist(document: Path) -> None:
    """Every file that a page names by its path or its own name is in the repository."""
    known = {
        path.relative_to(ROOT).as_posix()
        for folder in (
            "matching",
            "service",
            "tests",
            "docs",
            "seeds",
            "benchmarks",
            "scripts",
            "examples",
        )
        for path in (ROOT / folder).rglob("*.*")
    } | {path.name for path in ROOT.iterdir()}
    named = set(_FILE.findall(document.read_text(encoding="utf-8"))) - _GENERAL
    lost = [name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in known)]
    assert sorted(lost) == []


def test_the_table_of_rules_is_the_documented_one() -> None:
    """docs/labels.md lists the rules in the order in which they are asked."""
    document = (ROOT / "docs" / "labels.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \d+ \|.*\| (\w+) \| (\w+)[^|]*\|$", document, re.MULTILINE)
    assert rows == [(rule.label.value, rule.kind.value) for rule in RULES]


def test_the_table_of_odds_is_the_documented_one() -> None:
    """Its rows have letters, so that nobody takes them for those of the rules."""
    document = (ROOT / "docs" / "labels.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [A-Z] \|.*\| (\w+) \| (\w+)[^|]*\|$", document, re.MULTILINE)
    assert rows == [(rule.label.value, rule.kind.value) for rule in JUDGED_RULES]


def test_every_command_is_documented() -> None:
    """docs/cli.md has a row for each command that the help shows."""
    document = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    commands = getattr(group, "commands", {})
    shown = [name for name, command in commands.items() if not command.hidden]
    assert shown
    assert [name for name in shown if f"`contraste {name}" not in document] == []


def test_the_walk_names_what_is_there() -> None:
    """Each step of docs/walk.md is a function or class of its file, methods by `Class.name`."""
    page = (ROOT / "docs" / "walk.md").read_text(encoding="utf-8")
    steps = re.findall(r"^\| `([\w/]+\.py)` \| `([\w.]+)` \|", page, re.MULTILINE)
    steps += [(file, name) for name, file in re.findall(r"`(\w+)` (?:in |\()`([\w/]+\.py)`", page)]
    assert len(steps) > 25
    assert [(file, name) for file, name in steps if name not in _defined(ROOT / file)] == []


def test_the_layers_are_the_contract_s() -> None:
    """docs/architecture.md has the list that import-linter checks."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    shown = page.partition("<!-- layers -->\n\n```\n")[2].partition("\n```")[0]
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    (layers,) = (c["layers"] for c in tool["importlinter"]["contracts"] if c["type"] == "layers")
    assert shown.splitlines() == [layer.replace("service.", "") for layer in layers]


def test_the_map_has_every_table() -> None:
    """Each under the file that defines it."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    _, _, rest = page.partition("| file | tables |\n|---|---|\n")
    rows = [line.split("|")[1:3] for line in rest.partition("\n\n")[0].splitlines()]
    shown = {
        name: set(re.findall(r"`(\w+)\.py`", files))
        for files, names in rows
        for name in re.findall(r"`(\w+)`", names)
    }
    assert set(shown) == set(Base.metadata.tables)
    for mapper in Base.registry.mappers:
        home = mapper.class_.__module__.rpartition(".")[2]
        assert home in shown[mapper.class_.__tablename__]


def _defined(file: Path) -> set[str]:
    found = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {
                f"{node.name}.{each.name}"
                for each in node.body
                if isinstance(each, ast.FunctionDef)
            }
    return found
