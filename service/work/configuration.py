"""What results depend on now, asked of the process that holds the model."""

from matching.comparison import RunConfig
from matching.run_config import run_config
from matching.thresholds import DEFAULTS
from service.work.work import Work


def configuration(work: Work) -> RunConfig:
    """Return what a comparison made now would say that it was made with."""
    return run_config(work.encoder, DEFAULTS)
