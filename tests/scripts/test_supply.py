"""The bill of materials, and what is said of an audit."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from packaging.utils import canonicalize_name

from matching.run_config import CODE_VERSION
from scripts.supply import audit, product_packages, write_sbom

ROOT = Path(__file__).parents[2]


def service(folder: Path, answer: str) -> str:
    """Return a program that says what pip-audit would say."""
    program = folder / "pip-audit"
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\n", "utf-8")
    program.chmod(0o755)
    return str(program)


def answered(*packages: dict[str, Any]) -> str:
    """Return pip-audit's answer on *packages*."""
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    "answer",
    ["ConnectionError", answered({"name": "torch", "skip_reason": "not found"}), answered()],
)
def test_nothing_found_by_nobody_is_no_audit(
    answer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence says that there was none; it is no failure."""
    assert audit(service(tmp_path, answer)) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "No audit: no vulnerability service can be reached from here.\n"


def test_a_vulnerability_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named, with the version that mends it, and what nobody knew is named as well."""
    fault = {"id": "PYSEC-1", "fix_versions": ["2.0"]}
    found = answered(
        {"name": "jinja2", "version": "1.0", "vulns": [fault]},
        {"name": "torch", "skip_reason": "not found"},
    )
    assert audit(service(tmp_path, found)) == 1
    assert capsys.readouterr().out.splitlines() == [
        "jinja2 1.0: PYSEC-1, mended in 2.0",
        "1 packages audited, 1 vulnerabilities; left out: torch",
    ]


def test_none_known_is_an_audit_passed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of those that were looked up."""
    assert audit(service(tmp_path, answered({"name": "a", "version": "1", "vulns": []}))) == 0
    assert "1 packages audited, 0 vulnerabilities" in capsys.readouterr().out


def test_the_bill_has_the_product_alone(tmp_path: Path) -> None:
    """Tools of tests are left out, and edges to them; the product bears its version."""
    name = next(iter(product_packages()))
    parts = [{"bom-ref": name, "name": name}, {"bom-ref": "pytest", "name": "pytest"}]
    whole = {
        "metadata": {"component": {"bom-ref": "root", "name": "contraste"}},
        "components": parts,
        "dependencies": [
            {"ref": "root", "dependsOn": [name, "pytest"]},
            {"ref": "pytest"},
            {"ref": name},
        ],
    }
    (tmp_path / "whole.json").write_text(json.dumps(whole), "utf-8")
    write_sbom(tmp_path / "whole.json", tmp_path / "bill.json")
    bill = json.loads((tmp_path / "bill.json").read_text("utf-8"))
    assert [each["name"] for each in bill["components"]] == [name]
    assert bill["dependencies"] == [
        {"ref": "root", "dependsOn": [name]},
        {"ref": name, "dependsOn": []},
    ]
    assert bill["metadata"]["component"]["version"] == CODE_VERSION


def test_hashes_are_those_of_the_pinned_versions() -> None:
    """Of every package of the product but torch (docs/security.md); otherwise: make hashes."""
    pinned = _pins("constraints.txt")
    hashed = _pins("hashes.txt")
    # What is not pinned came with torch's CUDA build.
    ours = (name for name in product_packages() if name in pinned and name != "torch")
    assert hashed == {name: pinned[name] for name in ours}
    blocks = re.split(r"\n(?=\S)", (ROOT / "hashes.txt").read_text("utf-8").strip())
    pins = [block for block in blocks if "==" in block.partition("\n")[0] and block[0] != "#"]
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in pins)


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text("utf-8")
    pins = re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)
    return {canonicalize_name(package): number for package, number in pins}
