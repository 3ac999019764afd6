"""Which verdicts changed since the last report, and which of these somebody should hear of.

Pure: what stood in the report before and what stands now go in, changes come out, in an order
that depends on them alone. The verdict in force is the person's where there is one, else the
machine's. First rule that applies:

| change | when |
|---|---|
| overruled | a person's verdict is new, or another one, and is not the machine's |
| resolved | a conflict was in force, and is no more (its finding may be gone altogether) |
| regressed | a conflict is in force that had been one before and was none in the last report |
| new_conflict | a conflict is in force that never was one |

Anything else (agree to extra, a person who confirms the machine) is in the report and wakes
nobody.
"""

from collections.abc import Iterable
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
class Verdict:
    """What a report says of one finding.

    `key` is what stays the same from night to night; `label` the machine's, `judged` a person's
    or None. `was_conflict` tells that it was one at any time before. `title` says in one line
    what it is about, `path` is its page on our server or "".
    """

    key: str
    label: Label
    title: str
    judged: Label | None = None
    was_conflict: bool = False
    path: str = ""

    @property
    def in_force(self) -> Label:
        """The label that counts."""
        return self.judged or self.label


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that changed; `before` and `after` are labels in force, None for no finding."""

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


def changes_of(before: Iterable[Verdict], now: Iterable[Verdict]) -> tuple[Change, ...]:
    """Return what changed from the verdicts *before* to those of *now*, by kind and key."""
    old = {verdict.key: verdict for verdict in before}
    new = {verdict.key: verdict for verdict in now}
    found = [_change(old.get(key), new.get(key)) for key in sorted({*old, *new})]
    order = list(ChangeKind)
    kept = [change for change in found if change is not None]
    return tuple(sorted(kept, key=lambda change: (order.index(change.kind), change.key)))


def _change(old: Verdict | None, new: Verdict | None) -> Change | None:
    kind = _kind(old, new)
    if kind is None:
        return None
    shown = new or old
    assert shown is not None
    before = old.in_force if old else None
    after = new.in_force if new else None
    return Change(kind, shown.key, before, after, shown.title, shown.path)


def _kind(old: Verdict | None, new: Verdict | None) -> ChangeKind | None:
    was = old is not None and old.in_force == Label.CONFLICT
    if new is None:
        return ChangeKind.RESOLVED if was else None
    judged_before = old.judged if old else None
    if new.judged not in (None, judged_before, new.label):
        return ChangeKind.OVERRULED
    is_conflict = new.in_force == Label.CONFLICT
    if was == is_conflict:
        return None
    if was:
        return ChangeKind.RESOLVED
    had_been = new.was_conflict or (old is not None and old.was_conflict)
    return ChangeKind.REGRESSED if had_been else ChangeKind.NEW_CONFLICT
