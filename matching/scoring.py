"""Pairs of claims scored for alignment: likeness of words, moved by the values they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.claim import Claim
from matching.combine import combine
from matching.counterparts import Kin, find_kin
from matching.embed import Encoder
from matching.event_apart import are_two_events, count_apart
from matching.evidence import PairEvidence, gather_evidence
from matching.finding import ReasonKind
from matching.judging import judge_claims
from matching.label import clash, same_value
from matching.muting import muted_words, place_words
from matching.order import reversed_orders
from matching.similarity import ClaimText, similarity_matrix, topic_matrix
from matching.thresholds import Thresholds
from matching.verb_forms import VerbForm, clause_words, verb_form

# The most that claims with a differing value score, so that an equal claim comes first.
_CLASHING = 0.97
# A relative clause with fewer longer words says too little without its head.
_SHORT_WORD, _SAYS_ENOUGH = 3, 3
_VERBAL = (VerbForm.INFINITIVE, VerbForm.GERUND, VerbForm.BASE)


@dataclass(frozen=True, slots=True, eq=False)
class ScoredPairs:
    """`scores[i, j]` in [0, 1] for left claim i and right claim j; evidence of candidates."""

    scores: NDArray[np.float32]
    evidence: Mapping[tuple[int, int], PairEvidence]


def score_pairs(
    left: Sequence[Claim],
    right: Sequence[Claim],
    encoder: Encoder,
    thresholds: Thresholds,
    *,
    every: bool = False,
) -> ScoredPairs:
    """Return the scores of all pairs and the evidence of those worth comparing in full.

    With *every*, all pairs are: for claims that somebody has put side by side. Their odds are
    computed too, with the entailment head's verdict where the encoder has one: the weights
    are fitted on such pairs, of which a third are extra, and not on the candidates of two
    documents, of which nearly all are.
    """
    texts = [_text(claim) for claim in left], [_text(claim) for claim in right]
    scores = similarity_matrix(*texts, encoder, thresholds=thresholds.similarity)
    topics = topic_matrix(*texts, encoder, thresholds=thresholds.similarity)
    is_candidate = (scores >= thresholds.scoring.candidate) | (topics >= thresholds.scoring.topic)
    if every:
        is_candidate[:] = True
    rows, columns = np.nonzero(is_candidate)
    places = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True)]
    pairs = [(left[i], right[j]) for i, j in places]
    centre_share = thresholds.similarity.centre_share

    def kin(one: Claim, two: Claim) -> Kin:
        return find_kin(
            (one.own_text, one.language), (two.own_text, two.language), encoder, centre_share
        )

    reversals = reversed_orders(pairs, encoder, thresholds.similarity)
    evidence: dict[tuple[int, int], PairEvidence] = {}
    judgements = judge_claims(pairs, encoder) if every else [None] * len(pairs)
    for index, place in enumerate(places):
        found = gather_evidence(*pairs[index], float(scores[place]), float(topics[place]), kin)
        found = replace(found, judged=judgements[index])
        if index in reversals:
            found = replace(found, differing=(reversals[index], *found.differing))
        if every:
            found = replace(found, odds=combine(found, encoder.name))
        evidence[place] = replace(found, similarity=_moved(found, thresholds))
        scores[place] = evidence[place].similarity
    return ScoredPairs(scores, evidence)


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
    if evidence.odds is not None:
        return evidence.odds.paired
    if evidence.apart or are_two_events(evidence):
        return 0.0
    apart = thresholds.scoring.other_count if count_apart(evidence) else 0.0
    number = thresholds.scoring.same_number if evidence.agrees_in(ReasonKind.NUMBER) else 0.0
    date = thresholds.scoring.same_date if evidence.agrees_in(ReasonKind.DATE) else 0.0
    raised = min(1.0, evidence.similarity + number + date - apart)
    lifted = same_value(evidence, thresholds.label)
    score = max(raised, lifted, clash(evidence, thresholds.label))
    return round(min(score, _CLASHING) if evidence.differing else score, 4)
