"""The written record names only what exists, and all of what a reader has to know."""

import re
from pathlib import Path

import pytest
import typer

from matching.label import JUDGED_RULES, RULES
from service.cli.main import app

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    document
    for folder in (ROOT, ROOT / "docs", ROOT / "docs" / "decisions", ROOT / "seeds")
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
        for folder in ("matching", "service", "tests", "docs", "seeds", "benchmarks", "scripts")
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
