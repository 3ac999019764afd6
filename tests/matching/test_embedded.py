import socket
from pathlib import Path

import numpy as np
import pytest

from matching.embedded import EmbeddedEncoder
from matching.errors import ModelError
from matching.model.precision import Precision
from matching.sentence_transformer import SentenceTransformerEncoder

TEXTS = [
    "El ministro negó los cargos.",
    "The minister denied the charges.",
    "Llovió.",
    "Al menos 230 personas fueron evacuadas de la ribera del río durante la noche del martes.",
]


def test_vectors_have_length_one(encoder: EmbeddedEncoder) -> None:
    """Sentences and words alike, so that a dot product is a cosine."""
    encoded = encoder.encode(TEXTS)
    assert encoded.sentences.shape == (4, 384)
    np.testing.assert_allclose(np.linalg.norm(encoded.sentences, axis=1), 1, atol=1e-5)
    for words in encoded.words:
        np.testing.assert_allclose(np.linalg.norm(words.vectors, axis=1), 1, atol=1e-5)


@pytest.fixture(scope="module", params=["float32", "bfloat16", "int8"])
def either(request: pytest.FixtureRequest, model_folder: Path) -> EmbeddedEncoder:
    """The model in each of its precisions."""
    return EmbeddedEncoder(model_folder, precision=request.param)


def test_company_does_not_change_a_vector(either: EmbeddedEncoder) -> None:
    """A text alone, in a batch and in another order has one vector.

    In whole numbers to the bit; else a library may add up in another order, elsewhere.
    """
    apart = {"int8": 0, "bfloat16": 1e-2, "float32": 1e-5}[either.precision]
    together = either.encode(TEXTS * 2)
    backwards = either.encode(TEXTS[::-1])
    for index, text in enumerate(TEXTS):
        alone = either.encode([text])
        np.testing.assert_allclose(alone.sentences[0], together.sentences[index], atol=apart)
        np.testing.assert_array_equal(backwards.sentences[-1 - index], together.sentences[index])
        np.testing.assert_allclose(
            alone.words[0].vectors, together.words[index].vectors, atol=apart
        )


def test_vectors_are_those_of_the_published_model(model_folder: Path) -> None:
    """As sentence-transformers computes them from the same folder; words and sentences alike."""
    published = SentenceTransformerEncoder(model_folder).encode(TEXTS)
    ours = EmbeddedEncoder(model_folder, adapted=False).encode(TEXTS)
    np.testing.assert_allclose(ours.sentences, published.sentences, atol=1e-5)
    for one, other in zip(ours.words, published.words, strict=True):
        assert one.tokens == other.tokens
        np.testing.assert_allclose(one.vectors, other.vectors, atol=1e-5)
        np.testing.assert_array_equal(one.rarity, other.rarity)


@pytest.mark.parametrize(("precision", "least"), [("bfloat16", 0.9999), ("int8", 0.998)])
def test_other_numbers_point_the_same_way(
    model_folder: Path, precision: Precision, least: float
) -> None:
    """No text's cosine to its vector in single precision is lower."""
    exact, rounded = (
        EmbeddedEncoder(model_folder, precision=each, adapted=False).sentences(TEXTS)
        for each in ("float32", precision)
    )
    cosines = (exact * rounded).sum(axis=1)
    assert least <= cosines.min() < 1


def test_precisions_are_told_apart(model_folder: Path) -> None:
    """Vectors of one are not mixed with those of another: name and revision are the same."""
    exact, whole = (EmbeddedEncoder(model_folder, precision=p) for p in ("float32", "int8"))
    assert (exact.name, exact.revision) == (whole.name, whole.revision)
    assert (exact.precision, whole.precision) == ("float32", "int8")


def test_equal_texts_get_equal_vectors(encoder: EmbeddedEncoder) -> None:
    """A text that comes twice is the same row twice."""
    encoded = encoder.encode([TEXTS[0], TEXTS[1], TEXTS[0]])
    np.testing.assert_array_equal(encoded.sentences[0], encoded.sentences[2])


def test_words_carry_their_place_in_the_text(encoder: EmbeddedEncoder) -> None:
    """Each word vector belongs to exact words of the text; signs have none."""
    text = "«No», dijo Núñez\u200b — 1.200 voces"
    tokens = encoder.encode([text]).words[0].tokens
    assert [token.text for token in tokens] == ["No", "dijo", "Núñez", "1.200", "voces"]
    assert [token.span.quote(text) for token in tokens] == [token.text for token in tokens]


def test_context_changes_a_words_vector(encoder: EmbeddedEncoder) -> None:
    """The same word in two sentences has two vectors: they are contextual."""
    river, money = encoder.encode(["el banco del río", "el banco subió los tipos"]).words
    assert not np.allclose(river.vectors[1], money.vectors[1], atol=1e-3)


@pytest.mark.parametrize("text", ["", " ", "…", "\ud800", "😀", "a" * 5000, "palabra " * 800])
def test_odd_texts_have_a_vector(either: EmbeddedEncoder, text: str) -> None:
    """Nothing a document may hold breaks the encoder."""
    encoded = either.encode([text])
    assert np.isfinite(encoded.sentences).all()
    assert len(encoded.words[0].tokens) == len(encoded.words[0].vectors)


def test_no_texts_no_vectors(encoder: EmbeddedEncoder) -> None:
    """An empty side has an empty matrix of the right width."""
    assert encoder.encode([]).sentences.shape == (0, 384)
    assert encoder.sentences([]).shape == (0, 384)


def test_sentences_alone_are_those_beside_words(either: EmbeddedEncoder) -> None:
    """The same bits without the words, twice the same text included."""
    texts = [*TEXTS, TEXTS[0]]
    np.testing.assert_array_equal(either.sentences(texts), either.encode(texts).sentences)


def test_says_which_model_made_the_vectors(encoder: EmbeddedEncoder) -> None:
    """Name, revision and precision travel with every stored vector."""
    assert encoder.name == "intfloat/multilingual-e5-small"
    assert len(encoder.revision) == 64
    assert encoder.precision == "float32"


def test_the_sentence_head_changes_sentences_alone(
    encoder: EmbeddedEncoder, model_folder: Path
) -> None:
    """Words stay as they are, the revision tells, and translations move together."""
    raw = EmbeddedEncoder(model_folder, adapted=False)
    assert raw.revision != encoder.revision
    before, after = raw.encode(TEXTS), encoder.encode(TEXTS)
    for one, other in zip(before.words, after.words, strict=True):
        np.testing.assert_array_equal(one.vectors, other.vectors)
    lead = [
        vectors[0] @ vectors[1] - vectors[0] @ vectors[3]
        for vectors in (before.sentences, after.sentences)
    ]
    assert lead[1] > lead[0] > 0


def test_a_folder_is_loaded_without_network(
    model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loading and encoding never open a connection."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection was attempted")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert EmbeddedEncoder(model_folder).encode(["hola"]).sentences.shape == (1, 384)


def test_a_folder_without_a_model_is_a_clear_error(tmp_path: Path) -> None:
    """The message names the folder."""
    with pytest.raises(ModelError, match=str(tmp_path)):
        EmbeddedEncoder(tmp_path)
