"""Places in a row: "the third appeal", "terminó quinto", "la 78.ª edición"."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from matching.amounts import Amount
from matching.counted import noun_after
from matching.lexicon import load_lexicon
from matching.number_parts import Numeral, touches
from matching.slots import QuantityKind
from matching.units import Unit
from matching.word_table import PhraseTable, Word

_ORDINAL = Unit("ordinal", QuantityKind.ORDINAL, "ordinal")
_TEN = 10
_LONGEST_DIGITS = 4
# "35º centígrados" is a temperature.
_DEGREES = frozenset({"centígrados", "celsius", "c", "f", "fahrenheit", "richter", "bajo"})


def ordinal_at(words: tuple[Word, ...], at: int, language: str) -> Amount | None:
    """Return the ordinal that begins at word *at*, None when there is none.

    Names ("Quinta Avenida", "First Lady"), adverbs ("First, he said") and set phrases
    ("primer ministro", "second-hand") are no places in a row.
    """
    lexicon = load_lexicon(language, "numbers").get("ordinals", {})
    found = _value(words, at, lexicon)
    if found is None or _traps(language).at(words, at) is not None:
        return None
    value, last = found
    borne = last == at + 1 and words[at].form.isdecimal()  # "el 50 aniversario"
    if _follows_trap(words, at, language) or (not borne and _is_named(words, at, last)):
        return None
    names = load_lexicon(language, "numbers").get("names", {}).get("before", ())
    # "No 7º dia" is a preposition, "No 7" a number.
    if at and words[at - 1].form in names and words[at - 1].token.text != "no":
        return None
    if not words[at].form.isdecimal() and not _counts(words, at, last, lexicon, language):
        return None
    end, unit, noun = noun_after(words, (at, last), language)
    named = unit.name if unit is not None else noun
    numeral = Numeral(at, last, value, value, value)
    return Amount(numeral, at, end, "", _ORDINAL, named)


@cache
def _traps(language: str) -> PhraseTable[bool]:
    lexicon = load_lexicon(language, "numbers").get("ordinals", {})
    return PhraseTable(dict.fromkeys(lexicon.get("traps", ()), True))


def _follows_trap(words: tuple[Word, ...], at: int, language: str) -> bool:
    """Tell whether a set phrase began before the ordinal: "in the first place"."""
    table = _traps(language)
    for start in range(max(0, at - 3), at):
        found = table.at(words, start)
        if found is not None and start + found[0] > at:
            return True
    return False


def _value(
    words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]
) -> tuple[float, int] | None:
    """Return the place and the end of an ordinal in digits or in words."""
    form = words[at].form
    if form.isdecimal():
        digits = _in_digits(words, at, lexicon.get("suffixes", ()))
        return digits or _before_feast(words, at, lexicon)
    listed: Mapping[str, int] = lexicon.get("words", {})
    tens: Mapping[str, int] = lexicon.get("tens", {})
    if form in tens and at + 2 < len(words) and words[at + 1].form == "-":
        unit = listed.get(words[at + 2].form)
        return (float(tens[form] + unit), at + 3) if unit is not None and unit < _TEN else None
    value = listed.get(form)
    if value is None:
        return None
    after = listed.get(words[at + 1].form) if at + 1 < len(words) else None
    if value >= _TEN and after is not None and after < _TEN:
        return float(value + after), at + 2
    return float(value), at + 1


def _in_digits(
    words: tuple[Word, ...], at: int, suffixes: Sequence[str]
) -> tuple[float, int] | None:
    last = at + 1
    if len(words[at].form) > _LONGEST_DIGITS or last >= len(words) or not touches(words, last):
        return None
    last += words[last].form == "." and last + 1 < len(words) and touches(words, last + 1)
    degrees = last + 1 < len(words) and words[last + 1].form in _DEGREES
    if degrees or words[last].form not in suffixes:
        return None
    return float(words[at].form), last + 1


def _before_feast(
    words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]
) -> tuple[float, int] | None:
    """Read "el 50 aniversario", a place in a row with the number of a count."""
    if not at or at + 1 >= len(words) or len(words[at].form) >= _LONGEST_DIGITS:
        return None
    if words[at + 1].form not in lexicon.get("after_digits", ()):
        return None
    led = words[at - 1].form in lexicon.get("determiners", ())
    return (float(words[at].form), at + 1) if led else None


def _is_named(words: tuple[Word, ...], at: int, last: int) -> bool:
    """Tell an ordinal that is part of a name: "Sala Cuarta", "5th Avenue", "Segundo Rojas"."""
    opens = at == 0 or words[at - 1].form in _OPENING
    follows = last < len(words) and words[last].token.is_capitalised
    if words[at].form.isdecimal():
        return follows and not words[last].token.text.isupper()
    return words[at].token.is_capitalised and (follows or not opens)


_OPENING = frozenset('.:;!?¿¡"“«(—–-\n')


def _counts(
    words: tuple[Word, ...], at: int, last: int, lexicon: Mapping[str, Any], language: str
) -> bool:
    """Tell a place in a row from an adverb or a noun of the same form."""
    before = words[at - 1] if at else None
    after = words[last] if last < len(words) else None
    stops = load_lexicon(language, "numbers").get("grammar", {}).get("stops", ())
    listed = lexicon.get("nouns", ())
    full = words[at].form in lexicon.get("full", ())
    noun = (not full and after is not None) and (
        (after.form[0].isalpha() and after.form not in stops) or after.form in listed
    )
    doubtful = words[at].form in lexicon.get("doubtful", ())
    if before is not None and before.is_in(lexicon.get("predicates", ())):
        return not doubtful or not noun
    owned = before is not None and before.form.endswith(("'s", "s'"))
    if before is not None and (owned or before.form in lexicon.get("determiners", ())):
        if full and before.form not in lexicon["definite"]:
            return False  # "un tercero"
        alone = before.form in lexicon["definite"] and words[at].form in lexicon["alone"]
        return noun or not doubtful or alone
    if (doubtful and (after is None or after.form not in listed)) or not noun:
        return False
    return before is None or before.form in (*lexicon.get("prepositions", ()), *_OPENING)
