"""Pairs of claims scored for alignment: likeness of words, moved by the values they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.claim import Claim
from matching.counterparts import Kin, find_kin
from matching.embed import Encoder
from matching.evidence import PairEvidence, gather_evidence
from matching.finding import ReasonKind
from matching.label import clash, same_value
from matching.muting import muted_words, place_words
from matching.order import reversed_orders
from matching.similarity import ClaimText, similarity_matrix, topic_matrix
from matching.thresholds import Thresholds
from matching.units import is_counted
from matching.verb_forms import VerbForm, clause_words, verb_form

# Claims that differ in the day and in one more of these, and share none, tell two events.
# The most that claims with a differing value score, so that an equal claim comes first.
_CLASHING = 0.97
# A relative clause with fewer longer words says too little without its head.
_SHORT_WORD, _SAYS_ENOUGH = 3, 3
_VERBAL = (VerbForm.INFINITIVE, VerbForm.GERUND, VerbForm.BASE)
_IDENTIFYING = (ReasonKind.NUMBER, ReasonKind.DATE, ReasonKind.PLACE)


@dataclass(frozen=True, slots=True, eq=False)
class ScoredPairs:
    """`scores[i, j]` in [0, 1] for left claim i and right claim j; evidence of candidates."""

    scores: NDArray[np.float32]
    evidence: Mapping[tuple[int, int], PairEvidence]


def score_pairs(
    left: Sequence[Claim], right: Sequence[Claim], encoder: Encoder, thresholds: Thresholds
) -> ScoredPairs:
    """Return the scores of all pairs and the evidence of those worth comparing in full."""
    texts = [_text(claim) for claim in left], [_text(claim) for claim in right]
    scores = similarity_matrix(*texts, encoder, thresholds=thresholds.similarity)
    topics = topic_matrix(*texts, encoder, thresholds=thresholds.similarity)
    is_candidate = (scores >= thresholds.scoring.candidate) | (topics >= thresholds.scoring.topic)
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
    for index, place in enumerate(places):
        found = gather_evidence(*pairs[index], float(scores[place]), float(topics[place]), kin)
        if index in reversals:
            found = replace(found, differing=(reversals[index], *found.differing))
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
    if evidence.apart or _are_two_events(evidence):
        return 0.0
    apart = thresholds.scoring.other_count if _counts_apart(evidence) else 0.0
    number = thresholds.scoring.same_number if evidence.agrees_in(ReasonKind.NUMBER) else 0.0
    date = thresholds.scoring.same_date if evidence.agrees_in(ReasonKind.DATE) else 0.0
    raised = min(1.0, evidence.similarity + number + date - apart)
    lifted = same_value(evidence, thresholds.label)
    score = max(raised, lifted, clash(evidence, thresholds.label))
    return round(min(score, _CLASHING) if evidence.differing else score, 4)


def _counts_apart(evidence: PairEvidence) -> bool:
    """Tell whether both claims count, and count different things: houses and the dead."""
    left, right = (
        {number.unit for number in claim.slots.numbers if is_counted(number.unit)}
        for claim in (evidence.left, evidence.right)
    )
    return bool(left and right) and not left & right


def _are_two_events(evidence: PairEvidence) -> bool:
    """Tell whether the claims differ in day or place and in one more value, and share none.

    A mark on a scale (a magnitude, a kilometre) belongs to the place or event itself, so
    that it may be wrong together with it.
    """
    differing = {contact.kind for contact in evidence.differs_in(*_IDENTIFYING)}
    counts = any(c.grain != "scale" for c in evidence.differs_in(ReasonKind.NUMBER))
    is_other_day = ReasonKind.DATE in differing and len(differing) > 1
    is_other_place = ReasonKind.PLACE in differing and counts
    return (is_other_day or is_other_place) and not evidence.agrees_in(*_IDENTIFYING)
