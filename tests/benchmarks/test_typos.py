import random

import pytest

from benchmarks.typos import TREATMENTS, misspell
from matching.name_keys import slips_between
from matching.name_tokens import fold


def _chance() -> random.Random:
    return random.Random(7)  # noqa: S311 - chance, not secrecy


NAMES = ["Elena Duarte", "Óscar Cornejo", "Hugo de la Hoz", "Mara Lunn"]


@pytest.mark.parametrize("treatment", sorted(TREATMENTS))
def test_a_treatment_makes_one_slip(treatment: str) -> None:
    """One word changes by one slip, and the same seed makes the same typo."""
    made = [misspell(name, _chance(), treatment) for name in NAMES]
    assert made == [misspell(name, _chance(), treatment) for name in NAMES]
    found = [(name, typo) for name, typo in zip(NAMES, made, strict=True) if typo]
    assert found
    for name, typo in found:
        assert typo.treatment == treatment
        words = zip(name.split(" "), typo.written.split(" "), strict=True)
        changed = [(word, written) for word, written in words if word != written]
        assert len(changed) == 1
        assert slips_between(*map(fold, changed[0])) <= 2


def test_a_name_without_a_word_of_letters_has_no_typo() -> None:
    """Initials and particles are left alone."""
    assert misspell("J. de B.", _chance()) is None


def test_all_treatments_are_drawn() -> None:
    """Without a name for it, the treatment is a matter of chance."""
    chance = _chance()
    drawn = {typo.treatment for _ in range(200) if (typo := misspell("Óscar Cornejo", chance))}
    assert drawn == set(TREATMENTS)
