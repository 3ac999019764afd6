"""What numbers count or measure: the units of lexicon/shared/units.toml as values."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from matching.currencies import currency_names, local_currencies
from matching.language_tag import primary_language
from matching.lexicon import SHARED, languages_with, load_lexicon
from matching.slots import QuantityKind
from matching.word_table import PhraseTable

# The unit of a result of two numbers: "3-1".
SCORE = "score"
_KINDS = {
    "count": QuantityKind.COUNT,
    "percent": QuantityKind.PERCENT,
    "money": QuantityKind.MONEY,
    "duration": QuantityKind.DURATION,
    "measure": QuantityKind.MEASURE,
    "scale": QuantityKind.MEASURE,
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit; see the head of units.toml for the meaning of each mark."""

    name: str
    kind: QuantityKind
    dimension: str
    factor: float = 1.0
    may_be: frozenset[str] = frozenset()
    person: bool = False
    outcome: bool = False
    one: bool = False
    calendar: bool = False
    loose: bool = False
    large: bool = False
    leading: bool = False


@cache
def all_units() -> dict[str, Unit]:
    """Return every unit by its name."""
    return {unit.name: unit for unit, _ in _entries()}


@cache
def is_outcome(name: str | None) -> bool:
    """Tell a unit that says by itself what is counted: the dead, the arrested."""
    unit = all_units().get(name) if name else None
    return unit is not None and unit.outcome


@cache
def is_counted(name: str | None) -> bool:
    """Tell a listed thing that is counted; a bare lemma may be another language's word."""
    unit = all_units().get(name) if name else None
    return unit is not None and unit.kind is QuantityKind.COUNT


@cache
def is_scale(name: str | None) -> bool:
    """Tell a unit of a scale, written before its number: "magnitude 6.1"."""
    unit = all_units().get(name) if name else None
    return unit is not None and unit.leading


@cache
def unit_phrases(language: str) -> PhraseTable[Unit]:
    """Return the phrases of *language* that name a unit written after its number."""
    return _table(language, leading=False)


@cache
def leading_phrases(language: str) -> PhraseTable[Unit]:
    """Return the phrases that name a unit written before its number: "magnitude"."""
    return _table(language, leading=True)


@dataclass(frozen=True, slots=True)
class OutcomeVerb:
    """A verb that says what happened to people; a transitive one may have them as object."""

    unit: Unit
    transitive: bool


@cache
def outcome_verbs(language: str) -> PhraseTable[OutcomeVerb]:
    """Return the verbs that say what happened to people, with the unit that counts it."""
    primary = primary_language(language)
    return PhraseTable(
        {
            verb: OutcomeVerb(unit, transitive=verb not in entry.get("intransitive", ()))
            for unit, entry in _entries()
            for verb in entry.get(f"{primary}_verbs", ())
        }
    )


@cache
def currency_symbols() -> PhraseTable[Unit]:
    """Return the currency signs and codes, which may stand before their number."""
    return PhraseTable(
        {
            symbol: unit
            for unit, entry in _entries()
            if unit.kind is QuantityKind.MONEY
            for symbol in entry.get("symbols", ())
        }
    )


def _table(language: str, *, leading: bool) -> PhraseTable[Unit]:
    primary = primary_language(language)
    phrases = {} if leading else _named_currencies(primary)
    for unit, entry in _entries():
        if leading:  # "en el minuto 12"
            phrases |= dict.fromkeys(entry.get(f"{primary}_before", ()), unit)
        if unit.leading is leading:
            signs = [sign for sign in entry.get("symbols", ()) if not _is_letter(unit, sign)]
            phrases |= dict.fromkeys((*signs, *entry.get(primary, ())), unit)
        elif unit.leading:  # "6.1 on the Richter scale"
            phrases |= dict.fromkeys(entry.get(f"{primary}_after", ()), unit)
    return PhraseTable(phrases)


def _is_letter(unit: Unit, sign: str) -> bool:
    """Tell a currency's single letter, which stands before its number alone: "Q2,300"."""
    return unit.kind is QuantityKind.MONEY and len(sign) == 1 and sign.isascii() and sign.isalpha()


def _named_currencies(language: str) -> dict[str, Unit]:
    """Return the full names of currencies: "coronas suecas", "Kenyan shillings"."""
    if language not in languages_with("numbers"):
        return {}
    return {
        name: Unit(code, QuantityKind.MONEY, code)
        for name, code in currency_names(language).items()
    }


def local_unit(unit: Unit, language: str) -> str:
    """Return the name of what a unit means in the region of *language*.

    "Pesos" are MXN in "es-MX", "$" is AUD in "en-AU" and USD where the country has no
    such currency of its own; a bare degree is one Celsius but in the United States.
    Without a region the unit keeps its own name, and may be any of `may_be`.
    """
    region = language.partition("-")[2].upper()
    if not region:
        return unit.name
    if unit.may_be:
        local = [code for code in local_currencies(language) if code in unit.may_be]
        return local[-1] if local else "USD" if "USD" in unit.may_be else unit.name
    if unit.name in ("degree", "degree_unspecified"):
        return "degree_fahrenheit" if region in _IN_FAHRENHEIT else "degree_celsius"
    if unit.name == "pound" and region in _IN_FAHRENHEIT:
        return "pound_mass"
    return unit.name


# The countries that CLDR's temperature preference gives Fahrenheit.
_IN_FAHRENHEIT = frozenset({"US", "BS", "BZ", "KY", "PR", "PW", "LR"})


def _entries() -> Iterator[tuple[Unit, dict[str, Any]]]:
    """Yield each unit with its entry in the lexicon."""
    for section, entries in load_lexicon(SHARED, "units").items():
        for name, entry in entries.items():
            yield _unit(section, name, entry), entry


def _unit(section: str, name: str, entry: dict[str, Any]) -> Unit:
    marks = ("person", "outcome", "one", "calendar", "loose", "large")
    return Unit(
        name=name,
        kind=_KINDS[section],
        dimension=entry.get("dimension", name),
        factor=float(entry.get("factor", 1.0)),
        may_be=frozenset(entry.get("may_be", ())),
        leading=section == "scale",
        **{mark: bool(entry.get(mark, False)) for mark in marks},
    )
