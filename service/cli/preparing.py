"""`contraste migrate` and `contraste model`: what other commands need, made ready."""

from pydantic import BaseModel

from service.cli.output import prepared_encoder, write_json, write_stdout
from service.config import read_settings
from service.store.engine import open_engine, shown_url
from service.store.migrate import upgrade


class Migrated(BaseModel):
    """What `contraste migrate --json` prints."""

    database: str
    revision: str


class ReadyModel(BaseModel):
    """What `contraste model --json` prints."""

    model: str
    revision: str
    precision: str


def migrate_command(*, as_json: bool) -> None:
    """Bring the database to the newest schema."""
    engine = open_engine(read_settings().store_url)
    done = Migrated(database=shown_url(engine.url), revision=upgrade(engine))
    engine.dispose()
    if as_json:
        write_json(done)
    else:
        write_stdout(f"{done.database} has schema {done.revision}.\n")


def model_command(*, as_json: bool) -> None:
    """Prepare the model and say which one it is."""
    encoder = prepared_encoder(read_settings())
    ready = ReadyModel(model=encoder.name, revision=encoder.revision, precision=encoder.precision)
    if as_json:
        write_json(ready)
    else:
        write_stdout(f"{ready.model} ({ready.precision}) is ready.\n")
