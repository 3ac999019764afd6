"""With what documents are grouped, and what came of it."""

from dataclasses import asdict, dataclass, replace

from sqlalchemy import Engine

from matching.comparison import RunConfig
from matching.embed import Encoder
from matching.grouping.thresholds import GROUPING, GroupingThresholds
from matching.run_config import CODE_VERSION
from service.config import Settings


@dataclass(frozen=True, slots=True)
class GroupingReport:
    """What came of grouping; `pairs` counts the pairs of documents that were weighed."""

    documents: int = 0
    joined: int = 0
    begun: int = 0
    alone: int = 0
    pairs: int = 0

    def plus(self, other: "GroupingReport") -> "GroupingReport":
        """Return what came of both."""
        sums = {name: value + getattr(other, name) for name, value in asdict(self).items()}
        return GroupingReport(**sums)


@dataclass(frozen=True, slots=True)
class Grouper:
    """The means of grouping: database, model, thresholds, and in whose name."""

    engine: Engine
    encoder: Encoder
    thresholds: GroupingThresholds = GROUPING
    actor: str = "system"

    @property
    def config(self) -> RunConfig:
        """What a grouping depends on beside the documents."""
        return RunConfig(
            model=self.encoder.name,
            revision=self.encoder.revision,
            precision=self.encoder.precision,
            code_version=CODE_VERSION,
            thresholds_id=self.thresholds.thresholds_id,
        )


def grouper_of(engine: Engine, encoder: Encoder, settings: Settings, actor: str) -> Grouper:
    """Return the means of grouping with the thresholds that *settings* ask for."""
    thresholds = replace(GROUPING, window_days=settings.grouping_days)
    return Grouper(engine, encoder, thresholds, actor)
