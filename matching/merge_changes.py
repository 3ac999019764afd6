"""What a person's decisions on a roster change: mentions, repairs, claims, before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.claim import Claim
from matching.finding import NameRepair
from matching.repairs import find_repairs
from matching.roster import Roster
from matching.span import Span


@dataclass(frozen=True, slots=True)
class NameChange:
    """One mention that is read as another name than before; None is nobody known."""

    document_id: str
    span: Span
    surface: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """Everything that differs between two rosters of the same texts, in text order.

    A mention changes when it is read as another name, or as the same name of somebody else:
    `regrouped` lists those whose name is written as before.
    """

    names: tuple[NameChange, ...]
    regrouped: tuple[NameChange, ...]
    repairs_gone: tuple[NameRepair, ...]
    repairs_new: tuple[NameRepair, ...]


def list_changes(before: Roster, after: Roster) -> RosterChanges:
    """Return what changes from one roster to another of the same texts; the texts are one's.

    Equal rosters give no change. The labels that depend on a change are those of the claims
    it touches (`touched_claims`).
    """
    names: list[NameChange] = []
    regrouped: list[NameChange] = []
    for reading in before.readings:
        for mention in reading.mentions:
            old = before.entity_of(mention, reading.document_id)
            new = after.entity_of(mention, reading.document_id)
            change = NameChange(
                reading.document_id,
                mention.span,
                mention.surface,
                old.name if old else None,
                new.name if new else None,
            )
            if change.before != change.after:
                names.append(change)
            elif old and new and set(old.aliases) != set(new.aliases):
                regrouped.append(change)
    old_repairs, new_repairs = find_repairs(before), find_repairs(after)
    return RosterChanges(
        tuple(names),
        tuple(regrouped),
        tuple(repair for repair in old_repairs if repair not in new_repairs),
        tuple(repair for repair in new_repairs if repair not in old_repairs),
    )


def touched_claims(changes: RosterChanges, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims that hold a changed mention: their names, and so their labels, may change.

    A claim's inherited head counts as its own words.
    """
    changed = (*changes.names, *changes.regrouped)
    return tuple(claim for claim in claims if _touches(claim, changed))


def _touches(claim: Claim, changes: Sequence[NameChange]) -> bool:
    spans = [claim.span, *([claim.head] if claim.head else [])]
    return any(
        change.document_id == claim.document_id and span.overlaps(change.span)
        for change in changes
        for span in spans
    )
