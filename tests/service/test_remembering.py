"""A memory for vectors."""

from collections.abc import Sequence

import numpy as np

from matching.embed import Encoded
from matching.testing import HashingEncoder
from service.remembering import RememberingEncoder
from tests.matching.judged import JudgingEncoder


class CountingEncoder(HashingEncoder):
    """An encoder that notes what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Note and pass on."""
        self.asked.append(list(texts))
        return super().encode(texts)


def test_each_text_is_computed_once() -> None:
    """A text that comes again, in the same call or a later one, is not computed again."""
    inner = CountingEncoder()
    encoder = RememberingEncoder(inner)
    encoder.encode(["uno", "dos", "uno"])
    encoder.encode(["dos", "tres"])
    encoder.encode(["tres"])
    assert inner.asked == [["uno", "dos"], ["tres"]]


def test_a_full_memory_begins_anew() -> None:
    """So that a server's memory stays flat."""
    inner = CountingEncoder()
    encoder = RememberingEncoder(inner, most_texts=2)
    encoder.encode(["uno", "dos", "tres"])
    encoder.encode(["tres"])
    encoder.encode(["tres"])
    assert inner.asked == [["uno", "dos", "tres"], ["tres"]]


def test_vectors_are_the_inner_encoder_s_own() -> None:
    """Order, words and bits are those of an encoder without memory."""
    texts = ["El puente cerró.", "Hay 42 heridos.", "El puente cerró."]
    encoder = RememberingEncoder(HashingEncoder())
    encoder.encode(texts[1:2])
    expected, found = HashingEncoder().encode(texts), encoder.encode(texts)
    assert np.array_equal(expected.sentences, found.sentences)
    for one, other in zip(expected.words, found.words, strict=True):
        assert one.tokens == other.tokens
        assert np.array_equal(one.vectors, other.vectors)
    assert encoder.encode([]).sentences.shape == HashingEncoder().encode([]).sentences.shape


def test_it_bears_the_inner_encoder_s_name() -> None:
    """Results record the model, not the memory."""
    inner = HashingEncoder()
    encoder = RememberingEncoder(inner)
    assert (encoder.name, encoder.revision, encoder.precision) == (
        inner.name,
        inner.revision,
        inner.precision,
    )


def test_the_inner_encoder_s_head_judges() -> None:
    """Its verdicts and its checksum are passed on, and so is their absence."""
    pairs = [("El puente cerró.", "El puente no cerró.")]
    plain, judging = RememberingEncoder(HashingEncoder()), RememberingEncoder(JudgingEncoder())
    assert (plain.head, plain.judge(pairs)) == (None, None)
    expected, found = JudgingEncoder().judge(pairs), judging.judge(pairs)
    assert judging.head == JudgingEncoder().head
    assert found is not None
    assert np.array_equal(found.relation, expected.relation)
