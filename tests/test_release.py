"""The wheel: built, installed where the repository is not, and used there.

The environment that runs the tests lends its libraries, so that nothing is downloaded; what
makes `contraste` itself importable here (an editable install) is not lent.
"""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

from matching.run_config import CODE_VERSION

ROOT = Path(__file__).parents[1]
PACKAGES = ("matching", "service", "migrations", "seeds", "benchmarks")
# What is made by running, and what stays in the repository.
_LEFT_OUT = re.compile(r"__pycache__|^benchmarks/training")
_LEFT = "Murieron 12 personas en Robledar. El puente sigue cerrado."
_RIGHT = "Eight people died in Robledar."


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel, the sdist, and the wheel that the sdist makes, by their names."""
    folder = tmp_path_factory.mktemp("dist")
    found = {name: _built(ROOT, f"build_{name}", folder / name) for name in ("wheel", "sdist")}
    with tarfile.open(found["sdist"]) as archive:
        archive.extractall(folder / "source", filter="data")
    (source,) = (folder / "source").iterdir()
    return found | {"again": _built(source, "build_wheel", folder / "again")}


@pytest.fixture(scope="module")
def installed(dist: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel; our libraries are lent to it."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder)
    _run(
        sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install",
        "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", dist["wheel"],
    )  # fmt: skip
    (packages,) = folder.glob("lib/python*/site-packages")
    # Files of this kind are not looked for in a folder that one of them names.
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "lent.pth").write_text("\n".join(sorted(lent)), "utf-8")
    return folder / "bin"


def test_the_version_stands_in_one_place() -> None:
    """The wheel's, the command's and the result's are one; the changelog tells of it."""
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dynamic"]
    assert version("contraste") == CODE_VERSION
    assert f"\n## [{CODE_VERSION}] - " in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_wheel_has_every_file_of_the_packages(dist: dict[str, Path]) -> None:
    """Templates, catalogues, migrations, lexicons and weights as well; nothing else."""
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and not _LEFT_OUT.search(path.relative_to(ROOT).as_posix())
    }
    assert {name for name in _contents(dist["wheel"]) if ".dist-info/" not in name} == wanted


def test_the_sdist_makes_the_same_wheel(dist: dict[str, Path]) -> None:
    """File by file, byte by byte; tests and their gold stay in the repository."""
    assert _contents(dist["again"]) == _contents(dist["wheel"])
    with tarfile.open(dist["sdist"]) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    assert not tops & {"tests", "shared", "out", ".venv", ".ci"}


def test_the_wheel_names_no_place_of_this_machine(dist: dict[str, Path]) -> None:
    """Nor the folder it was built in."""
    places = "|".join(re.escape(place) for place in (str(ROOT), sys.prefix))
    named = re.compile(rf"(?<![\w./])(?:{places})\b".encode())
    for name, content in _contents(dist["wheel"]).items():
        assert not named.search(content), name


def test_what_runs_is_the_wheel(installed: Path, tmp_path: Path) -> None:
    """Not the repository beside it, nor an editable install."""
    script = (
        f"import {', '.join(PACKAGES)}\nfor each in ({', '.join(PACKAGES)}): print(each.__file__)"
    )
    lines = _run(installed / "python", "-c", script, cwd=tmp_path).splitlines()
    assert len(lines) == len(PACKAGES)
    assert all(line.startswith(f"{installed.parent}/lib/") for line in lines)
    assert _run(installed / "contraste", "--version", cwd=tmp_path) == f"contraste {CODE_VERSION}\n"


def test_two_texts_are_compared(installed: Path, tmp_path: Path) -> None:
    """With the model, the lexicons and the page of a comparison."""
    (tmp_path / "left.txt").write_text(_LEFT, "utf-8")
    (tmp_path / "right.txt").write_text(_RIGHT, "utf-8")
    command = (installed / "contraste", "compare", "left.txt", "right.txt")
    made = json.loads(_run(*command, "--json", "--html", "diff.html", cwd=tmp_path))
    assert made["config"]["code_version"] == CODE_VERSION
    assert made["config"]["head"], "the entailment head is not in the wheel"
    assert [each["label"] for each in made["findings"]] == ["conflict", "extra"]
    page = (tmp_path / "diff.html").read_text("utf-8")
    assert "Nothing on the right side reports this" in page


def test_a_database_is_made(installed: Path, tmp_path: Path) -> None:
    """By the migrations in the wheel."""
    told = json.loads(_run(installed / "contraste", "migrate", "--json", cwd=tmp_path))
    assert told["revision"]


def _built(source: Path, what: str, folder: Path) -> Path:
    folder.mkdir()
    script = f"from hatchling.build import {what}; {what}({str(folder)!r})"
    _run(sys.executable, "-c", script, cwd=source)
    (made,) = folder.iterdir()
    return made


def _contents(wheel: Path) -> dict[str, bytes]:
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _run(*command: str | Path, cwd: Path = ROOT) -> str:
    environment = dict(os.environ)
    if command[0] != sys.executable:
        # It would bring the repository in.
        environment.pop("PYTHONPATH", None)
    done = subprocess.run(  # noqa: S603 - our own words
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
