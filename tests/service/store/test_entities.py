"""Entities and aliases: found by any spelling; merged, split and undone without a trace lost."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from matching.comparison import Reading
from matching.document import Document
from matching.slots import Mention, MentionKind
from matching.span import Span
from service.errors import ConflictError, NotFoundError
from service.store.engine import transaction
from service.store.entity_decisions import Decider
from service.store.unit import Store, store_of, unit_of_work
from tests.service.store.strategies import AT, forgotten

BY = Decider("ana", "the same minister", AT)
NAMES = ("José Jerí", "Jerí Orué", "José Jeró", "Ana Paz")


@pytest.fixture
def store(engine: Engine) -> Iterator[Store]:
    """An open store with four entities of one alias each."""
    with unit_of_work(engine, actor="ana", at=AT) as found:
        for name in NAMES:
            found.entities.add("person", name, at=AT)
        yield found


def ids(store: Store) -> list[str]:
    """Return the entities' identifiers in the order of NAMES."""
    return [store.entities.add("person", name, at=AT) for name in NAMES]


def test_an_entity_is_found_by_any_spelling(store: Store) -> None:
    """Case and accents do not count; the same entity twice is one."""
    first = ids(store)[0]
    assert store.entities.named("jose JERI") == [first]
    assert store.entities.named("Nadie") == []
    store.entities.add_aliases([(first, "el mandatario"), (first, "el mandatario")], at=AT)
    assert store.entities.aliases(first) == ["José Jerí", "el mandatario"]
    found = store.entities.get(first)
    assert found is not None
    assert found.name == "José Jerí"
    assert store.entities.get("ent_unknown") is None


def test_a_merge_joins_the_names_and_an_undo_parts_them(store: Store) -> None:
    """What was merged into the merged one stays with it."""
    one, two, three, _ = ids(store)
    first = store.entity_decisions.merge(two, one, BY)
    store.entity_decisions.merge(three, two, BY)
    assert store.entity_decisions.resolve(three) == one
    assert store.entity_decisions.aliases(one) == sorted(NAMES[:3])
    store.entity_decisions.undo(first, BY)
    assert store.entity_decisions.resolve(three) == two
    assert store.entity_decisions.aliases(one) == [NAMES[0]]
    assert store.entity_decisions.aliases(two) == sorted(NAMES[1:3])
    again = store.entity_decisions.merge(two, one, BY)
    assert again != first
    assert store.entity_decisions.resolve(three) == one


def test_a_split_moves_names_and_an_undo_brings_them_back(store: Store) -> None:
    """A name that was given away cannot be given twice."""
    one, *_, four = ids(store)
    store.entities.add_aliases([(one, "Paz")], at=AT)
    split = store.entity_decisions.split(one, ["Paz"], four, BY)
    assert store.entity_decisions.aliases(one) == ["José Jerí"]
    assert store.entity_decisions.aliases(four) == ["Ana Paz", "Paz"]
    with pytest.raises(ConflictError, match="no such names"):
        store.entity_decisions.split(one, ["Paz"], four, BY)
    store.entity_decisions.undo(split, BY)
    assert store.entity_decisions.aliases(one) == ["José Jerí", "Paz"]
    assert store.entity_decisions.aliases(four) == ["Ana Paz"]


def test_two_that_are_kept_apart_are_not_merged(store: Store) -> None:
    """Nor what was merged into them, until that is undone; twice is once too often."""
    one, two, three, four = ids(store)
    decisions = store.entity_decisions
    decisions.merge(three, two, BY)
    apart = decisions.apart(one, three, BY)
    known = store.entity_directory.decisions
    assert known.are_apart(one, two)
    assert known.are_apart(three, one)
    assert not known.are_apart(one, four)
    for left, right in ((one, two), (two, one)):
        with pytest.raises(ConflictError, match="apart"):
            decisions.merge(left, right, BY)
        with pytest.raises(ConflictError, match="apart already"):
            decisions.apart(left, right, BY)
    with pytest.raises(ConflictError, match="one entity"):
        decisions.apart(two, three, BY)
    with pytest.raises(NotFoundError):
        decisions.apart(one, "ent_x", BY)
    decisions.undo(apart, BY)
    decisions.merge(two, one, BY)
    assert decisions.resolve(three) == one


