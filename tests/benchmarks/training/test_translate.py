"""Rough translations, with a stand-in for Apertium."""

import subprocess
from typing import Any

import pytest

from benchmarks.training.translate import translate


def _answering(monkeypatch: pytest.MonkeyPatch, output: str) -> list[Any]:
    """Make the translator answer with *output*; return what it will have been asked."""
    asked: list[Any] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        asked.extend((command, options["input"]))
        return subprocess.CompletedProcess(command, 0, output)

    monkeypatch.setattr(subprocess, "run", run)
    return asked


def test_each_text_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Breaks inside a text are spaces, so that no line is two."""
    asked = _answering(monkeypatch, "El perro corre.\nUn gato.\n")
    assert translate(["The dog\nruns.", "A cat."], "en", "es") == ["El perro corre.", "Un gato."]
    assert asked == [["apertium", "eng-spa"], "The dog runs.\nA cat."]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("El *zyx come pan y bebe agua", "El zyx come pan y bebe agua"),
        ("El @zyx #comer *pan hoy", None),
        ("Cuesta 3 * 4 euros", "Cuesta 3 * 4 euros"),
        ("", None),
    ],
)
def test_marks_are_taken_off_and_too_many_are_too_many(
    monkeypatch: pytest.MonkeyPatch, answer: str, expected: str | None
) -> None:
    """Up to a fifth of the words may be unknown."""
    _answering(monkeypatch, answer + "\n")
    assert translate(["x"], "en", "es") == [expected]


def test_another_number_of_lines_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts and translations would be shifted."""
    _answering(monkeypatch, "Uno.\n")
    with pytest.raises(RuntimeError, match="2 texts gave 1"):
        translate(["One.", "Two."], "en", "es")


def test_without_apertium_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not found is no traceback of the operating system."""

    def run(*args: Any, **options: Any) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(RuntimeError, match="apertium-eng-spa"):
        translate(["One."], "en", "es")
