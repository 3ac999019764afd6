"""Which findings a reviewer asked for, and in which order they come."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request

from matching.finding import Label
from service.desk.opinions import Step, is_disputed, standing
from service.desk.queue import Candidate, Key, count_repeats, order_queue, worth
from service.store.assignments import Assignment
from service.store.judgements import StoredJudgement
from service.store.reviews import ReviewFilter, ReviewRow
from service.store.unit import Store

STATES = ("open", "second", "disputed", "mine", "judged", "all")
"""Nobody judged; one other did, and a second opinion is wanted; people differ; I judged;
somebody did; whatever."""

# Findings looked at, newest comparisons first, and those of them whose names are counted.
_MOST = 20_000
_POOL = 2_000
_ID = re.compile(r"(?:sto|src|cmp)_[0-9a-f]{20}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of the queue, as the address has them; `mine` wants what is assigned to me."""

    state: str = "open"
    label: Label | None = None
    story: str | None = None
    source: str | None = None
    comparison: str | None = None
    mine: bool = False
    blind: bool = False

    @property
    def hides(self) -> bool:
        """Whether labels are hidden until one has judged: a second opinion is always blind."""
        return self.blind or self.state == "second"

    @property
    def query(self) -> str:
        """The filters as the query of an address, "" for none."""
        given = {
            "state": self.state if self.state != "open" else None,
            "label": self.label,
            "story": self.story,
            "source": self.source,
            "comparison": self.comparison,
            "mine": "1" if self.mine else None,
            "blind": "1" if self.blind else None,
        }
        return urlencode({key: str(value) for key, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Line:
    """A finding of the queue with everything that was judged on it."""

    row: ReviewRow
    steps: tuple[Step, ...] = ()
    repeats: int = 0
    opinions: Mapping[str, Step] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """Comparison and finding."""
        return self.row.key

    @property
    def path(self) -> str:
        """Address of the finding on the desk."""
        return f"/review/{self.row.comparison_id}/{self.row.finding_id}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands in a queue of `total`: its `number` from 1, None outside of it.

    `following` is the line after it, else the first other one; None where there is no other.
    """

    number: int | None
    total: int
    previous: Line | None
    following: Line | None


def asked_of(request: Request) -> Asked:
    """Return the filters of an address; what makes no sense counts for nothing."""
    return read_asked(request.query_params)


def read_asked(given: QueryParams | Mapping[str, str]) -> Asked:
    """Return the filters in *given*, by their names in an address."""
    state, label = given.get("state", ""), given.get("label", "")
    found = Asked(
        state=state if state in STATES else "open",
        label=Label(label) if label in set(Label) else None,
        story=_identifier(given.get("story")),
        source=_identifier(given.get("source")),
        comparison=_identifier(given.get("comparison")),
        mine=given.get("mine") == "1",
        blind=given.get("blind") == "1",
    )
    # A filter by label would tell the label.
    return replace(found, label=None) if found.hides else found


def load_queue(store: Store, asked: Asked, actor: str) -> Sequence[Line]:
    """Return the findings that *actor* asked for, those that tell most first."""
    where = ReviewFilter(asked.label, asked.story, asked.source, asked.comparison)
    judged = store.reviews.judged()
    rows: Iterable[ReviewRow] = store.reviews.rows(where, _MOST)
    if asked.mine:
        own = store.assignments.all(assignee=actor)
        rows = _assigned(rows, own, store.reviews.story_documents())
    lines = (_line(row, judged.get(row.key, ())) for row in rows)
    return _ordered(store, [line for line in lines if _is_wanted(line, asked.state, actor)])


def place_of(lines: Sequence[Line], key: Key) -> Place:
    """Return the place of the finding *key* in the queue."""
    number = next((at for at, line in enumerate(lines, 1) if line.key == key), None)
    after = lines[number:] if number else lines
    return Place(
        number,
        len(lines),
        previous=lines[number - 2] if number and number > 1 else None,
        following=next((line for line in (*after, *lines) if line.key != key), None),
    )


def steps_of(judged: Iterable[StoredJudgement]) -> tuple[Step, ...]:
    """Return stored judgements as the desk's rules take them."""
    return tuple(
        Step(
            each.number,
            each.judgement.label,
            each.judgement.author,
            each.judgement.reason,
            each.judgement.judged_at,
            each.judgement.blind,
        )
        for each in judged
    )


def _identifier(given: str | None) -> str | None:
    return given if given and _ID.fullmatch(given) else None


def _line(row: ReviewRow, judged: Iterable[StoredJudgement]) -> Line:
    steps = steps_of(judged)
    return Line(row, steps, opinions=standing(steps))


def _is_wanted(line: Line, state: str, actor: str) -> bool:
    opinions = line.opinions
    if state == "open":
        return not opinions
    if state == "second":
        return len(opinions) == 1 and actor not in opinions
    if state == "disputed":
        return is_disputed([step.label for step in opinions.values() if step.label])
    if state == "mine":
        return actor in opinions
    return bool(opinions) or state == "all"


def _assigned(
    rows: Iterable[ReviewRow], own: Sequence[Assignment], stories: Mapping[str, Collection[str]]
) -> list[ReviewRow]:
    subjects = {each.task.subject for each in own}
    told = [set(stories.get(each.task.story_id, ())) for each in own if each.task.story_id]

    def is_own(row: ReviewRow) -> bool:
        return (
            row.comparison_id in subjects
            or "/".join(row.key) in subjects
            or any({row.left_id, row.right_id} <= documents for documents in told)
        )

    return [row for row in rows if is_own(row)]


def _ordered(store: Store, lines: Sequence[Line]) -> list[Line]:
    """Return *lines* in the order of `order_queue`.

    Names are counted among those that would stand in front anyway: reading all of them would
    take long, and change nothing at the end of the queue.
    """

    def alone(line: Line) -> tuple[float, Key]:
        return -worth(line.row.label, line.row.confidence), line.key

    ranked = sorted(lines, key=alone)
    front, rest = ranked[:_POOL], ranked[_POOL:]
    shared = store.reviews.shared([line.key for line in front])
    candidates = [
        Candidate(line.key, line.row.label, line.row.confidence, shared.get(line.key, frozenset()))
        for line in front
    ]
    repeats = count_repeats(candidates)
    by_key = {line.key: line for line in front}
    ordered = (by_key[each.key] for each in order_queue(candidates))
    return [replace(line, repeats=repeats[line.key]) for line in ordered] + rest
