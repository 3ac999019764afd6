"""Running one target in a process of its own, and reading what came of it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzz.target import QUIET, load

# An input that takes longer has found something, in seconds; instrumented code is slow.
_LONGEST_INPUT = 60
_MOST_MEMORY = 4_000
_RUNS = re.compile(r"number_of_executed_units:\s*(\d+)")
_COVERED = re.compile(r"\bcov: (\d+)")
_ERROR = re.compile(r"^ *(?:=== Uncaught Python exception: ===\n)(.*)", re.M)
_LAST = 3_000
_SLOW = "slow-unit"


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """What came of a target: seconds, inputs tried, branches reached, inputs that reached them.

    `found` is the file of the input that broke something, None where none did; `words` is the
    end of what the process said of it.
    """

    target: str
    seconds: float
    runs: int
    covered: int
    corpus: int
    found: str | None = None
    words: str = ""


def fuzz(name: str, folder: Path, seconds: int) -> Fuzzed:
    """Fuzz the target *name* for *seconds*, from what *folder* has of earlier times on."""
    own = folder / name
    corpus, seeds, faults = (own / part for part in ("corpus", "seeds", "faults"))
    for each in (corpus, seeds, faults):
        each.mkdir(parents=True, exist_ok=True)
    target = load(name)
    for number, seed in enumerate(target.seeds()):
        (seeds / str(number)).write_bytes(seed)
    words = own / "words"
    words.write_text("".join(f'"{_escaped(each)}"\n' for each in dict.fromkeys(target.words)))
    options = [
        str(corpus),
        str(seeds),
        f"-dict={words}",
        f"-max_total_time={seconds}",
        f"-max_len={target.longest}",
        f"-timeout={_LONGEST_INPUT}",
        f"-rss_limit_mb={_MOST_MEMORY}",
        f"-artifact_prefix={faults}/",
        "-print_final_stats=1",
    ]
    before, began = set(faults.iterdir()), time.monotonic()
    said = _said([name, *options])
    return _fuzzed(name, said, time.monotonic() - began, corpus, set(faults.iterdir()) - before)


def _said(words: Sequence[str]) -> tuple[int, str]:
    command = [sys.executable, "-m", "benchmarks.fuzz.child", *words]
    done = subprocess.run(  # noqa: S603 - our own words
        command,
        env=os.environ | QUIET,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def _fuzzed(
    name: str, said: tuple[int, str], seconds: float, corpus: Path, faults: set[Path]
) -> Fuzzed:
    code, words = said
    runs, covered = _RUNS.search(words), _COVERED.findall(words)
    # A slow input is kept as well, which on a busy machine is no fault.
    found = next((str(path) for path in sorted(faults) if not path.name.startswith(_SLOW)), None)
    if code and not found:
        found = "none: the process ended by itself"
    return Fuzzed(
        name,
        round(seconds, 1),
        int(runs[1]) if runs else 0,
        int(covered[-1]) if covered else 0,
        sum(1 for _ in corpus.iterdir()),
        found,
        _told(words) if found else "",
    )


def _told(words: str) -> str:
    error = _ERROR.search(words)
    return words[error.start() :][:_LAST] if error else words[-_LAST:]


def _escaped(word: str) -> str:
    """Return *word* as libFuzzer's dictionaries write it."""
    plain = range(0x20, 0x7F)
    return "".join(
        chr(byte) if byte in plain and chr(byte) not in '"\\' else f"\\x{byte:02X}"
        for byte in word.encode()
    )
