"""Two reviewers who judge, accept in bulk and take back, in any order and not always up to date."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import Engine, func, select

from matching.finding import Label
from service.access.keys import create_key
from service.access.roles import Role
from service.api.etag import tag_of
from service.app import create_app
from service.config import Settings
from service.store.engine import view
from service.store.tables import AuditRow, FindingRow
from service.store.unit import read_only, unit_of_work
from tests.databases import Fresh
from tests.service.api.conftest import hashing_executor, local_client
from tests.service.machines import bounds
from tests.service.store.strategies import AT
from tests.service.web.reviewing import CMP, COMPARISON

PEOPLE = ("ana", "ben")
FINDINGS = tuple(each.finding_id for each in COMPARISON.findings)
MACHINE = {each.finding_id: each.label for each in COMPARISON.findings}
JUDGED = f"/v1/comparisons/{CMP}/findings/%s/judgements"

people = st.sampled_from(PEOPLE)
findings = st.sampled_from(FINDINGS)
# How many judgements a person has missed: most have missed none.
missed = st.sampled_from((0, 0, 0, 1, 2))


@dataclass(frozen=True)
class Said:
    """A judgement: a label of None takes back; `batch` numbers those made as one act."""

    finding: str
    author: str
    label: Label | None
    batch: int | None = None


class ReviewMachine(RuleBasedStateMachine):
    """The service beside a list of all that was said, in the order it was."""

    def __init__(self, engine: Engine) -> None:
        """Begin with a comparison that nobody has judged."""
        super().__init__()
        self.engine = bounds.hurried(engine)
        self.chain = bounds.Chain(self.engine)
        self.said: list[Said] = []
        self.batches: dict[int, tuple[str, str]] = {}
        self.undone: set[int] = set()
        with unit_of_work(self.engine, actor="local", at=AT) as store:
            store.comparisons.add(COMPARISON, created_at=AT)
            keys = {
                name: create_key(
                    store, name, Role.REVIEWER, by="local", at=AT, expires_at=None
                ).token
                for name in PEOPLE
            }
        url = engine.url.render_as_string(hide_password=False)
        # People who act as fast as a machine, which the service would slow down.
        settings = Settings(database_url=url, rate_reads=0, rate_writes=0, rate_strangers=0)
        app = create_app(settings, executor=hashing_executor)
        self.open = ExitStack()
        self.open.enter_context(local_client(app))
        self.clients = {
            name: local_client(
                app, headers={"Authorization": f"Bearer {key}"}, follow_redirects=False
            )
            for name, key in keys.items()
        }

    def teardown(self) -> None:
        """Stop the service."""
        self.open.close()
        self.engine.dispose()

    @rule(who=people, finding=findings, label=st.sampled_from(list(Label)), missed=missed)
    def judge(self, who: str, finding: str, label: Label, missed: int) -> None:
        """Judge what one saw; who missed something is told, and overwrites nothing."""
        seen = max(0, self._version(finding) - missed)
        tag = tag_of(CMP, finding, seen)
        answer = self.clients[who].post(
            JUDGED % finding, json={"label": label, "reason": "as seen"}, headers={"If-Match": tag}
        )
        if seen < self._version(finding):
            assert answer.status_code == 412
        else:
            assert answer.status_code == 201
            self.said.append(Said(finding, who, label))

    @rule(who=people, finding=findings)
    def judge_without_looking(self, who: str, finding: str) -> None:
        """Nobody judges without saying what he saw."""
        body = {"label": "agree", "reason": "as seen"}
        assert self.clients[who].post(JUDGED % finding, json=body).status_code == 428

    @rule(who=people, chosen=st.lists(findings, min_size=1, max_size=4, unique=True), missed=missed)
    def accept(self, who: str, chosen: list[str], missed: int) -> None:
        """Accept the machine's labels of several findings: of all, or of none."""
        seen = {each: self._version(each) for each in chosen}
        seen[chosen[0]] = max(0, seen[chosen[0]] - missed)
        ticked = [f"{CMP}/{each}/{MACHINE[each]}/{seen[each]}" for each in chosen]
        answer = self.clients[who].post("/review/bulk", data={"item": ticked})
        if seen[chosen[0]] < self._version(chosen[0]):
            assert answer.status_code == 412
            return
        assert answer.status_code == 303
        number = len(self.batches)
        with read_only(self.engine) as store:
            known = {one for one, _ in self.batches.values()}
            (made,) = (
                each.batch_id
                for each in store.batches.latest(f"key:{who}", 1000)
                if each.batch_id not in known
            )
        self.batches[number] = (made, who)
        self.said += [Said(each, who, MACHINE[each], number) for each in chosen]

    @rule(who=people)
    def undo(self, who: str) -> None:
        """Take back what one did last: one judgement, or all that were one act."""
        answer = self.clients[who].post("/review/undo")
        last = next((each for each in reversed(self.said) if self._stands(each, who)), None)
        if last is None:
            assert answer.status_code == 409
            return
        assert answer.status_code == 303
        if last.batch is None:
            self.said.append(Said(last.finding, who, None))
        else:
            self._undone(last.batch, who)

    @precondition(lambda self: self.batches)
    @rule(who=people, which=st.integers(0, 20))
    def undo_an_act(self, who: str, which: int) -> None:
        """Take an act of one's own back, once; nobody else's."""
        number = which % len(self.batches)
        batch_id, author = self.batches[number]
        answer = self.clients[who].post(f"/review/bulk/{batch_id}/undo")
        if who != author:
            assert answer.status_code == 404
        elif number in self.undone:
            assert answer.status_code == 409
        else:
            assert answer.status_code == 303
            self._undone(number, who)

    @invariant()
    def the_log_holds(self) -> None:
        """Each judgement was noted once, and no entry was ever changed or cut off."""
        self.chain.check()
        noted = select(func.count()).where(AuditRow.action == "judgement.add")
        with view(self.engine) as session:
            assert session.scalar(noted) == len(self.said)

    @invariant()
    def everything_said_is_kept(self) -> None:
        """In its order, by whom it was; what stands last holds."""
        with read_only(self.engine) as store:
            in_force = store.judgements.in_force(CMP)
            for finding in FINDINGS:
                mine = [(each.author, each.label) for each in self._of(finding)]
                found = store.judgements.history(CMP, finding)
                assert [(each.author.removeprefix("key:"), each.label) for each in found] == mine
        held = {
            one: (each.author.removeprefix("key:"), each.label) for one, each in in_force.items()
        }
        assert held == dict(self._held())

    @invariant()
    def the_machines_labels_stay(self) -> None:
        """Whatever people say."""
        labels = select(FindingRow.finding_id, FindingRow.label)
        with view(self.engine) as session:
            assert {one: Label(label) for one, label in session.execute(labels)} == MACHINE

    def _undone(self, number: int, who: str) -> None:
        """Take back what is left of an act; what was judged anew since stays."""
        self.undone.add(number)
        left = [each for each in self.said if each.batch == number and self._stands(each, who)]
        self.said += [Said(each.finding, who, None) for each in left]

    def _stands(self, said: Said, who: str) -> bool:
        """Tell whether *said* is a label, and *who*, its author, said nothing later of it."""
        mine = [each for each in self._of(said.finding) if each.author == who]
        return said.author == who and said.label is not None and mine[-1] is said

    def _held(self) -> Iterator[tuple[str, tuple[str, Label]]]:
        for finding in FINDINGS:
            opinions: dict[str, Label] = {}
            for each in self._of(finding):
                opinions.pop(each.author, None)
                if each.label is not None:
                    opinions[each.author] = each.label
            if opinions:
                yield finding, list(opinions.items())[-1]

    def _of(self, finding: str) -> list[Said]:
        return [each for each in self.said if each.finding == finding]

    def _version(self, finding: str) -> int:
        return len(self._of(finding))


@pytest.mark.parametrize("backend", bounds.MACHINE_BACKENDS)
def test_whatever_two_reviewers_do(fresh: Fresh, backend: str) -> None:
    """Nothing that anybody said is lost or overwritten, and the machine's labels never are."""
    bounds.run(lambda: ReviewMachine(fresh(backend)))
