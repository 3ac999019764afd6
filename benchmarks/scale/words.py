"""An encoder that takes the time of nothing: a fixed vector for each word, their mean for a text.

It stands for the embedded model where 100,000 documents would take a day on two processors:
vectors of the same size in the same tables, only the arithmetic of the model is left out.
"""

import hashlib
from collections.abc import Sequence

import numpy as np

from matching.document import Document
from matching.embed import Encoded, Encoder, Vectors, WordVectors
from matching.reading import read_together
from matching.tokens import Token, tokenize
from matching.wrapped_encoder import WrappedEncoder
from service.config import Settings
from service.runtime import load_model, one_thread_for_numpy
from service.work.work import Work

# As the embedded model has.
_DIMENSION = 384
_MOST_WORDS = 20_000
_DECIMALS = 6


class WordEncoder:
    """Vectors drawn at random for each word, the same ones on every machine."""

    name = "words-at-random"
    precision = "float32"
    revision = hashlib.sha256(f"words-at-random-{_DIMENSION}".encode()).hexdigest()
    head = None

    def __init__(self) -> None:
        """Know no word yet."""
        self._known: dict[str, Vectors] = {}

    def judge(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Return None: there is no head."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of *texts* in their order."""
        tokens = [[each for each in tokenize(text) if each.is_word] for text in texts]
        words = [self._words(each) for each in tokens]
        means = [each.vectors.mean(axis=0) if each.tokens else self._word("") for each in words]
        return Encoded(_unit(np.stack(means)), tuple(words))

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of *texts* in their order."""
        return self.encode(texts).sentences

    def _words(self, tokens: Sequence[Token]) -> WordVectors:
        rows = [self._word(each.text.lower()) for each in tokens]
        vectors = np.stack(rows) if rows else np.zeros((0, _DIMENSION), np.float32)
        rarity = np.array([2 * len(each.text) for each in tokens], np.float32)
        return WordVectors(tuple(tokens), vectors, rarity)

    def _word(self, word: str) -> Vectors:
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _MOST_WORDS:
                self._known.clear()
            seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
            drawn = np.random.default_rng(seed).standard_normal(_DIMENSION)
            found = self._known[word] = _unit(drawn.astype(np.float32))
        return found


class CountingEncoder(WrappedEncoder):
    """Another encoder that counts the texts it is given, those that are in no database."""

    def __init__(self, encoder: Encoder) -> None:
        """Count from 0."""
        super().__init__(encoder)
        self.embedded = 0

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of *texts* in their order."""
        self.embedded += len(texts)
        return self._encoder.encode(texts)

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Return the sentences' vectors of *texts* in their order."""
        self.embedded += len(texts)
        return self._encoder.sentences(texts)


def without_model(settings: Settings) -> Work:
    """Return means of work that embed in no time, and count what they embed."""
    one_thread_for_numpy()
    return Work(settings, given_encoder=CountingEncoder(WordEncoder()))


def with_model(settings: Settings) -> Work:
    """Return means of work that count what the configured model embeds."""
    return Work(settings, given_encoder=CountingEncoder(load_model(settings)))


def embedded_so_far(work: Work) -> int:
    """Return how many texts the means of work of either kind have embedded."""
    encoder = work.plain_encoder
    return encoder.embedded if isinstance(encoder, CountingEncoder) else 0


def warm(work: Work, _: int) -> None:
    """Load what the first document would wait for: the model and the word lists."""
    read_together((Document("La ministra dijo que subirá un 3 %. The minister said so.", "A"),))
    work.plain_encoder.encode(["Warm."])


def _unit(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.round(vectors / np.where(norms > 0, norms, 1), _DECIMALS).astype(np.float32)
