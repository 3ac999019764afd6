"""Degrees below zero, by a sign or in words."""

from dataclasses import replace

from matching.lexicon import load_lexicon
from matching.number_parts import Numeral, touches
from matching.word_table import Word

TEMPERATURES = frozenset({"temperature", "temperature_f", "degree", "degree_unspecified"})
"""Dimensions whose amounts may lie below zero."""


def below_zero(
    words: tuple[Word, ...], numeral: Numeral, last: int, language: str
) -> tuple[Numeral, int]:
    """Read "-31 °C", "menos 5 grados", "10 degrees below zero" as what is below zero."""
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    first, before = numeral.first, words[numeral.first - 1] if numeral.first else None
    signed = before is not None and (
        (before.form in "-−–" and touches(words, first) and not touches(words, first - 1))
        or before.form in grammar.get("minus", ())
    )
    after = " ".join(word.form for word in words[last : last + 3])
    phrase = next((one for one in grammar.get("below_zero", ()) if after.startswith(one)), "")
    if not signed and not phrase:
        return numeral, last
    low, high = -numeral.high, -numeral.low
    numeral = replace(numeral, first=first - signed, value=-numeral.value, low=low, high=high)
    return numeral, last + len(phrase.split())
