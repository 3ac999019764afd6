from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.align import align
from matching.embed import Encoder
from matching.errors import ThresholdError
from matching.similarity import ClaimText, similarity_matrix
from matching.testing import HashingEncoder
from matching.thresholds import SIMILARITY

CASES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "similarity.yaml").read_text(encoding="utf-8")
)
FAKE = HashingEncoder()

texts = st.lists(
    st.text(max_size=30).map(lambda text: ClaimText(text, text)), min_size=1, max_size=5
)


def one(encoder: Encoder, left: tuple[str, str], right: tuple[str, str]) -> float:
    """Return the similarity of two texts, each given as (language, words)."""
    sides = [[ClaimText(words, words, language)] for language, words in (left, right)]
    return float(similarity_matrix(*sides, encoder)[0, 0])


def side(story: dict[str, Any], name: str) -> list[ClaimText]:
    """Return the claims of one side of a case."""
    return [ClaimText(words, words, story[name]["language"]) for _, words in story[name]["claims"]]


@settings(deadline=None)
@given(texts, texts)
def test_swapping_sides_transposes(left: list[ClaimText], right: list[ClaimText]) -> None:
    """Similarity has no direction, whatever the texts hold."""
    there = similarity_matrix(left, right, FAKE)
    back = similarity_matrix(right, left, FAKE)
    np.testing.assert_array_equal(there, back.T)


@settings(deadline=None)
@given(texts, texts)
def test_values_lie_between_0_and_1(left: list[ClaimText], right: list[ClaimText]) -> None:
    """Every value is finite and on the one scale."""
    matrix = similarity_matrix(left, right, FAKE)
    assert matrix.shape == (len(left), len(right))
    assert ((matrix >= 0) & (matrix <= 1)).all()


@settings(deadline=None)
@given(texts, texts)
def test_other_claims_change_nothing(left: list[ClaimText], right: list[ClaimText]) -> None:
    """A pair compared alone has the value it has among others."""
    whole = similarity_matrix(left, right, FAKE)
    assert whole[0, 0] == similarity_matrix(left[:1], right[:1], FAKE)[0, 0]


def test_a_text_without_words_is_like_nothing() -> None:
    """Signs and emptiness never find a counterpart, not even each other."""
    blank = [ClaimText("", ""), ClaimText("…", "—"), ClaimText("la lluvia", "la lluvia")]
    matrix = similarity_matrix(blank, blank, FAKE)
    assert matrix[:2].tolist() == [[0, 0, 0], [0, 0, 0]]
    assert matrix[2, 2] > 0.5


def test_no_claims_give_an_empty_matrix() -> None:
    """A silent side is an empty side, not an error."""
    assert similarity_matrix([], [ClaimText("a", "a")], FAKE).shape == (0, 1)


def test_a_bare_word_is_read_with_its_head() -> None:
    """A list item of one word takes its meaning from the head it inherits."""
    item = ClaimText("la salud", "acordaron cooperar en la salud")
    assert item.compared == "acordaron cooperar en la salud"
    assert (
        ClaimText("la salud pública", "acordaron la salud pública").compared == "la salud pública"
    )


def test_the_language_bonus_needs_both_languages(encoder: Encoder) -> None:
    """An unknown language is treated like the same language, a variant like its language."""
    left, right = "combatir la delincuencia", "combat crime"
    across = one(encoder, ("es", left), ("en", right))
    assert across > one(encoder, ("und", left), ("en", right))
    assert one(encoder, ("es-MX", left), ("es", right)) == one(encoder, ("es", left), ("es", right))


@pytest.mark.parametrize(
    ("left", "right"),
    [(pair[1:3], pair[3:5]) for pair in CASES["pairs"] if pair[0] == "same"][:10],
)
def test_the_same_fact_in_other_words(
    encoder: Encoder, left: tuple[str, str], right: tuple[str, str]
) -> None:
    """Counterparts reach 0.5 across languages, wordings, numbers and denials."""
    assert one(encoder, left, right) >= 0.5


def test_hard_pairs_are_ranked(encoder: Encoder) -> None:
    """Same-fact pairs come before their near misses, far better than chance or cosine."""
    scores = [one(encoder, tuple(pair[1:3]), tuple(pair[3:5])) for pair in CASES["pairs"]]
    same = np.array([pair[0] == "same" for pair in CASES["pairs"]])[np.argsort(scores)[::-1]]
    precision = np.cumsum(same) / np.arange(1, len(same) + 1)
    assert precision[same].mean() > 0.88


def test_stories_align(encoder: Encoder) -> None:
    """Over ten invented stories, 90 % of counterparts are found and almost none made up."""
    right = wrong = gold = 0
    for story in CASES["stories"]:
        sides = side(story, "left"), side(story, "right")
        keys = [[claim.text for claim in claims] for claims in sides]
        found = align(similarity_matrix(*sides, encoder), left_keys=keys[0], right_keys=keys[1])
        facts = [[fact for fact, _ in story[name]["claims"]] for name in ("left", "right")]
        pairs = [pair for group in found.groups for pair in group.pairs]
        good = sum(facts[0][pair.left] == facts[1][pair.right] != "-" for pair in pairs)
        right, wrong = right + good, wrong + len(pairs) - good
        gold += len(set(facts[0]) & set(facts[1]) - {"-"})
    assert right >= 0.88 * gold
    assert wrong <= 2


def test_a_threshold_outside_its_range_is_refused() -> None:
    """Settings that make no sense fail where they are made."""
    with pytest.raises(ThresholdError):
        replace(SIMILARITY, centre_share=1.5)
    with pytest.raises(ThresholdError):
        replace(SIMILARITY, weight_floor=0.0)
    with pytest.raises(ThresholdError):
        replace(SIMILARITY, severity=0.0)
