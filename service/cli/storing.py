"""`contraste migrate`, `contraste seed` and `contraste model`."""

from pydantic import BaseModel

from matching.embed import Encoder
from seeds.load import load_stories
from service.cli.output import prepared_encoder, progress_bar, write_json, write_stdout
from service.clock import run_time
from service.config import Settings, read_settings
from service.seeding import Seeded, seed_stories
from service.store.engine import open_engine, transaction
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
    done = Migrated(
        database=engine.url.render_as_string(hide_password=True), revision=upgrade(engine)
    )
    if as_json:
        write_json(done)
    else:
        write_stdout(f"{done.database} has schema {done.revision}.\n")


def seed_command(*, as_json: bool) -> None:
    """Store the example stories and their comparisons."""
    settings = read_settings()
    found = store_seeds(settings, prepared_encoder(settings))
    if as_json:
        write_json(found)
    else:
        write_stdout(
            f"{found.stories} stories: {found.documents_added} documents and "
            f"{found.comparisons_added} comparisons added, {found.comparisons_kept} kept.\n"
        )


def model_command(*, as_json: bool) -> None:
    """Prepare the model and say which one it is."""
    encoder = prepared_encoder(read_settings())
    ready = ReadyModel(model=encoder.name, revision=encoder.revision, precision=encoder.precision)
    if as_json:
        write_json(ready)
    else:
        write_stdout(f"{ready.model} ({ready.precision}) is ready.\n")


def store_seeds(settings: Settings, encoder: Encoder) -> Seeded:
    """Migrate the database, then store the example stories in one transaction."""
    engine = open_engine(settings.store_url)
    upgrade(engine)
    with progress_bar("Comparing the example stories") as bar, transaction(engine) as session:
        return seed_stories(load_stories(), session, encoder=encoder, at=run_time(), progress=bar)
