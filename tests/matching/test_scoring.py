"""Scores of pairs of claims: rankings, symmetry, and what raises a score."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from matching.embed import Encoder
from matching.finding import ReasonKind
from matching.model.folder import MODEL_NAME
from matching.scoring import score_lone, score_pairs, score_side_by_side, score_within
from matching.testing import HashingEncoder
from matching.thresholds import DEFAULTS
from tests.matching.factories import ODD_TEXTS, QUICK, read_claim, read_claims
from tests.matching.judged import JudgingEncoder

FACTS = [
    (
        "The ferry sank off the northern coast.",
        "El transbordador se hundió frente a la costa norte.",
    ),
    ("The court ordered a new trial.", "El tribunal ordenó un nuevo juicio."),
    ("The factory will lay off 300 workers.", "La fábrica despedirá a 300 trabajadores."),
    ("The bridge did not collapse.", "El puente no se derrumbó."),
]


def test_a_translation_outranks_every_other_claim(encoder: Encoder) -> None:
    """In each row and each column the same fact has the highest score."""
    left = [read_claim(english, "en") for english, _ in FACTS]
    right = [read_claim(spanish, "es") for _, spanish in FACTS]
    scores = score_pairs(left, right, encoder, DEFAULTS).scores
    assert scores.argmax(axis=0).tolist() == [0, 1, 2, 3]
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_a_shared_amount_raises_a_score(encoder: Encoder) -> None:
    """Loosely alike claims are closer when both give the same amount of the same thing."""
    left = [read_claim("The night blaze in the old mill left 14 people dead.", "en")]
    right = [
        read_claim("Catorce muertos tras el fuego en la fábrica.", "es"),
        read_claim("Varios muertos tras el fuego en la fábrica.", "es"),
    ]
    scores = score_pairs(left, right, encoder, DEFAULTS).scores
    assert scores[0, 0] >= scores[0, 1]


def test_one_text_beside_itself_is_scored_as_any_two(encoder: Encoder) -> None:
    """Each pair once, with the evidence and the score that both orders have."""
    claims = [read_claim(text, "en") for text, _ in [*FACTS, *FACTS]]
    within = score_within(claims, encoder, DEFAULTS)
    both = score_pairs(claims, claims, encoder, DEFAULTS).evidence
    assert within.keys() == {(i, j) for i, j in both if i < j}
    for place, found in within.items():
        assert found.similarity == pytest.approx(both[place].similarity)
        assert replace(found, similarity=0) == replace(both[place], similarity=0)
    assert not score_within([], encoder, DEFAULTS)


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (0, 2), (2, 0)])
def test_a_silent_side_gives_an_empty_matrix(rows: int, columns: int) -> None:
    """No claims are no scores, not an error."""
    claims = [read_claim(english, "en") for english, _ in FACTS]
    scored = score_pairs(claims[:rows], claims[:columns], HashingEncoder(), DEFAULTS)
    assert scored.scores.shape == (rows, columns)
    assert not scored.evidence


def test_two_events_on_two_days_in_two_places_are_no_pair() -> None:
    """Another day and another place is another event, however alike the words."""
    left = read_claim("The leaders met in Nairobi on 4 May 2026.", "en")
    right = read_claim("The leaders met in Kampala on 6 July 2025.", "en")
    scored = score_pairs([left], [right], HashingEncoder(), DEFAULTS)
    assert scored.scores[0, 0] < DEFAULTS.alignment.counterpart


def test_a_conflict_of_values_keeps_a_pair_together() -> None:
    """Claims that clash over one topic are counterparts, so that the clash is told."""
    left = read_claim("The bus crash killed 12 people.", "en")
    right = read_claim("The bus crash killed 19 people.", "en")
    scored = score_pairs([left], [right], HashingEncoder(), DEFAULTS)
    assert scored.scores[0, 0] >= DEFAULTS.alignment.counterpart
    assert scored.evidence[0, 0].differs_in(ReasonKind.NUMBER)


@QUICK
@given(ODD_TEXTS, ODD_TEXTS)
def test_swapping_sides_transposes_the_scores(left: str, right: str) -> None:
    """Scores lie in [0, 1] and do not depend on which side is called left."""
    lefts, rights = read_claims(f"{left} The bridge closed.", "en"), read_claims(right, "es")
    straight = score_pairs(lefts, rights, HashingEncoder(), DEFAULTS)
    turned = score_pairs(rights, lefts, HashingEncoder(), DEFAULTS)
    assert np.all((straight.scores >= 0) & (straight.scores <= 1))
    np.testing.assert_allclose(straight.scores, turned.scores.T, atol=1e-4)
    assert set(straight.evidence) == {(i, j) for j, i in turned.evidence}


UNRELATED = [
    read_claim(text, "en")
    for text in (
        "The court ordered a trial.",
        "Wheat prices rose.",
        "A singer visited Quito.",
        "The ferry sank.",
        "Schools reopened.",
    )
]
EVERY = range(2), range(3)
EVERY_UNRELATED = range(5), range(5)
NO_CANDIDATE = replace(DEFAULTS.scoring, candidate=2.0, topic=2.0, nearest=0)


def test_claims_that_are_not_near_are_not_compared() -> None:
    """Where nobody put them side by side."""
    thresholds = replace(DEFAULTS, scoring=NO_CANDIDATE)
    encoder = JudgingEncoder()
    encoder.name = MODEL_NAME
    scored = score_pairs(UNRELATED[:2], UNRELATED[2:], encoder, thresholds)
    assert not scored.evidence
    claims = UNRELATED[:2], UNRELATED[2:]
    assert not score_lone(*claims, EVERY, scored.near, encoder, thresholds).evidence
    pair = UNRELATED[0], UNRELATED[1]
    assert score_side_by_side(*pair, HashingEncoder(), thresholds).similarity < 1


def test_claims_put_side_by_side_score_the_odds_of_being_one_fact() -> None:
    """Whatever their values; for other models the rules decide."""
    left = read_claim("The bus crash killed 12 people.", "en")
    right = read_claim("The bus crash killed 19 people.", "en")
    encoder = JudgingEncoder()
    encoder.name = MODEL_NAME
    found = score_side_by_side(left, right, encoder, DEFAULTS)
    assert found.judged is not None
    assert found.odds is not None
    assert found.similarity == found.odds.paired
    plain = score_pairs([left], [right], encoder, DEFAULTS).evidence[0, 0]
    assert (plain.judged, plain.odds) == (None, None)
    assert score_side_by_side(left, right, HashingEncoder(), DEFAULTS).odds is None


def test_lone_claims_are_weighed_among_all() -> None:
    """Only pairs of lone claims have a score, and their rivals are the others too."""
    encoder = JudgingEncoder()
    encoder.name = MODEL_NAME
    near = score_pairs(UNRELATED, UNRELATED, encoder, DEFAULTS).near
    scored = score_lone(UNRELATED, UNRELATED, ({0, 1}, {1, 2}), near, encoder, DEFAULTS)
    assert set(scored.evidence) <= {(i, j) for i in (0, 1) for j in (1, 2)}
    assert scored.evidence[1, 1].standing is not None
    assert scored.evidence[1, 1].standing.likeness_lead.least > 0
    assert scored.scores[1, 1] == pytest.approx(scored.evidence[1, 1].similarity)
    assert scored.scores[0, 0] == scored.scores[4, 4] == 0
    turned = score_lone(UNRELATED, UNRELATED, ({1, 2}, {0, 1}), near, encoder, DEFAULTS)
    np.testing.assert_array_equal(turned.scores.T, scored.scores)


def test_only_likely_pairs_are_put_before_the_head() -> None:
    """It costs more than all other evidence."""
    encoder = JudgingEncoder()
    encoder.name = MODEL_NAME
    near = score_pairs(UNRELATED, UNRELATED, encoder, DEFAULTS).near
    scored = score_lone(UNRELATED, UNRELATED, EVERY_UNRELATED, near, encoder, DEFAULTS)
    judged = {place for place, one in scored.evidence.items() if one.judged}
    assert judged
    assert judged < set(scored.evidence)


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (0, 2), (2, 0)])
def test_a_silent_side_asks_no_head(rows: int, columns: int) -> None:
    """No claims are no pairs."""
    every = range(rows), range(columns)
    claims = UNRELATED[:rows], UNRELATED[:columns]
    near = score_pairs(*claims, JudgingEncoder(), DEFAULTS).near
    scored = score_lone(*claims, every, near, JudgingEncoder(), DEFAULTS)
    assert scored.scores.shape == (rows, columns)
