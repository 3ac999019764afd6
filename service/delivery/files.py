"""A report as files: `FOLDER/2025-10-30/ngt_…-es/report.html`, all of them or none.

The folder of a report appears by one rename, after everything in it is on the disk.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from service.delivery.faults import NotNow, Refused
from service.delivery.outgoing import Outgoing
from service.store.outbox import StoredForm

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,119}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_READABLE = 0o755


def send(outgoing: Outgoing) -> None:
    """Write the forms of an item; what stands there already with the same bytes stays.

    Raises:
        NotNow: The folder cannot be written.
        Refused: A name would lead out of the folder.
    """
    item = outgoing.item
    folder = f"{item.subject_id}-{item.language}"
    for name in (folder, *(form.name for form in outgoing.forms)):
        if not _NAME.fullmatch(name):
            raise Refused(f"{name!r} is no name of a file.")
    if not _DAY.fullmatch(item.about_on):
        raise Refused(f"{item.about_on!r} is no day.")
    day = Path(outgoing.delivery.target) / item.about_on
    try:
        _place(day, folder, outgoing.forms)
    except OSError as error:
        raise NotNow(f"{day} cannot be written ({error.strerror}).") from error


def _place(day: Path, name: str, forms: Sequence[StoredForm]) -> None:
    place = day / name
    if _is_there(place, forms):
        return
    day.mkdir(parents=True, exist_ok=True)
    for left in day.glob(f".{name}.*"):
        # By a process that was killed: who has the claim is alone here.
        shutil.rmtree(left, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(dir=day, prefix=f".{name}."))
    try:
        for form in forms:
            _write(draft / form.name, form.body)
        _sync(draft)
        draft.chmod(_READABLE)
        if place.is_dir():
            # Somebody changed it, or a file of it was lost: the new one takes its place.
            old = draft.with_name(f"{draft.name}.old")
            place.rename(old)
            draft.rename(place)
            shutil.rmtree(old)
        else:
            draft.rename(place)
        _sync(day)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _is_there(place: Path, forms: Sequence[StoredForm]) -> bool:
    try:
        return all((place / form.name).read_bytes() == form.body for form in forms) and bool(forms)
    except OSError:
        return False


def _write(path: Path, body: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(body)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Have the names in *folder* on the disk, where the system can (not on Windows)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
