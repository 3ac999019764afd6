"""What is set off inside a clause: its place, and what it is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aside:
    """Words [start, end) set off in [left, right), its signs and connector included.

    `anchor` is the range of the words they are about; None where that is the whole clause.
    `is_inner` tells words that a comparison reads with their clause: descriptions, and
    relative clauses in the middle. `describes` tells an apposition, `is_silent` a comment:
    ", its lawyers said,".
    """

    start: int
    end: int
    left: int
    right: int
    anchor: tuple[int, int] | None = None
    is_inner: bool = False
    is_silent: bool = False
    is_row: bool = False
    describes: bool = False
