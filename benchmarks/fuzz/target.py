"""What is fuzzed: a function of bytes that returns when all is as documented, and fails if not."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from benchmarks.fuzz import targets

LIBRARIES = (
    "charset_normalizer",
    "dateparser",
    "feedparser",
    "markdown_it",
    "pypdf",
    "trafilatura",
    "yaml",
)
"""Libraries in Python that read for us, whose branches count as ours do."""

_MOST = 4_096


@dataclass(frozen=True, slots=True)
class Target:
    """One reader.

    `run` takes any bytes. `seeds` are small inputs to begin with, made by code; `words` are what
    its format is made of, to be put in and swapped. Inputs are `longest` bytes at most.
    """

    run: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    words: Sequence[str] = ()
    longest: int = _MOST


def names() -> list[str]:
    """Return the names of all targets in order: a module each, in `benchmarks.fuzz.targets`."""
    folder = Path(targets.__file__).parent
    return sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


def load(name: str) -> Target:
    """Return the target called *name*; what it tests is imported only now."""
    found = import_module(f"{targets.__name__}.{name}").TARGET
    assert isinstance(found, Target)
    return found


QUIET = MappingProxyType({"TOKENIZERS_PARALLELISM": "false", "OMP_NUM_THREADS": "1"})
"""Variables of a process that fuzzes: beside it others work."""
