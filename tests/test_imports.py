"""What may be imported, and how fast the command line answers for it."""

import subprocess
import sys

import pytest

HEAVY = ("torch", "transformers", "sentence_transformers", "fastapi", "sqlalchemy", "trafilatura")


@pytest.mark.parametrize("module", ["service.cli.main", "matching"])
def test_start_up_imports_nothing_heavy(module: str) -> None:
    """`contraste --help` must not wait for a model, a database or a parser of web pages."""
    script = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
