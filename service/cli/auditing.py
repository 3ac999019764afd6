"""`contraste audit verify`."""

from pydantic import BaseModel

from service.cli.output import write_json, write_stdout
from service.config import read_settings
from service.store.engine import open_engine, shown_url
from service.store.migrate import check_schema
from service.store.unit import read_only

FOUND = 1


class Verified(BaseModel):
    """What `contraste audit verify --json` prints; `broken` is null when the chain holds."""

    database: str
    entries: int
    head: str
    broken: int | None
    reason: str | None


def verify_command(expected: str | None, *, as_json: bool) -> int:
    """Prove the audit log's chain and show its head; FOUND when a link is broken."""
    engine = open_engine(read_settings().store_url)
    check_schema(engine)
    with read_only(engine) as store:
        report = store.audit.verify(expected)
    engine.dispose()
    found = Verified(
        database=shown_url(engine.url),
        entries=report.entries,
        head=report.head,
        broken=report.broken.number if report.broken else None,
        reason=report.broken.reason if report.broken else None,
    )
    if as_json:
        write_json(found)
    elif found.broken is None:
        write_stdout(f"{found.entries:,} entries hold. Head: {found.head}\n")
    else:
        write_stdout(
            f"Broken at entry {found.broken:,}: {found.reason}. "
            f"{found.entries:,} entries before it hold.\n"
        )
    return 0 if found.broken is None else FOUND
