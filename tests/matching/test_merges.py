from itertools import permutations

import pytest

from matching.document import Document
from matching.mentions import find_mentions
from matching.merge_changes import list_changes, touched_claims
from matching.merges import MergeDecision, join_names, keep_apart
from matching.reading import read_together
from matching.roster import NamedText, Roster, build_roster

TEXT = (
    "La ministra Lorena Batlle viajó a Quito. Lorena Batlle volvió el lunes. "
    "La ministra Lorena Batle calló. Batlle no respondió. "
    "El juez Mauro Illanes firmó la orden. Mauro Illanes viajó. Pedro Salcedo lo negó."
)
APART = keep_apart("Lorena Batlle", "Lorena Batle")
JOIN = join_names("Mauro Illanes", "Pedro Salcedo")


def _roster(*decisions: MergeDecision) -> Roster:
    reading = NamedText("d0", TEXT, "es", find_mentions(TEXT, "es"))
    return build_roster([reading], decisions)


def _people(roster: Roster) -> dict[str, tuple[str, ...]]:
    return {entity.name: entity.aliases for entity in roster.entities}


def test_rules_merge_what_a_decision_takes_apart() -> None:
    """The misspelling becomes a person of her own; the surname stays where it is nearest."""
    before, after = _people(_roster()), _people(_roster(APART))
    assert "Lorena Batle" in before["Lorena Batlle"]
    assert "Lorena Batle" not in after["Lorena Batlle"]
    assert after["Lorena Batle"] == ()
    assert "Batlle" in after["Lorena Batlle"]


def test_names_are_joined() -> None:
    """Two people become one under the better supported name."""
    after = _people(_roster(JOIN))
    assert after["Mauro Illanes"] == ("Pedro Salcedo",)
    assert "Pedro Salcedo" not in after


@pytest.mark.parametrize("order", list(permutations([APART, JOIN, APART])))
def test_the_order_and_number_of_decisions_do_not_matter(order: tuple[MergeDecision, ...]) -> None:
    """The same decisions give the same roster."""
    assert _roster(*order) == _roster(APART, JOIN)


def test_a_decision_reads_the_same_from_either_side() -> None:
    """Left and right may be exchanged."""
    assert _roster(keep_apart("Lorena Batle", "Lorena Batlle")) == _roster(APART)


def test_keeping_apart_wins_over_joining() -> None:
    """A wrong merge does more harm than a missing one."""
    assert _roster(APART, join_names("Lorena Batlle", "Lorena Batle")) == _roster(APART)


def test_a_decision_on_names_the_story_lacks_changes_nothing() -> None:
    """Decisions may be made for more than one story."""
    assert _roster(keep_apart("Ana Lugo", "Eva Lugo"), join_names("Ana", "Eva")) == _roster()


def test_a_form_that_fits_both_is_nobodys() -> None:
    """What may be either of two names kept apart says so."""
    text = "Ana Paz Ríos habló. Ana Paz volvió. Ana Paz Ríos calló. Paz no vino."
    mentions = find_mentions(text, "es")
    reading = NamedText("d0", text, "es", mentions)
    after = build_roster([reading], [keep_apart("Ana Paz Ríos", "Ana Paz")])
    (alone,) = [mention for mention in mentions if mention.surface == "Paz"]
    assert after.entity_of(alone, "d0") is None
    assert "kept apart" in (after.why_unresolved(alone, "d0") or "")


def test_changes_are_listed() -> None:
    """What a decision changes: the mention's name, the repair that goes, the claims touched."""
    document = Document(TEXT, "Diario", "es")
    before = read_together([document])
    after = read_together([document], [APART])
    changes = list_changes(before.roster, after.roster)
    assert [(c.surface, c.before, c.after) for c in changes.names] == [
        ("Lorena Batle", "Lorena Batlle", "Lorena Batle")
    ]
    assert [repair.surface for repair in changes.repairs_gone] == ["Lorena Batle"]
    assert changes.repairs_new == ()
    touched = touched_claims(changes, before.readings[0].claims)
    assert any("Batle" in claim.text for claim in touched)
    assert not any("Mauro" in claim.text for claim in touched)


def test_equal_rosters_have_no_changes() -> None:
    """Taking a decision back gives the roster of before."""
    changes = list_changes(_roster(), _roster())
    assert (changes.names, changes.regrouped) == ((), ())
    assert (changes.repairs_gone, changes.repairs_new) == ((), ())
