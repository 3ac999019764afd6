"""What a task has at hand: settings, database and model of the process that runs it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Engine

from matching.embed import Encoder
from service.config import Settings
from service.remembering import RememberingEncoder
from service.runtime import load_model
from service.store.encoding import SentenceEncoder, StoredEncoder
from service.store.engine import open_engine

# The texts of one story and more; what is forgotten is in the database, and memory stays flat.
_MOST_TEXTS = 1_000


@dataclass(frozen=True)
class Work:
    """One process's means of work; the model is loaded by the first task that needs it.

    `given_encoder` takes the place of the configured model, in tests.
    """

    settings: Settings
    given_encoder: Encoder | None = None

    @cached_property
    def engine(self) -> Engine:
        """The configured database, whose schema is the newest."""
        return open_engine(self.settings.store_url)

    @cached_property
    def plain_encoder(self) -> Encoder:
        """The configured model; what it embeds is stored nowhere."""
        return self.given_encoder or load_model(self.settings)

    @cached_property
    def encoder(self) -> Encoder:
        """The configured model; no text is embedded twice, and those in memory are not read."""
        return RememberingEncoder(StoredEncoder(self.plain_encoder, self.engine), _MOST_TEXTS)

    @cached_property
    def sentence_encoder(self) -> Encoder:
        """The configured model where nobody asks for the vectors of words, as in grouping."""
        return SentenceEncoder(self.plain_encoder, self.engine)

    def close(self) -> None:
        """Give back the connections."""
        if "engine" in self.__dict__:
            self.engine.dispose()


# What gives a process its means of work; a function of the top level, since it travels there.
MakeWork = Callable[[Settings], Work]
