"""Whether an article quotes a primary source word for word: verbatim, trimmed, altered.

quotation -> pieces between marks of omission -> where each stands in the primary source
          -> words that differ -> verdict

docs/fidelity.md defines the verdicts and says what is no difference.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from matching.fidelity_align import Change, ChangeKind, Placed, place_pieces
from matching.fidelity_words import Primary, make_primary, quoted_pieces
from matching.language_tag import primary_language
from matching.polarity import find_polarity
from matching.span import Span

MIN_WORDS = 4
"""A shorter quotation that is not found word for word is undecided: it may be anybody's."""

MIN_SIMILARITY = 0.6
"""Share of a quotation's words that must stand in the primary source, in order and in any
form, for it to be the same sentence with other words."""

BAND = 0.45
"""Between this share and the one above nobody can tell, and the verdict is undecided."""


class Verdict(StrEnum):
    """How a quotation compares with a primary source, from best to worst known."""

    VERBATIM = "verbatim"
    """The same words, whole sentences of the primary source."""
    TRIMMED = "trimmed"
    """Its words in their order; words are left out at the ends or where a mark says so."""
    ALTERED = "altered"
    """The same sentence with words replaced, put in, or left out without a mark."""
    RENDERED = "rendered"
    """The primary source is in another language: no verdict on words."""
    UNDECIDED = "undecided"
    NOT_FOUND = "not_found"


_ORDER = tuple(Verdict)
_CLAUSE_END = re.compile(r"[,;:.!?…]")


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What became of one quotation.

    `primary` is where its pieces stand in the primary source, `changes` the words that
    differ, in the quotation's order. `similarity` in [0, 1] is the share of the
    quotation's words that the primary source has there; `source` is the place of the
    primary source among those given, None when no source was. `reason` says why for
    verdicts that need one.
    """

    verdict: Verdict
    primary: tuple[Span, ...] = ()
    changes: tuple[Change, ...] = ()
    similarity: float = 0.0
    source: int | None = None
    reason: str | None = None


def check_quotation(
    text: str, parts: Sequence[Span], language: str, primaries: Sequence[Primary]
) -> Fidelity:
    """Return how the quotation compares with whichever primary source has it best.

    Args:
        text: The article.
        parts: The words between the quotation's marks, in order; several where a cue or a
            new paragraph splits it.
        language: Language of the quotation.
        primaries: Primary sources; their order decides nothing but `source`, and which of
            two equal ones is named.

    Returns:
        The best verdict of any source (the order of `Verdict`, then the similarity).
    """
    if not primaries:
        return Fidelity(Verdict.UNDECIDED, reason="no primary source was given")
    found = [
        (_check(text, parts, language, primary), primary.text, place)
        for place, primary in enumerate(primaries)
    ]
    best, _, place = min(
        found, key=lambda one: (_ORDER.index(one[0].verdict), -one[0].similarity, one[1])
    )
    return Fidelity(best.verdict, best.primary, best.changes, best.similarity, place, best.reason)


def compare_words(quotation: str, primary: str, language: str) -> Fidelity:
    """Return how a bare quotation compares with one primary source of its language."""
    parts = [Span(0, len(quotation))]
    return check_quotation(quotation, parts, language, [make_primary(primary, language)])


def _check(text: str, parts: Sequence[Span], language: str, primary: Primary) -> Fidelity:
    pieces = [quoted_pieces(text, part) for part in parts]
    total = sum(len(piece) for part in pieces for piece in part)
    if not total:
        return Fidelity(Verdict.UNDECIDED, reason="the quotation has no words")
    if not primary.words:
        return Fidelity(Verdict.UNDECIDED, reason="the primary source has no words")
    placed = place_pieces(pieces, primary)
    similarity = placed.matched / total
    if placed.matched == total and not placed.has_drops:
        return _same_words(placed, similarity, primary)
    share = placed.alike / total
    foreign = primary_language(language) != primary_language(primary.language)
    if _is_same_sentence(placed, share, total):
        return Fidelity(Verdict.ALTERED, placed.spans, placed.changes, similarity)
    if foreign:
        reason = f"the primary source is in another language ({primary.language})"
        return Fidelity(Verdict.RENDERED, reason=reason)
    if total < MIN_WORDS:
        reason = f"shorter than {MIN_WORDS} words, and not found as it stands"
        return Fidelity(Verdict.UNDECIDED, similarity=similarity, reason=reason)
    if placed.matched == total:
        reason = "its words stand far apart in the primary source"
        return Fidelity(Verdict.UNDECIDED, similarity=similarity, reason=reason)
    if share >= BAND and placed.is_compact and placed.has_content:
        reason = "too few words agree to call it the same sentence"
        return Fidelity(Verdict.UNDECIDED, placed.spans, placed.changes, similarity, reason=reason)
    return Fidelity(Verdict.NOT_FOUND, similarity=similarity, reason="no sentence is alike")


def _same_words(placed: Placed, similarity: float, primary: Primary) -> Fidelity:
    if not placed.in_order:
        reason = "its parts stand in another order in the primary source"
        return Fidelity(Verdict.ALTERED, placed.spans, placed.changes, similarity, reason=reason)
    left_out = any(change.kind is ChangeKind.LEFT_OUT for change in placed.changes)
    verdict = Verdict.TRIMMED if left_out else Verdict.VERBATIM
    warning = _denial_left_out(placed, primary)
    return Fidelity(verdict, placed.spans, placed.changes, similarity, reason=warning)


def _denial_left_out(placed: Placed, primary: Primary) -> str | None:
    """Return a warning where the words just before the quotation deny what it affirms."""
    text, language = primary.text, primary.language
    left_out = [c.primary for c in placed.changes if c.kind is ChangeKind.LEFT_OUT and c.primary]
    for before in left_out:
        for quoted in placed.spans:
            between = text[before.end : quoted.start]
            if quoted.start < before.end or any(sign.isalnum() for sign in between):
                continue
            clause = _CLAUSE_END.split(text[before.start : quoted.start])[-1]
            whole = Span(quoted.start - len(clause), quoted.end)
            if (
                find_polarity(text, language, whole)[0]
                is not find_polarity(text, language, quoted)[0]
            ):
                return "a denial stands just before the words quoted"
    return None


def _is_same_sentence(placed: Placed, share: float, total: int) -> bool:
    """Tell one sentence in other words from two that share the small words of a language.

    A whole sentence of the source with words put in is that sentence, however many they are.
    """
    if placed.longest_sentence >= MIN_WORDS:
        return True
    return (
        total >= MIN_WORDS and share >= MIN_SIMILARITY and placed.is_compact and placed.has_content
    )
