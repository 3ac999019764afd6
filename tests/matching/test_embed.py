import socket
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.embed import SentenceTransformerEncoder
from matching.errors import ModelError
from matching.testing import HashingEncoder

TEXTS = [
    "El ministro negó los cargos.",
    "The minister denied the charges.",
    "Llovió.",
    "Al menos 230 personas fueron evacuadas de la ribera del río durante la noche del martes.",
]


def test_vectors_have_length_one(encoder: SentenceTransformerEncoder) -> None:
    """Sentences and words alike, so that a dot product is a cosine."""
    encoded = encoder.encode(TEXTS)
    assert encoded.sentences.shape == (4, 384)
    np.testing.assert_allclose(np.linalg.norm(encoded.sentences, axis=1), 1, atol=1e-5)
    for words in encoded.words:
        np.testing.assert_allclose(np.linalg.norm(words.vectors, axis=1), 1, atol=1e-5)


def test_company_does_not_change_a_vector(encoder: SentenceTransformerEncoder) -> None:
    """A text alone, in a batch and in another order has one vector to 1e-5."""
    together = encoder.encode(TEXTS)
    backwards = encoder.encode(TEXTS[::-1])
    for index, text in enumerate(TEXTS):
        alone = encoder.encode([text])
        np.testing.assert_allclose(alone.sentences[0], together.sentences[index], atol=1e-5)
        np.testing.assert_array_equal(backwards.sentences[-1 - index], together.sentences[index])
        np.testing.assert_allclose(alone.words[0].vectors, together.words[index].vectors, atol=1e-5)


def test_equal_texts_get_equal_vectors(encoder: SentenceTransformerEncoder) -> None:
    """A text that comes twice is the same row twice."""
    encoded = encoder.encode([TEXTS[0], TEXTS[1], TEXTS[0]])
    np.testing.assert_array_equal(encoded.sentences[0], encoded.sentences[2])


def test_words_carry_their_place_in_the_text(encoder: SentenceTransformerEncoder) -> None:
    """Each word vector belongs to exact words of the text; signs have none."""
    text = "«No», dijo Núñez\u200b — 1.200 voces"
    tokens = encoder.encode([text]).words[0].tokens
    assert [token.text for token in tokens] == ["No", "dijo", "Núñez", "1.200", "voces"]
    assert [token.span.quote(text) for token in tokens] == [token.text for token in tokens]


def test_context_changes_a_words_vector(encoder: SentenceTransformerEncoder) -> None:
    """The same word in two sentences has two vectors: they are contextual."""
    river, money = encoder.encode(["el banco del río", "el banco subió los tipos"]).words
    assert not np.allclose(river.vectors[1], money.vectors[1], atol=1e-3)


@pytest.mark.parametrize("text", ["", " ", "…", "\ud800", "😀", "a" * 5000, "palabra " * 800])
def test_odd_texts_have_a_vector(encoder: SentenceTransformerEncoder, text: str) -> None:
    """Nothing a document may hold breaks the encoder."""
    encoded = encoder.encode([text])
    assert np.isfinite(encoded.sentences).all()
    assert len(encoded.words[0].tokens) == len(encoded.words[0].vectors)


def test_no_texts_no_vectors(encoder: SentenceTransformerEncoder) -> None:
    """An empty side has an empty matrix of the right width."""
    assert encoder.encode([]).sentences.shape == (0, 384)


def test_says_which_model_made_the_vectors(encoder: SentenceTransformerEncoder) -> None:
    """Name, revision and precision travel with every stored vector."""
    assert encoder.name == "intfloat/multilingual-e5-small"
    assert len(encoder.revision) == 64
    assert encoder.precision == "float32"


def test_the_sentence_head_changes_sentences_alone(
    encoder: SentenceTransformerEncoder, model_folder: Path
) -> None:
    """Words stay as they are, the revision tells, and translations move together."""
    raw = SentenceTransformerEncoder(model_folder, adapted=False)
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
    assert SentenceTransformerEncoder(model_folder).encode(["hola"]).sentences.shape == (1, 384)


def test_a_folder_without_a_model_is_a_clear_error(tmp_path: Path) -> None:
    """The message names the folder."""
    with pytest.raises(ModelError, match=str(tmp_path)):
        SentenceTransformerEncoder(tmp_path)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=40), max_size=6))
def test_the_hashing_encoder_keeps_the_contract(texts: list[str]) -> None:
    """The encoder for tests is deterministic, offset-exact and independent of company."""
    fake = HashingEncoder()
    together = fake.encode(texts)
    assert together.sentences.shape == (len(texts), fake.dimension)
    for index, text in enumerate(texts):
        np.testing.assert_array_equal(fake.encode([text]).sentences[0], together.sentences[index])
        for token in together.words[index].tokens:
            assert token.span.quote(text) == token.text


def test_the_hashing_encoder_has_lexical_sense() -> None:
    """Shared words bring texts together, cognates a little, strangers not."""
    same, cognate, other, base = (
        HashingEncoder()
        .encode(
            [
                "la cooperación regional",
                "regional cooperative farms opened",
                "llovió ayer",
                "cooperación regional",
            ]
        )
        .sentences
    )
    assert same @ base > cognate @ base > other @ base
