"""What people judged on a finding, as far as a reviewer may see it before judging."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.desk.opinions import Step, holding, standing


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgements on a finding; `hidden` leaves `steps` and `in_force` out.

    `steps` are the newest first, `own` is the reviewer's opinion, `version` the number of
    judgements in all, `meanwhile` those that came after what the reviewer had seen.
    """

    steps: tuple[Step, ...]
    in_force: Step | None
    own: Step | None
    version: int
    hidden: bool
    meanwhile: tuple[Step, ...]

    @property
    def blind(self) -> bool:
        """Whether what is judged now is judged without knowing what others think."""
        return self.hidden and not self.meanwhile


def show_judged(steps: Sequence[Step], actor: str, *, hides: bool, seen: int | None) -> Judged:
    """Return the judgements *steps* for *actor*, who had *seen* so many of them, None if all.

    *hides* keeps them from who has not judged yet.
    """
    opinions = standing(steps)
    hidden = hides and actor not in opinions
    return Judged(
        steps=() if hidden else tuple(reversed(steps)),
        in_force=None if hidden else holding(steps),
        own=opinions.get(actor),
        version=len(steps),
        hidden=hidden,
        meanwhile=tuple(step for step in steps if seen is not None and step.number > seen),
    )
