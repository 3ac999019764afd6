"""The real encoder, once for all tests of whole stories."""

import pytest

from matching.embed import Encoder
from service.config import Settings
from service.remembering import RememberingEncoder
from service.runtime import load_encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The embedded model with a memory: the same claims are compared in many tests."""
    return RememberingEncoder(load_encoder(Settings(precision="float32")))
