"""Everything but the texts that a result depends on, as one value to store beside it."""

from matching.combine import weights_hash
from matching.comparison import RunConfig
from matching.embed import Encoder
from matching.ids import content_id
from matching.thresholds import Thresholds

CODE_VERSION = "0.1.0"
"""Version of the reading and labelling code: two versions may label differently."""


def run_config(encoder: Encoder, thresholds: Thresholds) -> RunConfig:
    """Return the configuration of a run; equal configurations repeat a run exactly."""
    return RunConfig(
        model=encoder.name,
        revision=encoder.revision,
        precision=encoder.precision,
        code_version=CODE_VERSION,
        thresholds_id=content_id("thr", repr(thresholds), weights_hash()),
        head=encoder.head,
    )
