"""Checksums of a prepared model folder: what it must hold, and whether it does.

Files are read through once. Afterwards a file of the same size, written at the same time, is
taken for the same, as `make` and `rsync` do: reading half a gigabyte costs half a second of
every start.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_NAME = "manifest.json"
_SEEN = "seen.json"
"""Sizes and times of the files when they were last read through."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which model a folder holds, the SHA-256 of its source weights and of each file."""

    model: str
    weights_sha256: str
    files: dict[str, str]


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_manifest(folder: Path, model: str, weights_sha256: str) -> None:
    """Record every file of *folder*."""
    files = {
        path.relative_to(folder).as_posix(): file_hash(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    manifest = Manifest(model, weights_sha256, files)
    (folder / _NAME).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    _note(folder, {name: _stamp(folder / name) for name in files})


def read_manifest(folder: Path) -> Manifest | None:
    """Return a folder's manifest, None when it has none that can be read."""
    try:
        found: Any = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        return Manifest(**found)
    except (OSError, ValueError, TypeError):
        return None


def is_intact(folder: Path, weights_sha256: str) -> bool:
    """Tell whether *folder* was made from these weights and no file has changed since."""
    manifest = read_manifest(folder)
    if manifest is None or manifest.weights_sha256 != weights_sha256:
        return False
    try:
        stamps = {name: _stamp(folder / name) for name in manifest.files}
        if stamps == _seen(folder):
            return True
        if any(file_hash(folder / name) != digest for name, digest in manifest.files.items()):
            return False
    except OSError:
        return False
    _note(folder, stamps)
    return True


def _note(folder: Path, stamps: Mapping[str, list[int]]) -> None:
    with suppress(OSError):  # a folder that may not be written is read through every time
        (folder / _SEEN).write_text(json.dumps(stamps), encoding="utf-8")


def _stamp(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]


def _seen(folder: Path) -> Any:
    try:
        return json.loads((folder / _SEEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
