"""Conflicts of a night beside those of the report before: new, regressed, resolved, standing.

The machine may find a conflict anew among other documents, by other claims, or in the text
that took the place of another one. So two conflicts are the same when the same two sources
are in it and one of them says the same thing: words that overlap in the same document, or
equal words of the same source; the other source says it too, or gave another document since.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from matching.finding import Label
from matching.ids import content_id
from service.contract import Words
from service.nightly_contract import Because, ConflictItem, ConflictSide, Told
from service.story.sheet import Sheet, SheetClaim, SheetDocument, SheetFinding, SheetReason

# Conflicts about which nothing was written for so long are told no more.
_HORIZON = timedelta(days=90)

_Sources = frozenset[str]


@dataclass(frozen=True, slots=True)
class StoryStanding:
    """What a touched story says now: its conflicts, and why others of it are over.

    `over` maps identifiers of findings to what ended them. `documents` are those compared.
    """

    story_id: str
    conflicts: tuple[ConflictItem, ...]
    over: Mapping[str, Because]
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Changed:
    """All conflicts of a report in their states, and those that were resolved before it."""

    conflicts: tuple[ConflictItem, ...]
    settled: tuple[ConflictItem, ...]


def standing(
    story_id: str,
    sheet: Sheet,
    verdicts: Mapping[str, Label],
    replaced: Collection[str],
    until: datetime,
) -> StoryStanding:
    """Return the conflicts of a story as *sheet* tells them and people judged them.

    *verdicts* are labels in force by findings. A document among *replaced*, which its pages do
    not show any more, is in conflict with nobody; nor is a claim that its source updated.
    """
    claims = {each.claim_id: each for each in sheet.claims}
    documents = {each.document_id: each for each in sheet.documents}
    # Columns are in time order.
    places = {document_id: place for place, document_id in enumerate(documents)}
    updated = {
        claim
        for finding in sheet.findings
        if finding.is_update
        for claim in _earlier(finding, claims, places)
    }
    found, over = [], dict[str, Because]()
    for finding in sheet.findings:
        verdict = verdicts.get(finding.finding_id)
        label = verdict or finding.label
        ids = (*finding.left, *finding.right)
        sources = {documents[claims[each].document_id].source for each in ids}
        if finding.is_update or len(sources) == 1:
            continue
        if label != Label.CONFLICT:
            if finding.label == Label.CONFLICT:
                over[finding.finding_id] = "overruled"
        elif any(claims[each].document_id in replaced for each in ids):
            over[finding.finding_id] = "edited"
        elif any(each in updated for each in ids):
            over[finding.finding_id] = "updated"
        else:
            # As they were compared: reasons tell what stands on the left.
            sides = [_side(side, claims, documents) for side in (finding.left, finding.right)]
            found.append(_item(story_id, finding, sides, verdict, until))
    return StoryStanding(story_id, tuple(found), over, frozenset(documents))


def change(
    before: Iterable[ConflictItem],
    settled: Iterable[ConflictItem],
    now: Sequence[StoryStanding],
    *,
    new_documents: Collection[str],
    replaced: Collection[str],
    until: datetime,
) -> Changed:
    """Return what became of conflicts: those of *before* that are in stories not touched stand.

    *settled* were resolved in earlier reports.
    """
    touched = {each.story_id: each for each in now}
    current = _once(item for each in now for item in each.conflicts)
    known = _by_sources(before)
    closed = _by_sources(settled)
    found = [_of_now(item, known, closed, new_documents) for item in current]
    present = _by_sources(current)
    gone = []
    for item in (each for group in known.values() for each in group):
        if _same(item, present):
            continue
        story = touched.get(item.story_id)
        if story is None:
            found.append(_standing(item, item.first_reported))
        else:
            because = _because_over(item, story, replaced)
            gone.append(item.model_copy(update={"state": "resolved", "because": because}))
    kept = [item for group in closed.values() for item in group if not _same(item, present)]
    return Changed(
        tuple(sorted((each for each in (*found, *gone) if _is_recent(each, until)), key=_order)),
        tuple(sorted((each for each in (*kept, *gone) if _is_recent(each, until)), key=_key)),
    )


def told(reason: SheetReason) -> Told:
    """Return a reason with what is needed to tell it in another language."""
    return Told(kind=reason.kind, text=reason.text, made=dict(reason.made) if reason.made else None)


def _item(
    story_id: str,
    finding: SheetFinding,
    sides: Sequence[ConflictSide],
    verdict: Label | None,
    until: datetime,
) -> ConflictItem:
    kinds = dict.fromkeys(each.kind for each in finding.reasons if each.left and each.right)
    return ConflictItem(
        conflict_id=content_id("cfl", sorted((*finding.left, *finding.right))),
        state="new",
        because="document",
        story_id=story_id,
        comparison_id=finding.comparison_id,
        finding_id=finding.finding_id,
        left=sides[0],
        right=sides[1],
        kinds=tuple(kinds),
        confidence=finding.confidence,
        reasons=tuple(map(told, finding.reasons)),
        judged=verdict,
        first_reported=until,
    )


def _side(
    ids: Sequence[str],
    claims: Mapping[str, SheetClaim],
    documents: Mapping[str, SheetDocument],
) -> ConflictSide:
    own = [claims[each] for each in ids]
    document = documents[own[0].document_id]
    return ConflictSide(
        source=document.source,
        document_id=document.document_id,
        published_at=document.published_at,
        claims=tuple(Words(start=each.start, end=each.end, text=each.text) for each in own),
    )


def _earlier(
    finding: SheetFinding, claims: Mapping[str, SheetClaim], places: Mapping[str, int]
) -> Sequence[str]:
    """Return the claims of the document that came first; *places* are by documents."""
    sides = [side for side in (finding.left, finding.right) if side]
    return min(sides, key=lambda side: places[claims[side[0]].document_id])


def _once(items: Iterable[ConflictItem]) -> list[ConflictItem]:
    """Return *items* without those that another story of the same documents told already."""
    found: dict[str, ConflictItem] = {}
    for item in sorted(items, key=lambda each: (each.story_id, each.conflict_id)):
        found.setdefault(item.conflict_id, item)
    return list(found.values())


def _by_sources(items: Iterable[ConflictItem]) -> dict[_Sources, list[ConflictItem]]:
    found: dict[_Sources, list[ConflictItem]] = defaultdict(list)
    for item in items:
        found[_sources(item)].append(item)
    return found


def _sources(item: ConflictItem) -> _Sources:
    return frozenset((item.left.source, item.right.source))


def _same(
    item: ConflictItem, among: Mapping[_Sources, Sequence[ConflictItem]]
) -> ConflictItem | None:
    others = among.get(_sources(item), ())
    return next((other for other in others if _is_same(item, other)), None)


def _is_same(one: ConflictItem, other: ConflictItem) -> bool:
    if one.conflict_id == other.conflict_id:
        return True
    # Which document stands left depends on the others of its story; sources do not.
    is_turned = one.left.source != other.left.source
    sides = (other.right, other.left) if is_turned else (other.left, other.right)
    left, right = _says_same(one.left, sides[0]), _says_same(one.right, sides[1])
    if left and right:
        return True
    return (left and _is_later_text(one.right, sides[1])) or (
        right and _is_later_text(one.left, sides[0])
    )


def _says_same(one: ConflictSide, other: ConflictSide) -> bool:
    if one.document_id == other.document_id:
        return any(a.start < b.end and b.start < a.end for a in one.claims for b in other.claims)
    said = {_folded(each.text) for each in one.claims}
    return any(_folded(each.text) in said for each in other.claims)


def _is_later_text(one: ConflictSide, other: ConflictSide) -> bool:
    return one.document_id != other.document_id


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _of_now(
    item: ConflictItem,
    known: Mapping[_Sources, Sequence[ConflictItem]],
    closed: Mapping[_Sources, Sequence[ConflictItem]],
    new_documents: Collection[str],
) -> ConflictItem:
    """Return a conflict that there is now as standing, back again, or new."""
    earlier = _same(item, known)
    if earlier:
        return _standing(item, earlier.first_reported)
    because = _because_new(item, new_documents)
    state = "regressed" if _same(item, closed) else "new"
    return item.model_copy(update={"state": state, "because": because})


def _standing(item: ConflictItem, first_reported: datetime) -> ConflictItem:
    told = {"state": "standing", "because": "carried", "first_reported": first_reported}
    return item.model_copy(update=told)


def _because_new(item: ConflictItem, new_documents: Collection[str]) -> Because:
    if item.left.document_id in new_documents or item.right.document_id in new_documents:
        return "document"
    return "judged" if item.judged is Label.CONFLICT else "relabelled"


def _because_over(item: ConflictItem, story: StoryStanding, replaced: Collection[str]) -> Because:
    told_of = story.over.get(item.finding_id)
    if told_of:
        return told_of
    sides = {item.left.document_id, item.right.document_id}
    if sides & set(replaced):
        return "edited"
    return "relabelled" if sides <= story.documents else "withdrawn"


def _is_recent(item: ConflictItem, until: datetime) -> bool:
    moments = [item.left.published_at, item.right.published_at, item.first_reported]
    return max(each for each in moments if each) >= until - _HORIZON


_STATES = {"regressed": 0, "new": 1, "resolved": 2, "standing": 3}


def _order(item: ConflictItem) -> tuple[object, ...]:
    return _STATES[item.state], -item.confidence, item.story_id, item.conflict_id


def _key(item: ConflictItem) -> tuple[str, str]:
    return item.story_id, item.conflict_id
