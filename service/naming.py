"""Single pairs of names, each decided."""

from collections.abc import Sequence

from matching.merges import MergeDecision, keep_apart
from matching.names import compare_names
from service.contract import NameLine, NameResult
from service.convert import rounded
from service.errors import InputError


def decide_names(line: NameLine) -> NameResult:
    """Return whether the two names of *line* mean one person, body or place."""
    found = compare_names(line.a, line.b, roster=line.roster)
    return NameResult(
        id=line.id,
        decision=found.decision,
        score=rounded(found.score),
        reasons=tuple(found.reasons),
    )


def read_keep_apart(texts: Sequence[str]) -> tuple[MergeDecision, ...]:
    """Return the decisions that "NAME | NAME" stands for, one a text.

    Raises:
        InputError: A text does not hold two names.
    """
    decisions: list[MergeDecision] = []
    for text in texts:
        left, bar, right = (part.strip() for part in text.partition("|"))
        if not (left and bar and right):
            raise InputError(f"“{text}” does not name two to keep apart; write “NAME | NAME”.")
        decisions.append(keep_apart(left, right))
    return tuple(decisions)
