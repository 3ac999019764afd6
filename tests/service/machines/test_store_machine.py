"""Documents, their revisions and their stories under any sequence of acts and undos."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import Engine

from matching.document import Document
from matching.ids import content_id
from service.errors import ConflictError, NotFoundError
from service.grouping import correcting
from service.ingesting.storing import ingest
from service.intake.item import Item
from service.store.engine import view
from service.store.entity_decisions import Decider
from service.store.pages import page_of
from service.store.unit import Store, read_only, unit_of_work
from tests.databases import Fresh
from tests.service.machines import bounds
from tests.service.store.strategies import AT, ODD, rows

TEXTS = ("Murieron 12 personas.", "Murieron 14 personas.", "El puerto cerró.", ODD)
SOURCES = ("La Gaceta", "Agencia X")
PAGES = ("https://example.org/1", "https://example.org/2", None)
TITLES = ("Temporal", "Puertos")

items = st.builds(
    lambda text, source, url, day: Item(
        Document(text, source, "es", AT + timedelta(days=day) if day else None), url
    ),
    st.sampled_from(TEXTS),
    st.sampled_from(SOURCES),
    st.sampled_from(PAGES),
    st.integers(0, 2),
)
batches = st.lists(items, min_size=1, max_size=3)
numbers = st.integers(0, 10)

Decided = tuple[str, dict[str, set[str]]]


class StoreMachine(RuleBasedStateMachine):
    """A store beside a model of it: what each page showed, and which document is in which story.

    `inside` has the stories of each document; `stories` are in the order in which they were
    begun, and of several a document's home is the first. `done` has each correction that stands,
    with the stories of its documents before.
    """

    def __init__(self, engine: Engine) -> None:
        """Begin with an empty database."""
        super().__init__()
        self.engine = bounds.hurried(engine)
        self.chain = bounds.Chain(self.engine)
        self.at: datetime = AT
        self.shown: dict[str, list[str]] = {}
        self.texts: dict[str, str] = {}
        self.stories: list[str] = []
        self.inside: dict[str, set[str]] = {}
        self.done: list[Decided] = []
        self.decided = 0

    def teardown(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @rule(batch=batches)
    def take_in(self, batch: list[Item]) -> None:
        """Take texts in; the same texts once more change no row of any table."""
        for each in self._ingest(batch):
            self.texts[each.seen.document_id] = each.document.text
            self.inside.setdefault(each.seen.document_id, set())
        page_ids = {self._page_id(item) for item in batch}
        if len(batch) == len(page_ids):
            for item in batch:
                history = self.shown.setdefault(self._page_id(item), [])
                if history[-1:] != [item.document.text]:
                    history.append(item.document.text)
        else:
            # In which order texts of one page come is not what this machine knows.
            for page_id in page_ids:
                self.shown[page_id] = self._history(page_id)
        before = self._rows()
        self._ingest(batch)
        assert self._rows() == before

    @rule(title=st.sampled_from(TITLES))
    def begin_a_story(self, title: str) -> None:
        """Begin a story, or find the one of that title."""
        with self._writing() as store:
            story_id = store.stories.add(title, at=self.at)
        if story_id not in self.stories:
            self.stories.append(story_id)

    @precondition(lambda self: self.texts and self.stories)
    @rule(document=numbers, story=numbers, is_put=st.booleans())
    def put_in_or_take_out_by_hand(self, document: int, story: int, is_put: bool) -> None:
        """By a story's own form, which binds nobody: a document may be in several stories."""
        document_id, story_id = self._document(document), self._story(story)
        there = self.inside[document_id]
        with self._writing() as store:
            if is_put:
                changed = store.stories.put(story_id, document_id, at=self.at)
            else:
                changed = store.stories.take_out(story_id, document_id)
        assert changed == ((story_id not in there) is is_put)
        self.inside[document_id] = there | {story_id} if is_put else there - {story_id}

    @precondition(lambda self: self.texts and self.stories)
    @rule(document=numbers, story=numbers)
    def move(self, document: int, story: int) -> None:
        """Move a document, which is where it is already or not."""
        document_id, story_id = self._document(document), self._story(story)
        self._correct(
            lambda store, by: correcting.move(store, document_id, story_id, by),
            {document_id: story_id},
        )

    @precondition(lambda self: self.texts)
    @rule(document=numbers)
    def take_out(self, document: int) -> None:
        """Take a document out of its story, or out of none."""
        document_id = self._document(document)
        self._correct(
            lambda store, by: correcting.take_out(store, document_id, by), {document_id: None}
        )

    @precondition(lambda self: self.stories)
    @rule(story=numbers, into=numbers)
    def merge(self, story: int, into: int) -> None:
        """Let two stories be one, or one and the same."""
        going, staying = self._story(story), self._story(into)
        moved = {} if going == staying else dict.fromkeys(self._members(going), staying)
        self._correct(lambda store, by: correcting.merge(store, going, staying, by), moved)

    @precondition(lambda self: any(self.inside.values()))
    @rule(story=numbers, picked=st.sets(numbers, max_size=3))
    def split(self, story: int, picked: set[int]) -> None:
        """Part some documents of a story from the others; not all, and not none."""
        story_id = self._story(story)
        members = self._members(story_id)
        going = {members[each % len(members)] for each in picked} if members else set()
        is_possible = bool(going) and len(going) < len(members)
        made = content_id("sto", "begun", f"{story_id} {' '.join(sorted(going))}")
        self._correct(
            lambda store, by: correcting.split(store, story_id, sorted(going), "Parted", by),
            dict.fromkeys(going, made) if is_possible else {},
        )
        if is_possible and made not in self.stories:
            self.stories.append(made)

    @precondition(lambda self: self.done)
    @rule(which=numbers)
    def undo(self, which: int) -> None:
        """Undo a correction: its documents are where they were, if none has moved since."""
        decision_id, before = self.done[which % len(self.done)]
        with read_only(self.engine) as store:
            known = store.groupings.decision(decision_id)
        assert known is not None
        moved_again = any(self._home(one) != to for one, (_, to) in known.moved.items())
        try:
            with self._writing() as store:
                store.groupings.undo(decision_id, self._by())
        except ConflictError:
            assert moved_again
            return
        assert not moved_again
        self.done.remove((decision_id, before))
        for document_id, (_, to) in known.moved.items():
            self.inside[document_id] = self.inside[document_id] - {to} | before[document_id]

    @precondition(lambda self: self.done)
    @rule()
    def undo_twice(self) -> None:
        """What is undone already, or was never decided, cannot be undone."""
        unknown = content_id("dec", "nobody")
        before = self._rows()
        with pytest.raises(NotFoundError), self._writing() as store:
            store.groupings.undo(unknown, self._by())
        assert self._rows() == before

    @invariant()
    def the_log_holds(self) -> None:
        """No entry is ever changed or cut off."""
        self.chain.check()

    @invariant()
    def every_text_is_kept(self) -> None:
        """What was ever taken in is there to the letter, and each page's past in order."""
        with read_only(self.engine) as store:
            for document_id, text in self.texts.items():
                found = store.documents.get(document_id)
                assert found is not None
                assert found.text == text
        for page_id, texts in self.shown.items():
            assert self._history(page_id) == texts

    @invariant()
    def every_document_is_where_it_was_put(self) -> None:
        """In its stories and no other; and corrections are kept, undone or not."""
        with read_only(self.engine) as store:
            for document_id in self.texts:
                found = store.stories.of_document(document_id)
                assert list(found) == sorted(self.inside[document_id])
            decisions = store.groupings.decisions()
        assert [each.number for each in decisions] == list(range(1, self.decided + 1))
        in_force = [each.decision_id for each in decisions if not each.undone]
        assert sorted(in_force) == sorted(one for one, _ in self.done)

    def _correct(self, act: Callable[[Store, Decider], str], moved: dict[str, str | None]) -> None:
        """Do *act*, which puts documents where *moved* says; it is refused if they are there."""
        before = {one: self.inside[one] for one in moved}
        is_possible = any(self._home(one) != to for one, to in moved.items())
        unchanged = None if is_possible else self._rows()
        try:
            with self._writing() as store:
                decision_id = act(store, self._by())
        except ConflictError:
            assert not is_possible
            assert self._rows() == unchanged
            return
        assert is_possible
        self.decided += 1
        self.done.append((decision_id, before))
        self.inside |= {one: {to} if to else set() for one, to in moved.items()}

    def _home(self, document_id: str) -> str | None:
        there = self.inside[document_id]
        return next((each for each in self.stories if each in there), None)

    def _ingest(self, batch: list[Item]) -> Any:
        return ingest(batch, self.engine, at=self._tick(), actor="ana")

    def _writing(self) -> Any:
        return unit_of_work(self.engine, actor="ana", at=self._tick())

    def _by(self) -> Decider:
        return Decider("ana", "as seen", self.at)

    def _tick(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def _page_id(self, item: Item) -> str:
        return page_of(item.document, content_id("src", item.document.source), item.url).page_id

    def _history(self, page_id: str) -> list[str]:
        with read_only(self.engine) as store:
            found = store.pages.history(page_id)
            assert [each.number for each in found] == list(range(1, len(found) + 1))
            documents = [store.documents.get(each.document_id) for each in found]
        return [each.text for each in documents if each]

    def _members(self, story_id: str) -> list[str]:
        return sorted(one for one, stories in self.inside.items() if story_id in stories)

    def _document(self, number: int) -> str:
        return sorted(self.texts)[number % len(self.texts)]

    def _story(self, number: int) -> str:
        return self.stories[number % len(self.stories)]

    def _rows(self) -> dict[str, list[Any]]:
        with view(self.engine) as session:
            return rows(session)


@pytest.mark.parametrize("backend", bounds.MACHINE_BACKENDS)
def test_whatever_is_done_to_documents_and_stories(fresh: Fresh, backend: str) -> None:
    """Nothing is lost, nothing is stored twice, every act can be undone, and the log holds."""
    bounds.run(lambda: StoreMachine(fresh(backend)))