def test_who_gives_a_name_away_takes_both_for_two(store: Store) -> None:
    """So that they are not proposed as one."""
    one, *_, four = ids(store)
    store.entities.add_aliases([(one, "Paz")], at=AT)
    split = store.entity_decisions.split(one, ["Paz"], four, BY)
    known = store.entity_directory.decisions
    assert known.are_apart(one, four)
    assert known.owner(one, "Paz") == four
    store.entity_decisions.undo(split, BY)
    assert not store.entity_directory.decisions.are_apart(one, four)


def test_what_makes_no_sense_is_refused(store: Store) -> None:
    """A circle, a second home, an unknown entity, an undo of nothing."""
    one, two, three, _ = ids(store)
    decisions = store.entity_decisions
    merged = decisions.merge(two, one, BY)
    for entity_id, into_id in ((one, two), (two, three), (one, one)):
        with pytest.raises(ConflictError):
            decisions.merge(entity_id, into_id, BY)
    for entity_id, into_id in (("ent_x", one), (one, "ent_x")):
        with pytest.raises(NotFoundError):
            decisions.merge(entity_id, into_id, BY)
    decisions.undo(merged, BY)
    for decision_id, error in ((merged, ConflictError), ("dec_x", NotFoundError)):
        with pytest.raises(error):
            decisions.undo(decision_id, BY)
    assert decisions.in_force() == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8))
def test_undoing_all_merges_brings_everything_back(
    engine: Engine, steps: list[tuple[int, int]]
) -> None:
    """Whatever was merged in whatever order: no circle, and no name lost on the way."""
    with forgotten(engine) as session:
        store = store_of(session)
        known = ids(store)
        made = []
        for left, right in steps:
            try:
                made.append(store.entity_decisions.merge(known[left], known[right], BY))
            except ConflictError:
                continue
            roots = {store.entity_decisions.resolve(each) for each in known}
            kept = [name for root in roots for name in store.entity_decisions.aliases(root)]
            assert sorted(kept) == sorted(NAMES)
        for decision_id in made:
            store.entity_decisions.undo(decision_id, BY)
        assert [store.entity_decisions.resolve(each) for each in known] == known


@pytest.mark.parametrize("table", ["entity_decision", "entity_undo"])
def test_the_database_refuses_to_forget_a_decision(engine: Engine, table: str) -> None:
    """Decisions and undos are appended only."""
    with unit_of_work(engine, at=AT) as store:
        one, two, *_ = ids(store)
        store.entity_decisions.undo(store.entity_decisions.merge(two, one, BY), BY)
    for statement in (f"UPDATE {table} SET reason = 'x'", f"DELETE FROM {table}"):  # noqa: S608
        with pytest.raises(IntegrityError, match="never changed"), transaction(engine) as session:
            session.execute(text(statement))


def test_mentions_lead_from_an_entity_to_its_documents(store: Store) -> None:
    """A reading that names somebody stores the entity, its surface forms and where it stands."""
    document = Document("El presidente José Jeró habló.", "X")
    named = Mention(Span(14, 23), "José Jeró", MentionKind.PERSON, "José Jerí", "ent_jeri")
    reading = Reading(document, "es", (), (), (named,), ())
    store.documents.add(document, stored_at=AT)
    store.readings.add(reading, stored_at=AT)
    found = store.entity_directory.documents("ent_jeri", 5)
    assert [each.document_id for each in found] == [document.document_id]
    assert store.entity_directory.count_documents("ent_jeri") == 1
    assert store.entities.aliases("ent_jeri") == ["José Jerí", "José Jeró"]
    assert "ent_jeri" in store.entities.named("jose jeri")
