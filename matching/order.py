"""Which of two events a claim puts first, and whether two claims put them alike."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from matching.claim import Claim
from matching.embed import Encoder
from matching.evidence import Contact
from matching.explanation import Explanation
from matching.finding import ReasonKind
from matching.lexicon import load_lexicon
from matching.similarity import ClaimText, similarity_matrix
from matching.thresholds import SimilarityThresholds

_LONGEST_ARTICLE = 3
# How much better the crossed reading must fit than the straight one, in sums of two
# similarities: below it the claims do not show which events are meant.
_MARGIN = 0.15
_AND = re.compile(r",? (?:and|y|e|;) |; ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Order:
    """The words of the earlier event and of the later one, as a claim gives them."""

    earlier: str
    later: str


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    lexicon = load_lexicon(language, "order")
    groups = [
        f"(?P<{name}>{'|'.join(sorted(map(re.escape, lexicon[name]), key=len, reverse=True))})"
        for name in ("before", "after", "then")
        if lexicon.get(name)
    ]
    return re.compile(rf"\b(?:{'|'.join(groups)})\b", re.IGNORECASE) if groups else None


def find_order(text: str, language: str) -> Order | None:
    """Return the order that *text* gives to two events, None when it gives none.

    "X before Y", "X after Y", "X, and only then Y"; each side needs a word that is neither
    a name nor a number, so that "before December" and "after 2019" order nothing.
    """
    in_parts = _order_in_parts(text, language)
    if in_parts is not None:
        return in_parts
    pattern = _pattern(language)
    match = pattern.search(text) if pattern else None
    if match is None:
        return None
    front, back = text[: match.start()].strip(" ,;"), text[match.end() :].strip(" ,;.")
    if not (_names_event(front) and _names_event(back)):
        return None
    return Order(back, front) if match.lastgroup == "after" else Order(front, back)


def _order_in_parts(text: str, language: str) -> Order | None:
    """Return the order that two words far apart give.

    "X was first, and Y only afterwards"; "X when Y was still to come"; "X already when
    Z still", where X comes before the end of Z.
    """
    lexicon = load_lexicon(language, "order")
    if not lexicon.get("first"):
        return None
    for first, second in _cuts(text, _word_pattern(language, "still")):
        if _word_pattern(language, "pending").search(second):
            return Order(first, second)
        already = _word_pattern(language, "already").search(first)
        if already and _word_pattern(language, "still_mark").search(second):
            return Order(first, second)
    if _word_pattern(language, "first").search(text):
        for first, second in _cuts(text, _AND):
            starts = _word_pattern(language, "first").search(first)
            if starts and _word_pattern(language, "afterwards").search(second):
                return Order(first, second)
    return None


def _cuts(text: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return both sides of each place where *pattern* joins two events."""
    sides = (
        (text[: found.start()].strip(" ,;"), text[found.end() :].strip(" ,;."))
        for found in pattern.finditer(text)
    )
    return [side for side in sides if all(map(_names_event, side))]


@cache
def _word_pattern(language: str, name: str) -> re.Pattern[str]:
    """Return a pattern of one list; a phrase may end inside a word: "still un(signed)"."""
    words = sorted(load_lexicon(language, "order").get(name, ()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)


def _names_event(text: str) -> bool:
    return any(word[0].islower() and len(word) > _LONGEST_ARTICLE for word in text.split())


def reversed_orders(
    pairs: Sequence[tuple[Claim, Claim]], encoder: Encoder, thresholds: SimilarityThresholds
) -> Mapping[int, Contact]:
    """Return, for those of *pairs* that put the same two events in opposite order, why.

    Keys are indexes into *pairs*. Which event of one claim is which of the other is
    decided by the similarity of their words.
    """
    orders = [
        (index, find_order(left.text, left.language), find_order(right.text, right.language))
        for index, (left, right) in enumerate(pairs)
    ]
    found: dict[int, Contact] = {}
    for index, one, two in orders:
        if one is not None and two is not None:
            left, right = pairs[index]
            if _is_crossed(one, two, (left.language, right.language), encoder, thresholds):
                found[index] = Contact(
                    ReasonKind.ORDER,
                    left.span,
                    right.span,
                    Explanation(
                        "The order differs: “{left}” comes first on the left, "
                        "“{right}” on the right.",
                        left=one.earlier,
                        right=two.earlier,
                    ),
                )
    return found


def _is_crossed(
    one: Order,
    two: Order,
    languages: tuple[str, str],
    encoder: Encoder,
    thresholds: SimilarityThresholds,
) -> bool:
    lefts = [ClaimText(text, text, languages[0]) for text in (one.earlier, one.later)]
    rights = [ClaimText(text, text, languages[1]) for text in (two.earlier, two.later)]
    likeness = similarity_matrix(lefts, rights, encoder, thresholds=thresholds)
    straight, crossed = np.trace(likeness), np.trace(likeness[:, ::-1])
    return bool(crossed > straight + _MARGIN)
