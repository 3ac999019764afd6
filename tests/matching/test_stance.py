"""Denials of two claims whose words are known to be counterparts."""

import pytest

from matching.counterparts import Kin
from matching.span import Span
from matching.stance import Stance, relate_denials

_CASES = [
    ("The driver sped off.", "The driver did not stop.", {}, Stance.UNKNOWN),
    ("He paid in cash.", "He paid none of it in shares.", {}, Stance.UNKNOWN),
    ("The deal was signed.", "Nothing was signed.", {}, Stance.OPPOSED),
    ("Smoke filled the cabin.", "There was no haze aboard.", {"Smoke": "haze"}, Stance.OPPOSED),
    ("Fishing for snapper is banned.", "Snapper may not be fished.", {"Fishing": "fished"},
     Stance.UNKNOWN),
    ("It did not raise taxes.", "It cut debt without raising taxes.", {}, Stance.SAME),
    ("They held it lawfully.", "They held it unlawfully.", {"lawfully": "unlawfully"},
     Stance.OPPOSED),
    ("It was not unlawful.", "It was lawful.", {"unlawful": "lawful"}, Stance.SAME),
    ("Prices rose.", "Prices increased.", {}, Stance.SAME),
]  # fmt: skip


def _kin(left: str, right: str, words: dict[str, str]) -> Kin:
    def place(text: str, word: str) -> Span:
        start = text.index(word)
        return Span(start, start + len(word))

    return Kin({place(left, one): place(right, two) for one, two in words.items()})


@pytest.mark.parametrize(("left", "right", "words", "stance"), _CASES)
def test_a_denial_counts_where_the_other_side_affirms_it(left, right, words, stance) -> None:
    """Without a counterpart that is affirmed, a negation is no difference; two cancel."""
    kin, back = _kin(left, right, words), {two: one for one, two in words.items()}
    assert relate_denials((left, "en"), (right, "en"), kin).stance is stance
    turned = _kin(right, left, back)
    assert relate_denials((right, "en"), (left, "en"), turned).stance is stance


@pytest.mark.parametrize(
    ("left", "right", "words", "stance"),
    [
        ("No estaban vacunados.", "They were unvaccinated.", ("vacunados", "unvaccinated"),
         Stance.SAME),
        ("No estaban vacunados.", "They were vaccinated.", ("vacunados", "vaccinated"),
         Stance.OPPOSED),
        ("No se inauguró el museo.", "The museum was inaugurated.", ("inauguró", "inaugurated"),
         Stance.OPPOSED),
        ("No estaba armado.", "He was unarmed.", ("armado", "unarmed"), Stance.SAME),
    ],
)  # fmt: skip
def test_a_prefix_denies_in_another_language_too(left, right, words, stance) -> None:
    """What "no vacunado" says "unvaccinated" says too, though no list knows the word."""
    kin = _kin(left, right, dict([words]))
    assert relate_denials((left, "es"), (right, "en"), kin).stance is stance
    turned = _kin(right, left, {words[1]: words[0]})
    assert relate_denials((right, "en"), (left, "es"), turned).stance is stance
