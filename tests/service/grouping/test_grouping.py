"""New documents into stories, and people's corrections of them, on both databases."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from benchmarks.grouping.gold import read_gold
from matching.document import Document
from matching.embed import Encoder
from matching.grouping.profile import Profile, profile_documents
from service.errors import ConflictError
from service.grouping.correcting import merge, move, split, take_out
from service.grouping.grouping import group_some
from service.grouping.means import Grouper, GroupingReport
from service.store.entity_decisions import Decider
from service.store.unit import Store, read_only, unit_of_work
from tests.databases import Fresh
from tests.matching.grouping.near import NearEncoder
from tests.service.grouping.rounds import group_new

AT = datetime(2027, 3, 20, tzinfo=UTC)
BY = Decider("ana", "Otro hecho.", AT)
GOLD = read_gold(Path(__file__).parents[2] / "gold" / "grouping" / "own_dev.yaml")
# Two stories whose documents share names and amounts, whatever the model.
CHOSEN = [row for row in GOLD.rows if row.story in ("o05", "o11")]
DOCUMENTS = [row.document for row in CHOSEN]


def stored(engine: Engine, documents: list[Document]) -> GroupingReport:
    """Store *documents* and group what is new."""
    with unit_of_work(engine, at=AT) as store:
        for document in documents:
            store.documents.add(document, stored_at=AT)
    return group_new(Grouper(engine, NearEncoder()), at=AT)


def homes(store: Store) -> dict[str, str]:
    """Return the story of each document that is in one."""
    return store.groupings.homes(document.document_id for document in DOCUMENTS)


def partition(engine: Engine) -> set[frozenset[str]]:
    """Return the stories of a database as sets of documents."""
    with read_only(engine) as store:
        found = homes(store)
    groups = {story: {one for one in found if found[one] == story} for story in found.values()}
    return {frozenset(group) for group in groups.values()}


def state(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return all that grouping wrote."""
    names = ("story", "story_document", "story_grouping", "audit", "grouping_key")
    with engine.connect() as connection:
        return {
            name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {name}"))), key=repr)  # noqa: S608
            for name in names
        }


def test_documents_of_one_event_become_a_story_with_reasons(engine: Engine) -> None:
    """Model, thresholds and version of the code are kept with why."""
    report = stored(engine, DOCUMENTS)
    assert report.documents == len(DOCUMENTS)
    assert report.begun >= 1
    with read_only(engine) as store:
        found = homes(store)
        by_story = {
            story: {one for one in found if found[one] == story} for story in found.values()
        }
        told = {row.document.document_id: row.story for row in CHOSEN}
        assert by_story
        assert all(len({told[one] for one in group}) == 1 for group in by_story.values())
        last = store.groupings.latest(next(iter(found)))
    assert last is not None
    assert last.model == "hashing"
    assert last.thresholds_id.startswith("thr_")
    assert 0 <= last.confidence <= 1
    assert all(reason["document_id"] in found for reason in last.reasons)


def test_grouping_again_changes_nothing(engine: Engine) -> None:
    """Nothing at all, not even in the log."""
    stored(engine, DOCUMENTS)
    before = state(engine)
    assert stored(engine, DOCUMENTS) == GroupingReport()
    assert state(engine) == before


def test_another_version_of_the_code_groups_nothing_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it decides on new documents rests on the ones before, which it reads anew."""
    stored(engine, DOCUMENTS[:-1])
    with read_only(engine) as store:
        before = homes(store)
    for module in ("service.store.grouping_profiles", "service.grouping.means"):
        monkeypatch.setattr(f"{module}.CODE_VERSION", "another")
    assert stored(engine, DOCUMENTS[:-1]) == GroupingReport()
    report = stored(engine, DOCUMENTS[-1:])
    assert report.documents == 1
    assert report.pairs > 0
    with read_only(engine) as store:
        assert {one: story for one, story in homes(store).items() if one in before} == before
        last = store.groupings.latest(DOCUMENTS[-1].document_id)
        earlier = store.groupings.latest(DOCUMENTS[0].document_id)
    assert last is not None
    assert earlier is not None
    assert last.code_version != earlier.code_version


def test_an_archive_can_be_left_alone(engine: Engine) -> None:
    """What was published and stored before a moment is not grouped, what came since is."""
    old, new = DOCUMENTS[0], replace(DOCUMENTS[-1], published_at=AT)
    long_ago, before = AT - timedelta(days=400), replace(old, published_at=None)
    with unit_of_work(engine, at=long_ago) as store:
        store.documents.add(before, stored_at=long_ago)
    with unit_of_work(engine, at=AT) as store:
        # Published long before, but stored since.
        store.documents.add(replace(DOCUMENTS[1], published_at=long_ago), stored_at=AT)
        store.documents.add(new, stored_at=AT)
    grouper = Grouper(engine, NearEncoder())
    assert group_some(grouper, at=AT, since=AT - timedelta(days=7)).documents == 2
    with read_only(engine) as store:
        assert store.groupings.latest(before.document_id) is None
    assert group_some(grouper, at=AT).documents == 1


def test_a_document_that_cannot_be_read_keeps_no_other_from_its_story(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is alone, and nobody tries it again."""
    real = profile_documents

    def failing(documents: Sequence[Document], encoder: Encoder) -> list[Profile]:
        if DOCUMENTS[0] in documents:
            raise ValueError("Nobody thought of that.")
        return real(documents, encoder)

    monkeypatch.setattr("service.grouping.profiling.profile_documents", failing)
    assert stored(engine, DOCUMENTS).documents == len(DOCUMENTS)
    with read_only(engine) as store:
        found = homes(store)
        assert found
        assert DOCUMENTS[0].document_id not in found
    assert stored(engine, DOCUMENTS) == GroupingReport()


