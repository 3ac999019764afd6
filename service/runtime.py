"""The prepared encoder of this process: the one place that turns settings into a model."""

import gc
import importlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from threadpoolctl import threadpool_limits

from matching.embed import Encoder
from matching.embedded import EmbeddedEncoder
from matching.model import find_weights, prepare_model
from matching.model.convert import Progress
from matching.model.precision import suitable
from matching.sentence_transformer import SentenceTransformerEncoder
from service.config import Settings
from service.remembering import RememberingEncoder

EMBEDDED = "embedded"


def load_encoder(settings: Settings, progress: Progress | None = None) -> RememberingEncoder:
    """Return the encoder that *settings* name, with a memory for this process; see `load_model`."""
    return RememberingEncoder(load_model(settings, progress))


def load_model(settings: Settings, progress: Progress | None = None) -> Encoder:
    """Return the model that *settings* name, made ready when this is the first time.

    `progress` is called while the embedded model is being prepared, and not at all afterwards.

    Raises:
        matching.errors.ModelError: The model is missing or corrupt.
    """
    if settings.model != EMBEDDED:
        _import_engine("sentence_transformers", settings.threads)
        return SentenceTransformerEncoder(settings.model)
    with ThreadPoolExecutor(max_workers=1) as worker:
        # Checking half a gigabyte of files takes as long as importing the library that
        # reads them: both happen at once.
        folder = worker.submit(prepare_model, find_weights(), settings.cache, progress)
        _import_engine("matching.model.bert", settings.threads)
        precision = suitable() if settings.precision == "auto" else settings.precision
        return EmbeddedEncoder(folder.result(), precision=precision)


def one_thread_for_numpy() -> None:
    """Have NumPy multiply matrices on one thread in this process; the model has its own.

    Those of a comparison are small: a second thread makes nothing sooner, and the time for
    which it waits without sleeping was almost half of what processors spent on comparing.
    """
    threadpool_limits(limits=1, user_api="blas")


def _import_engine(module: str, threads: int) -> None:
    with _no_garbage():
        import torch

        importlib.import_module(module)
    torch.set_num_threads(threads)
    one_thread_for_numpy()


@contextmanager
def _no_garbage() -> Iterator[None]:
    # A hundred thousand objects that stay for good: looking through them again and again
    # for garbage costs half a second of every start.
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
