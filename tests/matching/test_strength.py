"""How far acts go, against tests/matching/cases/strength.yaml."""

import pytest

from matching.lexicon import SHARED, load_lexicon
from matching.strength import compare_strength, find_strength
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("strength", "level"), ids=row_id)
def test_level_of_a_sentence(row) -> None:
    """The level a sentence reaches is found, or none where it names none."""
    found = find_strength(row["text"], row["language"])
    assert row["level"] == (found.level if found else None)


@pytest.mark.parametrize("row", rows("strength", "relation"), ids=row_id)
def test_relation_of_two_acts(row) -> None:
    """A stronger act includes a weaker one, unless the weaker claim denies it."""
    left, right = (find_strength(text, lang) for lang, text in (row["left"], row["right"]))
    assert left is not None
    assert right is not None
    assert row["relation"] == compare_strength(left, right).relation
    assert row["relation"] == compare_strength(right, left).relation


@pytest.mark.parametrize("language", ["es", "en", "pt", "fr"])
def test_every_rung_has_words(language: str) -> None:
    """No level is without a word, no word stands on two rungs of a ladder, and there are enough."""
    families = load_lexicon(SHARED, "strength")["family"]
    words = 0
    for family in families.values():
        rungs = [family[level].get(language, []) for level in family["order"]]
        assert all(rungs)
        on_ladder = [word for rung in rungs for word in rung]
        assert len(on_ladder) == len(set(on_ladder))
        words += len(on_ladder)
    assert words >= 80