def test_how_documents_are_handed_in_changes_no_group(backend: str, fresh: Fresh) -> None:
    """All in one run in a shuffled order of storing, or one run for each as it appeared."""
    shuffled = random.Random(7).sample(DOCUMENTS, len(DOCUMENTS))  # noqa: S311 - no secret
    by_time = sorted(DOCUMENTS, key=lambda each: str(each.published_at))
    engine, other = fresh(backend), fresh(backend)
    stored(engine, shuffled)
    for document in by_time:
        stored(other, [document])
    at_once, one_by_one = partition(engine), partition(other)
    assert one_by_one == at_once
    assert any(len(group) > 1 for group in at_once)


def test_pairs_weighed_stay_few_as_the_archive_grows(engine: Engine) -> None:
    """A month of documents far apart in time costs a new one nothing."""
    others = [
        Document(f"Lluvia {n} en la costa de Muisne, dijo Quispe.", f"F{n}", "es", at)
        for n, at in enumerate(
            datetime(2027, m, d, tzinfo=UTC) for m in (1, 2) for d in range(1, 29)
        )
    ]
    stored(engine, others)
    with read_only(engine) as store:
        spans = [
            [each.document.published_at for each in store.stories.columns(story.story_id)]
            for story in store.stories.latest(100)
        ]
    # Alike day after day, they do not become one story of two months.
    assert all((max(span) - min(span)).days < 20 for span in spans)
    grown = stored(engine, DOCUMENTS)
    assert grown.pairs < 80 * grown.documents


def test_a_full_story_takes_no_more(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next document is alone, or begins another."""
    for module in ("grouping", "surroundings"):
        monkeypatch.setattr(f"service.grouping.{module}.MAX_DOCUMENTS", 5)
    likes = [
        Document(f"Lluvia en la costa de Muisne, dijo Quispe a la radio {n}.", f"F{n}", "es", AT)
        for n in range(8)
    ]
    stored(engine, likes)
    with read_only(engine) as store:
        sizes = [each.documents for each in store.stories.latest(10)]
    assert max(sizes) == 5


def test_a_document_moved_by_a_person_stays(engine: Engine) -> None:
    """The machine does not take it back when others come; an undo puts it back."""
    stored(engine, DOCUMENTS[:-1])
    with unit_of_work(engine, actor="ana", at=AT) as store:
        found = homes(store)
        moved, before = next(iter(found.items()))
        other = store.stories.add("Otra", at=AT)
        decision = move(store, moved, other, BY)
    stored(engine, DOCUMENTS[-1:])
    with read_only(engine) as store:
        assert homes(store)[moved] == other
        assert moved not in store.stories.document_ids(before)
        assert "story.move" in {each.action for each in store.audit.latest(500)}
    with unit_of_work(engine, actor="ana", at=AT) as store:
        store.groupings.undo(decision, BY)
        assert homes(store)[moved] == before
        assert not store.groupings.constraints().apart
        with pytest.raises(ConflictError):
            store.groupings.undo(decision, BY)


def test_what_was_taken_out_comes_back_by_no_later_document(engine: Engine) -> None:
    """Not even in the company of one that belongs to the story."""
    stored(engine, DOCUMENTS[:-1])
    with unit_of_work(engine, actor="ana", at=AT) as store:
        out, story = next(iter(homes(store).items()))
        rest = set(store.stories.document_ids(story)) - {out}
        take_out(store, out, BY)
    stored(engine, DOCUMENTS[-1:])
    with read_only(engine) as store:
        assert not rest & {o for o, s in homes(store).items() if s == homes(store).get(out)}


def test_stories_are_merged_and_split_and_that_is_undone(engine: Engine) -> None:
    """Each correction is one step, and the last can be taken back."""
    stored(engine, DOCUMENTS)
    with unit_of_work(engine, actor="ana", at=AT) as store:
        found = homes(store)
        story = next(iter(found.values()))
        members = store.stories.document_ids(story)
        cut = split(store, story, members[:1], "Aparte", BY)
        apart = homes(store)[members[0]]
        assert apart != story
        with pytest.raises(ConflictError):
            split(store, apart, members[:1], "Nada", BY)
        joined = merge(store, apart, story, BY)
        assert homes(store)[members[0]] == story
        store.groupings.undo(joined, BY)
        store.groupings.undo(cut, BY)
        assert homes(store) == found
