"""Vectors: each text is embedded once for each encoder, and comes back bit for bit."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, func, select

from matching.embed import Encoded
from matching.testing import HashingEncoder
from service.store.encoding import SentenceEncoder, StoredEncoder
from service.store.engine import transaction, view
from service.store.tables import VectorRow
from service.store.vectors import VectorRepository
from tests.service.store.strategies import ODD, forgotten

TEXTS = ("Murieron 12 personas.", "Twelve people died.", "", "…", ODD, "El puente cerró el lunes.")


class CountingEncoder(HashingEncoder):
    """Counts the texts that it is asked for."""

    def __init__(self, dimension: int = 64) -> None:
        """Make vectors of *dimension* numbers."""
        super().__init__(dimension)
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of *texts* in their order."""
        self.asked += texts
        return super().encode(texts)


def assert_equal(found: Encoded, expected: Encoded) -> None:
    """Check every number and every word."""
    np.testing.assert_array_equal(found.sentences, expected.sentences)
    assert found.sentences.dtype == np.float32
    for left, right in zip(found.words, expected.words, strict=True):
        assert left.tokens == right.tokens
        np.testing.assert_array_equal(left.vectors, right.vectors)
        np.testing.assert_array_equal(left.rarity, right.rarity)
        assert left.vectors.dtype == left.rarity.dtype == np.float32


def test_nothing_is_embedded_twice(engine: Engine) -> None:
    """In this process or in a later one; the vectors are the same to the last bit."""
    inner = CountingEncoder()
    first = StoredEncoder(inner, engine)
    assert_equal(first.encode(TEXTS[:3]), HashingEncoder(64).encode(TEXTS[:3]))
    later = CountingEncoder()
    second = StoredEncoder(later, engine)
    assert_equal(second.encode(TEXTS + TEXTS), HashingEncoder(64).encode(TEXTS + TEXTS))
    assert inner.asked == list(TEXTS[:3])
    assert later.asked == list(TEXTS[3:])
    assert second.encode([]).words == ()


def test_sentences_alone_are_looked_up_and_not_stored(engine: Engine) -> None:
    """Whoever keeps them elsewhere leaves nothing behind; words have no vectors."""
    with transaction(engine) as session:
        sentences = HashingEncoder(64).encode(TEXTS[:2]).sentences
        known = dict(zip(TEXTS[:2], sentences, strict=True))
        VectorRepository(session).add_sentences(HashingEncoder(64), known)
    inner = CountingEncoder()
    for _ in range(2):
        made = SentenceEncoder(inner, engine).encode([*TEXTS, *TEXTS])
        expected = HashingEncoder(64).encode([*TEXTS, *TEXTS]).sentences
        np.testing.assert_array_equal(made.sentences, expected)
        assert [words.tokens for words in made.words] == [()] * (2 * len(TEXTS))
    assert inner.asked == [*TEXTS[2:], *TEXTS[2:]]


def test_vectors_of_two_encoders_never_mix(engine: Engine) -> None:
    """Another revision of the weights embeds anew; both stay."""
    StoredEncoder(CountingEncoder(64), engine).encode(TEXTS)
    other = CountingEncoder(32)
    assert StoredEncoder(other, engine).encode(TEXTS).sentences.shape == (len(TEXTS), 32)
    assert other.asked == list(TEXTS)
    with view(engine) as session:
        assert session.scalar(select(func.count()).select_from(VectorRow)) == 2 * len(TEXTS)


def test_the_stored_encoder_names_the_inner_one(engine: Engine) -> None:
    """Results must say what made them."""
    inner = CountingEncoder()
    found = StoredEncoder(inner, engine)
    assert (found.name, found.revision, found.precision, found.head) == (
        inner.name,
        inner.revision,
        inner.precision,
        None,
    )
    assert found.judge([("a", "b")]) is None


vectors = st.lists(
    st.floats(allow_nan=False, allow_infinity=False, width=32), min_size=3, max_size=3
).map(lambda numbers: np.array(numbers, np.float32))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(vector=vectors, count=st.sampled_from([1, 30]))
def test_no_digit_of_a_vector_is_lost(engine: Engine, vector: np.ndarray, count: int) -> None:  # type: ignore[type-arg]
    """Also the smallest and the largest numbers, alone or many at once."""
    encoder = HashingEncoder(3)
    words = encoder.encode(["x"]).words[0]
    with forgotten(engine) as session:
        texts = [f"x {number}" for number in range(count)]
        VectorRepository(session).add(encoder, dict.fromkeys(texts, (vector, words)))
        session.expire_all()
        stored = VectorRepository(session).get(encoder, [*texts, "y"])
        assert sorted(stored) == sorted(texts)
        for found, _ in stored.values():
            np.testing.assert_array_equal(found, vector)


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_the_nearest_are_the_same_on_both_databases(engine: Engine, limit: int) -> None:
    """Best first, equal ones in the order of their hashes."""
    encoder = HashingEncoder(64)
    texts = [f"El puente {number} cerró el lunes {number % 3}." for number in range(20)]
    made = StoredEncoder(encoder, engine).encode(texts)
    wanted = made.sentences[4]
    scores = np.round(made.sentences @ wanted, 6)
    with view(engine) as session:
        found = VectorRepository(session).nearest(encoder, wanted, limit)
    assert len(found) == min(limit, len(texts))
    assert [score for _, score in found] == pytest.approx(sorted(scores, reverse=True)[:limit])
    assert found == sorted(found, key=lambda each: (-each[1], each[0]))


def test_a_vector_without_words_is_known_and_embedded_again_for_them(engine: Engine) -> None:
    """A bulk load keeps sentences alone; who compares gets the words, which stay from then on."""
    texts, inner = list(TEXTS[:3]), CountingEncoder()
    made = inner.encode(texts)
    with transaction(engine) as session:
        repository = VectorRepository(session)
        repository.add_sentences(inner, dict(zip(texts, made.sentences, strict=True)))
    with view(engine) as session:
        repository = VectorRepository(session)
        assert repository.unknown(inner, [*TEXTS, TEXTS[0]]) == list(TEXTS[3:])
        assert repository.nearest(inner, made.sentences[0], 1)[0][1] == pytest.approx(1)
    for _ in range(2):
        assert_equal(StoredEncoder(inner, engine).encode(texts), made)
    assert inner.asked == texts * 2
    with transaction(engine) as session:
        VectorRepository(session).add_sentences(inner, {texts[0]: made.sentences[0]})
    assert_equal(StoredEncoder(inner, engine).encode(texts), made)
    assert inner.asked == texts * 2


def test_many_rows_at_once_are_the_rows_one_by_one(engine: Engine) -> None:
    """PostgreSQL takes many rows by columns: none is lost, changed or doubled."""
    few, many = CountingEncoder(8), CountingEncoder(8)
    texts = [f"{text} {number}" for number in range(12) for text in TEXTS]
    made = HashingEncoder(8).encode(texts)
    for start in range(0, len(texts), 5):
        StoredEncoder(few, engine).encode(texts[start : start + 5])
    with transaction(engine) as session:
        session.execute(delete(VectorRow))
    assert_equal(StoredEncoder(many, engine).encode(texts), made)
    assert_equal(StoredEncoder(many, engine).encode(texts), made)
    assert sorted(many.asked) == sorted(few.asked) == sorted(texts)
