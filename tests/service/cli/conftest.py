"""Running `contraste` inside the test's own process, without the real model."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from matching.testing import HashingEncoder
from service.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


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
        return Outcome(
            code if isinstance(code, int) else 0, captured.out.decode(), captured.err.decode()
        )

    return run_command
