from typing import Any

import pytest

from matching.given_names import are_forms_of_one, are_short_forms, are_variants, is_clipped
from matching.name_keys import are_nicknames, are_same_word, word_families
from tests.matching.name_cases import cases

RELATIONS = {"short": are_short_forms, "variant": are_variants, "clipped": is_clipped}


@pytest.mark.parametrize("case", cases("given_names"), ids=lambda case: f"{case['a']}-{case['b']}")
def test_how_two_given_names_relate(case: dict[str, Any]) -> None:
    """The relation of two given names holds from either side, and no other does."""
    a, b = case["a"], case["b"]
    found = {name for name, relate in RELATIONS.items() if relate(a, b)}
    assert found == ({case["is"]} - {"none"})
    assert are_short_forms(a, b) == are_short_forms(b, a)
    assert are_variants(a, b) == are_variants(b, a)


def test_two_names_of_one_language_are_no_variants() -> None:
    """Forms of one saint's name that Spanish uses side by side name two people."""
    assert are_forms_of_one("mateo", "matias")
    assert not are_variants("mateo", "matias")


def test_words_of_one_name_share_a_family() -> None:
    """So that a name is compared with those alone that may be the same: a net without holes."""
    listed = ["jose", "pepe", "francisco", "paco", "frank", "william", "bill", "guillermo", "ana"]
    spelt = ["putin", "poutine", "zelenski", "zelenskyy", "nowak", "lu", "jo", "hernandez"]
    words = [*listed, *spelt]
    joined = [
        (one, other)
        for one in words
        for other in words
        if one != other and (are_same_word(one, other) or are_nicknames(one, other))
    ]
    assert ("jose", "pepe") in joined
    assert ("putin", "poutine") in joined
    assert all(word_families(one) & word_families(other) for one, other in joined)
    assert not word_families("nowak") & word_families("hernandez")
