"""The embedded model, prepared once for all tests that need real vectors."""

from pathlib import Path

import pytest

from matching.embedded import EmbeddedEncoder
from matching.model import find_weights, prepare_model


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded model's folder, made from the installed weights."""
    return prepare_model(find_weights(), tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="session")
def encoder(model_folder: Path) -> EmbeddedEncoder:
    """The embedded model, loaded once."""
    return EmbeddedEncoder(model_folder)
