"""`contraste seed`."""

from matching.embed import Encoder
from seeds.load import load_stories
from service.cli.output import prepared_encoder, progress_bar, write_json, write_stdout
from service.clock import run_time
from service.config import Settings, read_settings
from service.seeding import Seeded, seed_stories
from service.store.engine import open_engine
from service.store.migrate import upgrade


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


def store_seeds(settings: Settings, encoder: Encoder) -> Seeded:
    """Migrate the database, then store the example stories, with a progress bar."""
    engine = open_engine(settings.store_url)
    upgrade(engine)
    with progress_bar("Comparing the example stories") as bar:
        return seed_stories(load_stories(), engine, encoder=encoder, at=run_time(), progress=bar)
