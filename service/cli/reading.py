"""`contraste read`."""

import sys

from pydantic import BaseModel

from service.cli.output import progress_bar, write_json, write_stdout
from service.config import read_settings
from service.store.engine import open_engine
from service.store.migrate import upgrade
from service.store.unit import read_only
from service.work.archive import TakenUp
from service.work.engines import open_executor
from service.work.kinds import EngineKind
from service.work.loading import load_archive

COULD_NOT = 2
ACTOR = "cli"


class UnreadPart(BaseModel):
    """A document that could not be read, and why."""

    document_id: str
    reason: str


class ReadDocuments(BaseModel):
    """What `contraste read --json` prints: how much was read now."""

    documents: int
    claims: int
    embedded: int
    unread: tuple[UnreadPart, ...]


def read_command(engine: EngineKind, address: str | None, workers: int, *, as_json: bool) -> int:
    """Read and embed what is stored and not read; COULD_NOT when a document was left unread.

    Raises:
        InputError, SettingError: There is no such engine here.
        StoreError: The database cannot be used; what was read before is whole.
    """
    settings = read_settings()
    database = open_engine(settings.store_url)
    upgrade(database)
    with read_only(database) as store:
        total = store.document_lists.count_unread()
    loaded, done = TakenUp(), 0
    if total:
        executor = open_executor(settings, engine, address, workers=workers)
        try:
            with progress_bar("Reading") as bar:

                def progress(taken: TakenUp) -> None:
                    nonlocal done
                    done += taken.documents + len(taken.unread)
                    bar(min(done, total), total)

                loaded = load_archive(executor, database, actor=ACTOR, progress=progress)
        finally:
            executor.close()
    _print(loaded, as_json=as_json)
    return COULD_NOT if loaded.unread else 0


def _print(loaded: TakenUp, *, as_json: bool) -> None:
    if as_json:
        unread = tuple(
            UnreadPart(document_id=each.document_id, reason=each.reason) for each in loaded.unread
        )
        write_json(
            ReadDocuments(
                documents=loaded.documents,
                claims=loaded.claims,
                embedded=loaded.embedded,
                unread=unread,
            )
        )
        return
    for each in loaded.unread:
        sys.stderr.write(f"contraste: {each.document_id}: {each.reason}\n")
    write_stdout(
        f"{loaded.documents:,} documents read, {loaded.claims:,} claims, "
        f"{loaded.embedded:,} texts embedded, {len(loaded.unread)} documents unread.\n"
    )
