"""The examples of the API in README.md run as they stand there, on a real server.

CONTRASTE_README names another page to be tried.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.load.server import serving

README = Path(os.environ.get("CONTRASTE_README", Path(__file__).parents[1] / "README.md"))
# Where the examples look for the server; it listens elsewhere in a test.
_ADDRESS = "http://127.0.0.1:8000"
_EXAMPLES = re.compile(r"<!-- api examples.*?-->(.*?)<!-- end of api examples -->", re.DOTALL)
_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def examples() -> dict[str, str]:
    """The fenced blocks of the README's examples by their language."""
    found = _EXAMPLES.search(README.read_text("utf-8"))
    assert found, "README.md has no examples of the API between their marks"
    return dict(_BLOCK.findall(found[1]))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server with nothing stored."""
    with serving(tmp_path_factory.mktemp("readme")) as (url, _):
        yield url


def test_the_python_example_is_ten_lines_long(examples: dict[str, str]) -> None:
    """Beside its empty ones."""
    assert len([line for line in examples["python"].splitlines() if line]) <= 10


def test_the_python_example_prints_what_the_page_shows(
    examples: dict[str, str], server: str
) -> None:
    """To the letter."""
    assert _ADDRESS in examples["python"]
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-W", "error", "-c", examples["python"].replace(_ADDRESS, server)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == examples["text"]


def test_the_curl_example_finds_the_conflict(examples: dict[str, str], server: str) -> None:
    """The comparison comes as JSON, made by what a person pastes into a shell."""
    if shutil.which("curl") is None:
        pytest.skip("there is no curl on this machine")
    command = examples["console"].removeprefix("$ ")
    assert _ADDRESS in command
    done = subprocess.run(  # noqa: S602 - our own words
        command.replace(_ADDRESS, server),
        shell=True,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    made = json.loads(done.stdout)
    assert [finding["label"] for finding in made["findings"]] == ["conflict"]
    assert {side["source"] for side in made["documents"]} == {"Agencia Sur", "Ministry of Works"}
