"""How alike two claims are in what they are about, in [0, 1] and symmetric.

Not whether they agree: "12 people were killed" and "eight people died" are about the same
fact, and so are a statement and its denial. The path from words to the number:

    contextual word vectors -> minus the share that all words have in common
    -> each word's best counterpart on the other side
    -> soft minimum over the words, weighted by how rare they are; mean of both directions
    -> adjusted for two languages and for subjects known to differ (subjects.py)
    -> logistic curve with 0.5 where same and different balance

Rare words carry the subject, and the one that finds no counterpart tells most: "la lucha
contra el narcotráfico" and "la lucha contra la pobreza" share all words but one. Sentence
vectors of the same model rank worse (`benchmarks/similarity.py` prints both).

Source: soft word alignment as in BERTScore (Zhang et al. 2020).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from matching.embed import Encoder, Vectors, WordVectors
from matching.language_tag import primary_language
from matching.lexicon import SHARED, load_lexicon
from matching.subjects import relate_subjects
from matching.thresholds import SIMILARITY, SimilarityThresholds
from matching.tokens import tokenize

# Words of the left side compared at a time: bounds memory for very long documents.
_BLOCK = 2048
_DECIMALS = 4
_MUTED = 1e-3
_SHORT = 2

UNKNOWN = "und"
"""The language tag of a text whose language is not known (BCP 47)."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ClaimText:
    """The words of a claim that are compared.

    `text` is the claim's own words, `rendering` adds the head it inherits; a text of
    fewer than two longer words ("la migración") is compared by its rendering. `muted` are
    lower-case words whose values are compared apart (dates, "no", "only"): they do
    not count in `topic_matrix`, and neither do digits. `places` are the lower-case words of
    place names, which hardly count in either: two facts about Chile and Peru are two facts.
    """

    text: str
    rendering: str
    language: str = UNKNOWN
    muted: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    @property
    def compared(self) -> str:
        """The words that similarity looks at."""
        longer = sum(len(token.text) > 3 for token in tokenize(self.text) if token.is_word)
        return self.text if longer >= _SHORT else self.rendering


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """All words of one side: text i owns the rows from `starts[i]` to the next start."""

    vectors: Numbers
    weights: Numbers
    starts: NDArray[np.intp]
    filled: NDArray[np.intp]


def similarity_matrix(
    left: Sequence[ClaimText],
    right: Sequence[ClaimText],
    encoder: Encoder,
    *,
    thresholds: SimilarityThresholds = SIMILARITY,
) -> Vectors:
    """Return m with `m[i, j]` the similarity of `left[i]` and `right[j]`.

    Each value depends on its two texts and the encoder alone; swapping the sides
    transposes the matrix. A text without any word is like nothing: 0.
    """
    matrix = np.zeros((len(left), len(right)), np.float64)
    encoded = encoder.encode([claim.compared for claim in (*left, *right)]).words
    centre = common_share(encoder).astype(np.float64) * thresholds.centre_share
    one = _side(encoded[: len(left)], left, centre, thresholds)
    two = _side(encoded[len(left) :], right, centre, thresholds)
    if one.filled.size and two.filled.size:
        filled = np.ix_(one.filled, two.filled)
        severity = thresholds.severity
        closeness = (_coverage(one, two, severity) + _coverage(two, one, severity).T) / 2
        closeness += _adjustments(left, right, thresholds)[filled]
        matrix[filled] = expit(thresholds.steepness * (closeness - thresholds.midpoint))
    return np.round(matrix, _DECIMALS).astype(np.float32)


def topic_matrix(
    left: Sequence[ClaimText],
    right: Sequence[ClaimText],
    encoder: Encoder,
    *,
    thresholds: SimilarityThresholds = SIMILARITY,
) -> Vectors:
    """Return t with `t[i, j]` how far the topic of one claim lies inside the other's.

    Where similarity asks whether two claims report one fact, this asks whether they can
    be about one: the better covered of the two counts, and values compared apart are
    muted, so that "only line 1 ran" lies inside "on the day all lines ran as agreed".
    In [0, 1]; swapping the sides transposes the matrix.
    """
    matrix = np.zeros((len(left), len(right)), np.float64)
    encoded = encoder.encode([claim.compared for claim in (*left, *right)]).words
    centre = common_share(encoder).astype(np.float64) * thresholds.centre_share
    one = _muted(_side(encoded[: len(left)], left, centre, thresholds), encoded[: len(left)], left)
    two = _muted(
        _side(encoded[len(left) :], right, centre, thresholds), encoded[len(left) :], right
    )
    if one.filled.size and two.filled.size:
        filled = np.ix_(one.filled, two.filled)
        severity = thresholds.topic_severity
        closeness = np.maximum(_coverage(one, two, severity), _coverage(two, one, severity).T)
        closeness += _adjustments(left, right, thresholds)[filled]
        matrix[filled] = np.clip(closeness, 0, 1)
    return np.round(matrix, _DECIMALS).astype(np.float32)


