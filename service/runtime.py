"""The prepared encoder of this process: the one place that turns settings into a model."""

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from matching.embed import SentenceTransformerEncoder
from matching.model import find_weights, prepare_model
from matching.model.convert import Progress
from service.config import Settings
from service.remembering import RememberingEncoder

EMBEDDED = "embedded"


def load_encoder(settings: Settings, progress: Progress | None = None) -> RememberingEncoder:
    """Return the encoder that *settings* name, with a memory for this process; see `load_model`."""
    return RememberingEncoder(load_model(settings, progress))


def load_model(settings: Settings, progress: Progress | None = None) -> SentenceTransformerEncoder:
    """Return the model that *settings* name, made ready when this is the first time.

    `progress` is called while the embedded model is being prepared, and not at all afterwards.

    Raises:
        matching.errors.ModelError: The model is missing or corrupt.
    """
    with ThreadPoolExecutor(max_workers=1) as worker:
        # Checking half a gigabyte of files takes as long as importing the library that
        # reads them: both happen at once.
        model = worker.submit(_model, settings, progress)
        _import_engine(settings.threads)
        return SentenceTransformerEncoder(model.result())


def _model(settings: Settings, progress: Progress | None) -> str | Path:
    if settings.model != EMBEDDED:
        return settings.model
    return prepare_model(find_weights(), settings.cache, progress)


def _import_engine(threads: int) -> None:
    # A hundred thousand objects that stay for good: looking through them again and again
    # for garbage costs half a second of every start.
    gc.disable()
    try:
        import sentence_transformers  # noqa: F401 - imported for its time, used by the encoder
        import torch
    finally:
        gc.freeze()
        gc.enable()
    torch.set_num_threads(threads)
