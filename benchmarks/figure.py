"""One measured figure, beside what it is compared with."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """Where the sets lie: our own gold, and a folder of public sets (None when not at hand)."""

    gold: Path
    data: Path | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit of a figure: at least *value*, or at most where *is_ceiling*."""

    value: float
    is_ceiling: bool = False

    def admits(self, measured: float) -> bool:
        """Tell whether *measured* keeps the limit; the limit itself does."""
        return measured <= self.value if self.is_ceiling else measured >= self.value

    def __str__(self) -> str:
        return f"{'≤' if self.is_ceiling else '≥'} {self.value:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table: `ours` is None, with the reason in `note`, when it was not measured.

    `reference` is a published or simple result on the same set, in words.
    """

    group: str
    set_name: str
    metric: str
    ours: float | None
    bound: Bound | None = None
    reference: str = ""
    note: str = ""

    @property
    def is_short(self) -> bool:
        """Whether the figure was measured and misses its limit."""
        return self.ours is not None and self.bound is not None and not self.bound.admits(self.ours)


def absent(group: str, set_name: str, path: Path | None) -> Figure:
    """Return the row of a set that is not at hand: missing is not zero."""
    where = f"no {path.name} in the folder of --data" if path else "needs --data"
    return Figure(group, set_name, "", None, note=f"not measured: {where}")
