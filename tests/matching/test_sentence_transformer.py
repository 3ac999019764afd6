"""Another model than the embedded one, from a folder."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.crash.small_model import write_small_model
from matching.errors import ModelError
from matching.sentence_transformer import SentenceTransformerEncoder

TEXTS = ["El ministro negó los cargos.", "Llovió.", "The minister denied the charges."]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SentenceTransformerEncoder:
    """A model of random weights."""
    folder = tmp_path_factory.mktemp("small") / "model"
    write_small_model(folder)
    return SentenceTransformerEncoder(folder)


def test_vectors_have_length_one(small: SentenceTransformerEncoder) -> None:
    """Sentences and words alike, whatever stands beside them."""
    encoded = small.encode(TEXTS)
    np.testing.assert_allclose(np.linalg.norm(encoded.sentences, axis=1), 1, atol=1e-5)
    for text, words in zip(TEXTS, encoded.words, strict=True):
        np.testing.assert_allclose(np.linalg.norm(words.vectors, axis=1), 1, atol=1e-5)
        assert [token.span.quote(text) for token in words.tokens] == [t.text for t in words.tokens]
        np.testing.assert_allclose(small.encode([text]).words[0].vectors, words.vectors, atol=1e-5)


def test_its_parameters_are_its_revision(small: SentenceTransformerEncoder) -> None:
    """It says what made the vectors, and has no head for pairs."""
    assert (len(small.revision), small.precision) == (64, "float32")
    assert small.head is None
    assert small.judge([("a", "b")]) is None


def test_a_folder_without_a_model_is_a_clear_error(tmp_path: Path) -> None:
    """The message names the folder."""
    with pytest.raises(ModelError, match=str(tmp_path)):
        SentenceTransformerEncoder(tmp_path)
