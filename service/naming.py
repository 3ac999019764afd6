"""Single pairs of names, each decided."""

from matching.names import compare_names
from service.contract import NameLine, NameResult
from service.convert import rounded


def decide_names(line: NameLine) -> NameResult:
    """Return whether the two names of *line* mean one person, body or place."""
    found = compare_names(line.a, line.b, roster=line.roster)
    return NameResult(
        id=line.id,
        decision=found.decision,
        score=rounded(found.score),
        reasons=tuple(found.reasons),
    )
