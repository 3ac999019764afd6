"""Pairs of claims scored for alignment: likeness of words, moved by the values they share."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matching.claim import Claim
from matching.combine import has_weights
from matching.counterparts import ContentWords, Kin, content_words, find_kin
from matching.embed import Encoder
from matching.event_apart import are_two_events, count_apart
from matching.evidence import PairEvidence, gather_evidence
from matching.finding import ReasonKind
from matching.label import clash, same_value
from matching.muting import muted_words, place_words
from matching.order import reversed_orders
from matching.rivals import Matrix, nearest
from matching.similarity import ClaimText, sentence_closeness, similarity_matrix, topic_matrix
from matching.thresholds import Thresholds
from matching.verb_forms import VerbForm, clause_words, verb_form
from matching.weighing import Place, weigh_among_rivals, weigh_side_by_side

# The most that claims with a differing value score, so that an equal claim comes first.
_CLASHING = 0.97
# A relative clause with fewer longer words says too little without its head.
_SHORT_WORD, _SAYS_ENOUGH = 3, 3
_VERBAL = (VerbForm.INFINITIVE, VerbForm.GERUND, VerbForm.BASE)


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """How near all pairs are in their words and in their topics, each [left, right] in [0, 1]."""

    likeness: Matrix
    topics: Matrix


@dataclass(frozen=True, slots=True, eq=False)
class ScoredPairs:
    """`scores[i, j]` in [0, 1] for left claim i and right claim j; evidence of candidates.

    `near` is what was measured of all pairs before anything moved it.
    """

    scores: Matrix
    evidence: Mapping[Place, PairEvidence]
    near: Nearness


def score_pairs(
    left: Sequence[Claim], right: Sequence[Claim], encoder: Encoder, thresholds: Thresholds
) -> ScoredPairs:
    """Return similarities of all pairs, moved by shared values, and evidence of those near."""
    near = _measure(left, right, encoder, thresholds)
    chosen = np.argwhere(_candidates(near, thresholds))
    evidence = _gather(left, right, near, chosen, encoder, thresholds)
    scores = near.likeness.copy()
    for place, found in evidence.items():
        scores[place] = _moved(found, thresholds)
    return ScoredPairs(scores, _scored(evidence, scores), near)


def score_within(
    claims: Sequence[Claim], encoder: Encoder, thresholds: Thresholds
) -> Mapping[Place, PairEvidence]:
    """Return the evidence of claims of one text that are near, [i, j] with i < j.

    It is that of `score_pairs`, which is the same for [j, i] with its sides swapped.
    """
    near = _measure(claims, claims, encoder, thresholds)
    chosen = np.argwhere(np.triu(_candidates(near, thresholds), k=1))
    evidence = _gather(claims, claims, near, chosen, encoder, thresholds)
    return {
        place: replace(found, similarity=_moved(found, thresholds))
        for place, found in evidence.items()
    }


def score_side_by_side(
    left: Claim, right: Claim, encoder: Encoder, thresholds: Thresholds
) -> PairEvidence:
    """Return the evidence of two claims that somebody has put beside each other.

    Its similarity is their odds of being one fact, where weights were fitted for this encoder.
    """
    near = _measure([left], [right], encoder, thresholds)
    evidence = _gather([left], [right], near, np.array([[0, 0]]), encoder, thresholds)
    found = weigh_side_by_side(evidence[0, 0], encoder)
    similarity = found.odds.paired if found.odds else _moved(found, thresholds)
    return replace(found, similarity=similarity)


def score_lone(
    left: Sequence[Claim],
    right: Sequence[Claim],
    lone: tuple[Collection[int], Collection[int]],
    near: Nearness,
    encoder: Encoder,
    thresholds: Thresholds,
) -> ScoredPairs:
    """Return the odds of being one fact of *lone* rows and columns; 0 for all other pairs.

    Their rivals are all claims of both sides, whose nearness is *near*. Nothing is looked at
    where no weights were fitted for this encoder.
    """
    odds = np.zeros(near.likeness.shape, np.float32)
    if not (lone[0] and lone[1] and has_weights(encoder.name)):
        return ScoredPairs(odds, {}, near)
    closeness = sentence_closeness(
        [claim.rendering for claim in left], [claim.rendering for claim in right], encoder
    )
    chosen = np.zeros(near.likeness.shape, np.bool_)
    chosen[np.ix_(sorted(lone[0]), sorted(lone[1]))] = True
    count = thresholds.scoring.nearest
    chosen &= (
        nearest(near.likeness, count) | nearest(near.topics, count) | nearest(closeness, count)
    )
    evidence = weigh_among_rivals(
        _gather(left, right, near, np.argwhere(chosen), encoder, thresholds),
        near.likeness,
        closeness,
        encoder,
        thresholds.scoring,
    )
    for place, found in evidence.items():
        odds[place] = found.odds.paired if found.odds else 0.0
    return ScoredPairs(odds, _scored(evidence, odds), near)


def _measure(
    left: Sequence[Claim], right: Sequence[Claim], encoder: Encoder, thresholds: Thresholds
) -> Nearness:
    texts = [_text(claim) for claim in left], [_text(claim) for claim in right]
    return Nearness(
        similarity_matrix(*texts, encoder, thresholds=thresholds.similarity),
        topic_matrix(*texts, encoder, thresholds=thresholds.similarity),
    )


def _candidates(near: Nearness, thresholds: Thresholds) -> NDArray[np.bool_]:
    least = thresholds.scoring
    return (near.likeness >= least.candidate) | (near.topics >= least.topic)


def _scored(evidence: Mapping[Place, PairEvidence], scores: Matrix) -> Mapping[Place, PairEvidence]:
    return {at: replace(one, similarity=float(scores[at])) for at, one in evidence.items()}


def _gather(
    left: Sequence[Claim],
    right: Sequence[Claim],
    near: Nearness,
    chosen: NDArray[np.intp],
    encoder: Encoder,
    thresholds: Thresholds,
) -> dict[Place, PairEvidence]:
    """Return the evidence of the *chosen* places [n, 2]."""
    places = [(int(i), int(j)) for i, j in chosen]
    centre_share = thresholds.similarity.centre_share

    @cache
    def content(text: str, language: str) -> ContentWords:
        return content_words(text, language, encoder, centre_share)

    def kin(one: Claim, two: Claim) -> Kin:
        return find_kin(*(content(each.own_text, each.language) for each in (one, two)))

    pairs = [(left[i], right[j]) for i, j in places]
    reversals = reversed_orders(pairs, encoder, thresholds.similarity)
    evidence: dict[Place, PairEvidence] = {}
    for index, place in enumerate(places):
        likeness, topic = float(near.likeness[place]), float(near.topics[place])
        found = gather_evidence(*pairs[index], likeness, topic, kin)
        if index in reversals:
            found = replace(found, differing=(reversals[index], *found.differing))
        evidence[place] = found
    return evidence


def _text(claim: Claim) -> ClaimText:
    # An adjunct ("at a depth of 32 km") says what it is about only with its head.
    words = claim.own_text.split()
    # The mark that every item of a list repeats is not what the item is about.
    item = words[1:] if _is_marked_item(claim, words) else words
    text = claim.rendering if _is_adjunct(claim) else " ".join(item)
    return ClaimText(text, claim.rendering, claim.language, muted_words(claim), place_words(claim))


def _is_marked_item(claim: Claim, words: Sequence[str]) -> bool:
    """Tell "of supporting the effort", "a crear empleo": an item of a list with its mark."""
    if claim.head is None or len(words) < 2:
        return False
    is_mark = words[0].lower() in clause_words(claim.language, "prepositions")
    return is_mark and verb_form(words[1], claim.language) in _VERBAL


def _is_adjunct(claim: Claim) -> bool:
    """Tell what hangs on its head: "at a depth of 32 km", "which totals 31 billion"."""
    words = claim.own_text.lower().split()
    if claim.head is None or not words:
        return False
    if words[0] in clause_words(claim.language, "prepositions"):
        return not _is_marked_item(claim, words)
    is_relative = words[0] in clause_words(claim.language, "relatives")
    return (
        is_relative
        and sum(len(word) > _SHORT_WORD and word.isalpha() for word in words[1:]) < _SAYS_ENOUGH
    )


def _moved(evidence: PairEvidence, thresholds: Thresholds) -> float:
    """Return the similarity, raised where both sides share a value or clash over one topic."""
    if evidence.apart or are_two_events(evidence):
        return 0.0
    apart = thresholds.scoring.other_count if count_apart(evidence) else 0.0
    number = thresholds.scoring.same_number if evidence.agrees_in(ReasonKind.NUMBER) else 0.0
    date = thresholds.scoring.same_date if evidence.agrees_in(ReasonKind.DATE) else 0.0
    raised = min(1.0, evidence.similarity + number + date - apart)
    lifted = same_value(evidence, thresholds.label)
    score = max(raised, lifted, clash(evidence, thresholds.label))
    return round(min(score, _CLASHING) if evidence.differing else score, 4)