def sentence_closeness(left: Sequence[str], right: Sequence[str], encoder: Encoder) -> Vectors:
    """Return c with `c[i, j]` the cosine of the sentence vectors of two texts, 0 at least.

    Words of a sentence blend in it, so that it ranks worse than `similarity_matrix` and errs
    elsewhere: it finds the same fact in other words.
    """
    if not left or not right:
        return np.zeros((len(left), len(right)), np.float32)
    encoded = encoder.encode([*left, *right]).sentences
    cosines = encoded[: len(left)] @ encoded[len(left) :].T
    return np.asarray(np.round(np.clip(cosines, 0, 1), _DECIMALS), np.float32)


def _muted(side: _Side, texts: Sequence[WordVectors], claims: Sequence[ClaimText]) -> _Side:
    """Return *side* with nearly no weight on the words that its claims mute."""
    heard = [
        token.text.lower() not in claims[index].muted and not token.text[0].isdigit()
        for index in side.filled
        for token in texts[index].tokens
    ]
    return replace(side, weights=np.where(heard, side.weights, _MUTED))


def _adjustments(
    left: Sequence[ClaimText], right: Sequence[ClaimText], thresholds: SimilarityThresholds
) -> Numbers:
    """Return what is added to each pair's closeness for its languages and known subjects."""
    subjects = relate_subjects(
        [claim.compared for claim in left], [claim.compared for claim in right]
    )
    return np.asarray(
        thresholds.across_languages * _languages_differ(left, right)
        + thresholds.shared_subject * subjects.shared
        - thresholds.contrasting_subject * subjects.contrasting
    )


def _languages_differ(left: Sequence[ClaimText], right: Sequence[ClaimText]) -> NDArray[np.bool_]:
    """Return d with `d[i, j]` True when both languages are known and are not the same."""
    one, two = (
        np.array([primary_language(claim.language) for claim in side]) for side in (left, right)
    )
    known = (one != UNKNOWN)[:, None] & (two != UNKNOWN)[None, :]
    return np.asarray(known & (one[:, None] != two[None, :]))


def _side(
    texts: Sequence[WordVectors],
    claims: Sequence[ClaimText],
    centre: Numbers,
    thresholds: SimilarityThresholds,
) -> _Side:
    """Stack the words of all texts that have any."""
    filled = [index for index, words in enumerate(texts) if words.tokens]
    counts = [len(texts[index].tokens) for index in filled]
    if not filled:
        return _Side(
            np.zeros((0, len(centre))), np.zeros(0), np.zeros(0, np.intp), np.zeros(0, np.intp)
        )
    vectors = np.concatenate([texts[index].vectors for index in filled]) - centre
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    rarity = np.concatenate([texts[index].rarity for index in filled]).astype(np.float64)
    weights = np.clip(
        rarity - thresholds.common_rank, thresholds.weight_floor, thresholds.weight_cap
    )
    named = [
        token.text.lower() in claims[index].places
        for index in filled
        for token in texts[index].tokens
    ]
    return _Side(
        vectors / np.where(norms > 0, norms, 1),
        np.where(named, thresholds.weight_floor, weights),
        np.cumsum([0, *counts[:-1]]),
        np.array(filled, np.intp),
    )


def _coverage(one: _Side, two: _Side, severity: float) -> Numbers:
    """Return c with `c[i, j]` how well the words of text i find counterparts in text j.

    It is the weighted soft minimum of each word's best cosine: the mean as *severity*
    goes to 0, the worst word as it grows.
    """
    best = np.concatenate(
        [
            np.maximum.reduceat(one.vectors[at : at + _BLOCK] @ two.vectors.T, two.starts, axis=1)
            for at in range(0, len(one.vectors), _BLOCK)
        ]
    )
    penalties = np.exp(-severity * best) * one.weights[:, None]
    totals = np.add.reduceat(one.weights, one.starts)[:, None]
    means = np.add.reduceat(penalties, one.starts, axis=0) / totals
    return np.asarray(-np.log(means) / severity)


@lru_cache(maxsize=4)
def common_share(encoder: Encoder) -> Vectors:
    """Return the mean vector of everyday words: what all words have in common."""
    sentences = load_lexicon(SHARED, "anchors")["sentences"]
    vectors = np.concatenate([words.vectors for words in encoder.encode(sentences).words])
    return np.asarray(vectors.mean(axis=0, dtype=np.float64).astype(np.float32))
