"""Names of a night: read as others, and so near that a person should decide."""

from dataclasses import dataclass

import pytest

from service.nightly.names import MOST_MERGES, MOST_REPAIRS, NamedRow, merges, repairs
from service.store.decided import APART, MERGE, Decided, decided
from service.store.nights import RepairRow


@dataclass(frozen=True)
class Decision:
    """A person's decision, as its row has it."""

    kind: str
    entity_id: str
    into_id: str
    names: tuple[str, ...] = ()


NOBODY = decided(())
ANA = ("ent_1", "person", "Ana Belmonte Ruiz", "Ana Belmonte Ruiz")
SLIP = ("ent_2", "person", "Ana Belmonde Ruiz", "Ana Belmonde Ruiz")
OTHER = ("ent_3", "person", "Carlos Quintero", "Carlos Quintero")


def _repair(document: str, surface: str, score: float = 0.9) -> RepairRow:
    return RepairRow(document, 0, 4, surface, "Belmonte", "slip", score, "one letter", None)


def test_a_name_is_told_once_with_its_places() -> None:
    """Most places first; the surest score, and each document once."""
    rows = [
        _repair("doc_2", "Belmonde", 0.8),
        _repair("doc_3", "Velmonte"),
        _repair("doc_1", "Belmonde", 0.95),
        _repair("doc_2", "Belmonde"),
    ]
    assert [
        (each.surface, each.places, each.score, each.document_ids) for each in repairs(rows)
    ] == [
        ("Belmonde", 3, 0.95, ("doc_1", "doc_2")),
        ("Velmonte", 1, 0.9, ("doc_3",)),
    ]


def test_many_names_are_cut() -> None:
    """A report is read by people."""
    rows = [_repair("doc_1", f"Belmonde {number}") for number in range(MOST_REPAIRS + 1)]
    assert len(repairs(rows)) == MOST_REPAIRS


def _found(*stories: list[NamedRow], known: Decided = NOBODY) -> list[tuple[str, str]]:
    return [(each.left, each.right) for each in merges(stories, known)]


def test_near_names_are_asked_about() -> None:
    """With why; others are not."""
    (found,) = merges([[ANA, SLIP, OTHER]], NOBODY)
    assert {found.left, found.right} == {"Ana Belmonte Ruiz", "Ana Belmonde Ruiz"}
    assert 0 < found.score <= 1
    assert found.reasons


@pytest.mark.parametrize(
    ("stories", "known"),
    [
        # Names of different events are seldom one.
        ([[ANA], [SLIP]], NOBODY),
        # A person and a place are not one, nor are roles anybody.
        ([[ANA, ("ent_2", "place", *SLIP[2:])]], NOBODY),
        ([[("ent_1", "role", *ANA[2:]), ("ent_2", "role", *SLIP[2:])]], NOBODY),
        # A surname alone tells too little.
        ([[ANA, ("ent_2", "person", "Belmonde", "Belmonde")]], NOBODY),
        # What a person decided is not asked again.
        ([[ANA, SLIP]], decided([Decision(APART, "ent_1", "ent_2")])),
        ([[ANA, SLIP]], decided([Decision(MERGE, "ent_2", "ent_1")])),
    ],
    ids=["stories", "kinds", "roles", "surnames", "apart", "merged"],
)
def test_what_is_not_asked(stories: list[list[NamedRow]], known: Decided) -> None:
    """Two that are known, or cannot be one."""
    assert _found(*stories, known=known) == []


def test_a_pair_in_two_stories_is_asked_about_once() -> None:
    """However often they meet."""
    assert len(_found([ANA, SLIP], [SLIP, ANA])) == 1


def test_a_merged_name_is_its_owners() -> None:
    """Whoever was merged into another one is that one, under its preferred name."""
    known = decided([Decision(MERGE, "ent_4", "ent_1")])
    again = ("ent_4", "person", "A. Belmonte Ruiz", "A. Belmonte Ruiz")
    assert {each for pair in _found([again, ANA, SLIP], known=known) for each in pair} == {
        "Ana Belmonte Ruiz",
        "Ana Belmonde Ruiz",
    }


def test_many_pairs_are_cut() -> None:
    """The most alike are kept."""
    stories = [
        [
            (f"ent_{number}_{one}", "person", name, name)
            for one, name in enumerate(("Ana Belmonte Ruiz", "Ana Belmonde Ruiz"))
        ]
        for number in range(MOST_MERGES + 1)
    ]
    assert len(_found(*stories)) == MOST_MERGES
