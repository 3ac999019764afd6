"""The prepared encoder of this process: the one place that turns settings into a model."""

from matching.embed import Encoder, SentenceTransformerEncoder
from matching.model import find_weights, prepare_model
from matching.model.convert import Progress
from service.config import Settings
from service.remembering import RememberingEncoder

EMBEDDED = "embedded"


def load_encoder(settings: Settings, progress: Progress | None = None) -> Encoder:
    """Return the encoder that *settings* name, its model made ready when this is the first time.

    `progress` is called while the embedded model is being prepared, and not at all afterwards.

    Raises:
        matching.errors.ModelError: The model is missing or corrupt.
    """
    import torch

    torch.set_num_threads(settings.threads)
    embedded = settings.model == EMBEDDED
    model = prepare_model(find_weights(), settings.cache, progress) if embedded else settings.model
    return RememberingEncoder(SentenceTransformerEncoder(model))
