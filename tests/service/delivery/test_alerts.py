"""Which changes of verdict are told, and which wake nobody."""

import pytest

from matching.finding import Label
from service.delivery.alerts import ChangeKind, Verdict, changes_of

A, C, E, U = Label.AGREE, Label.CONFLICT, Label.EXTRA, Label.UNDECIDED
K = ChangeKind


def verdict(label: Label, judged: Label | None = None, was_conflict: bool = False) -> Verdict:
    """Return the verdict on one finding."""
    return Verdict("fnd_1", label, "12 o 14 muertos", judged, was_conflict)


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (None, verdict(C), K.NEW_CONFLICT),
        (None, verdict(A), None),
        (verdict(A), verdict(C), K.NEW_CONFLICT),
        (verdict(A, was_conflict=True), verdict(C), K.REGRESSED),
        (None, verdict(C, was_conflict=True), K.REGRESSED),
        (verdict(C), verdict(A), K.RESOLVED),
        (verdict(C), None, K.RESOLVED),
        (verdict(C), verdict(C), None),
        (verdict(A), verdict(U), None),
        (verdict(A), None, None),
        # A person decides otherwise than the machine, either way; or decides anew.
        (verdict(C), verdict(C, A), K.OVERRULED),
        (verdict(A), verdict(A, C), K.OVERRULED),
        (verdict(C, A), verdict(C, E), K.OVERRULED),
        # A person who confirms the machine, or whose verdict stands, wakes nobody.
        (verdict(C), verdict(C, C), None),
        (verdict(C, A), verdict(C, A), None),
        (verdict(A, A), verdict(C, A), None),
        # A person's conflict ends with the machine coming round, or the person's taking it back.
        (verdict(A, C), verdict(A, A), K.RESOLVED),
        (verdict(A, C), verdict(A), K.RESOLVED),
        (verdict(C, A, was_conflict=True), verdict(C, was_conflict=True), K.REGRESSED),
    ],
)
def test_a_change(before: Verdict | None, now: Verdict | None, kind: ChangeKind | None) -> None:
    """The first rule that applies decides."""
    found = changes_of([before] if before else [], [now] if now else [])
    assert [change.kind for change in found] == ([kind] if kind else [])
    for change in found:
        assert change.before == (before.in_force if before else None)
        assert change.after == (now.in_force if now else None)


def test_changes_come_in_an_order_of_their_own() -> None:
    """New conflicts first; the order of what is given changes nothing."""
    verdicts = [Verdict(f"fnd_{number}", C, "x") for number in range(5)]
    gone = [Verdict("fnd_9", C, "y"), Verdict("fnd_8", C, "y")]
    found = changes_of(gone, verdicts)
    assert found == changes_of(gone[::-1], verdicts[::-1])
    assert [change.key for change in found] == [
        *("fnd_0", "fnd_1", "fnd_2", "fnd_3", "fnd_4", "fnd_8", "fnd_9")
    ]
