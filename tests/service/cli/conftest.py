"""Running `contraste` inside the test's own process, without the real model."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from matching.testing import HashingEncoder
from service.cli import main

SCHEMAS = Path(__file__).parents[3] / "docs" / "schema"
LEFT = "El puente cerró el lunes. Hay 42 heridos en Robledar. No se suspenderán las clases."
RIGHT = "El puente cerró el lunes. Hay 45 heridos en Robledar. El alcalde viajará a Madrid."
ARTICLE = (
    "El consejo escolar y el ayuntamiento dieron ayer dos cifras distintas.\n\n"
    "“Hay 310 alumnos sin plaza y faltan dos aulas”, dijo el consejo escolar de Robledar.\n\n"
    "El ayuntamiento respondió que son 130 los alumnos sin plaza.\n"
)


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """What went to stdout, as text."""
        return self.raw.decode()


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run `contraste` with the given words; `stdin` holds what a pipe would bring."""
    monkeypatch.setattr("service.runtime.load_encoder", lambda *_: HashingEncoder())

    def run_command(*words: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["contraste", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as left:
            main()
        captured = capsysbinary.readouterr()
        code = left.value.code
        return Outcome(code if isinstance(code, int) else 0, captured.out, captured.err.decode())

    return run_command


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two accounts and an article, where the command runs."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("left.txt", LEFT), ("right.txt", RIGHT), ("article.txt", ARTICLE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def valid(name: str, text: str) -> Any:
    """Return the JSON in *text*, which has to obey the committed schema *name*."""
    value = json.loads(text)
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(value)
    return value
