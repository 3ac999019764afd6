"""A change of verdict that somebody should hear of.

`service.nightly.sending` makes them of a report's conflicts. Anything else (agree to extra, a
person who confirms the machine) is in the report and wakes nobody.

| change | when |
|---|---|
| new_conflict | a conflict that the report before did not have |
| regressed | likewise, and it was resolved in an earlier report |
| resolved | a conflict of the report before is none any more |
| overruled | likewise, because a person says so |
"""

from dataclasses import dataclass
from enum import StrEnum

from matching.finding import Label
from matching.ids import content_id


class ChangeKind(StrEnum):
    """What became of a verdict."""

    NEW_CONFLICT = "new_conflict"
    REGRESSED = "regressed"
    RESOLVED = "resolved"
    OVERRULED = "overruled"


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that changed; `before` and `after` are labels in force, None for no conflict."""

    kind: ChangeKind
    key: str
    before: Label | None
    after: Label | None
    title: str
    path: str = ""

    def change_id(self, day: str) -> str:
        """Return the identifier of this change in the report of *day* (YYYY-MM-DD)."""
        return content_id("chg", day, self.kind.value, self.key, self.before, self.after)

    def as_json(self, sentence: str) -> dict[str, str | None]:
        """Return the change as programs get it, with what people are told."""
        return {
            "kind": self.kind.value,
            "key": self.key,
            "before": self.before,
            "after": self.after,
            "title": self.title,
            "path": self.path or None,
            "sentence": sentence,
        }
