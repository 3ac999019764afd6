"""Entities as people decided that they are: two ways to tell agree, and no name is lost."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from service.errors import ConflictError
from service.store.decided import Decided, decided
from service.store.entity_decisions import Decider
from service.store.unit import store_of
from tests.service.store.strategies import AT, forgotten

BY = Decider("ana", "so it is", AT)
NAMES = ("José Jerí", "Jerí Orué", "Ana Paz", "Luis Soto")

# What is decided: of which entity, into which, and whether a name of it or all of it.
steps = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from([None, *NAMES, "alias 1"])),
    max_size=8,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(made=steps, undone=st.integers(0, 7))
def test_what_the_directory_shows_is_what_was_decided(
    engine: Engine, made: list[tuple[int, int, str | None]], undone: int
) -> None:
    """After any decisions and an undo: the names of each entity, and every name somewhere once."""
    with forgotten(engine) as session:
        store = store_of(session)
        ids = [
            store.entities.add("person", name, at=AT, aliases=[f"alias {number}"])
            for number, name in enumerate(NAMES)
        ]
        decisions = []
        for one, other, name in made:
            try:
                if name is None:
                    decisions.append(store.entity_decisions.merge(ids[one], ids[other], BY))
                else:
                    decisions.append(store.entity_decisions.split(ids[one], [name], ids[other], BY))
            except ConflictError:
                continue
        if undone < len(decisions):
            with suppress(ConflictError):
                store.entity_decisions.undo(decisions[undone], BY)
        directory, by_hand = store.entity_directory, store.entity_decisions
        roots = {by_hand.resolve(each) for each in ids}
        for each in ids:
            assert directory.aliases(each) == by_hand.aliases(each)
            assert directory.decisions.resolve(each) == by_hand.resolve(each)
        kept = [name for root in roots for name in directory.aliases(root)]
        assert sorted(kept) == sorted([*NAMES, *(f"alias {n}" for n in range(4))])
        found = [each.entity_id for each in directory.search(9)]
        assert sorted(found) == sorted(roots)
        for name in NAMES:
            (holder,) = directory.search(9, name=name)
            assert name in directory.aliases(holder.entity_id)


def test_nothing_decided_changes_nothing() -> None:
    """Each entity is itself and has its names."""
    assert decided([]) == Decided({}, {})
    assert decided([]).members("ent_1") == ["ent_1"]
    assert decided([]).touched == frozenset()


@pytest.mark.parametrize(("name", "found"), [("100%", 1), ("%", 1), ("_", 0), ("\\", 0)])
def test_signs_of_patterns_mean_themselves(engine: Engine, name: str, found: int) -> None:
    """A search is for words, not for a pattern."""
    with forgotten(engine) as session:
        store = store_of(session)
        for each in ("%", "100% Madera", "Ana Paz"):
            store.entities.add("organisation", each, at=AT)
        assert len(store.entity_directory.search(9, name=name)) >= found
        assert all(each.name != "Ana Paz" for each in store.entity_directory.search(9, name=name))
