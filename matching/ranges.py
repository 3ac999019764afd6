"""Two numbers that are the ends of one amount, or that share one unit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from matching.ages import age_unit
from matching.amounts import Amount
from matching.lexicon import load_lexicon
from matching.slots import QuantityKind
from matching.units import Unit, all_units
from matching.word_table import Word

_CHANGE_REACH = 10
_SHORTEST_RATIO = 3
_DASHES = ("-", "–", "—")


def merge_ranges(found: list[Amount], words: tuple[Word, ...], language: str) -> list[Amount]:
    """Join "between 8 and 12", "8-12" and "8 to 12 people" into one amount each."""
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    merged: list[Amount] = []
    for one in found:
        if merged and _is_range(merged[-1], one, words, grammar):
            merged[-1] = _range(merged[-1], one, words, grammar)
        else:
            merged.append(one)
    return merged


def _is_range(
    left: Amount, right: Amount, words: tuple[Word, ...], grammar: Mapping[str, Any]
) -> bool:
    """Tell whether two amounts are the ends of one range."""
    if left.limit == "between":
        return False
    if _is_age_range(left, right, words, grammar):
        return True
    if right.first - left.last not in (1, 2) or left.numeral.value >= right.numeral.value:
        return False
    if left.unit is not None and left.unit != right.unit and left.attached:
        return False
    link = words[left.last].form
    if _between_at(words, left.first, grammar) is not None:
        return link in (*grammar.get("range_and", ()), *_DASHES)
    if right.first - left.last != 1:
        return False
    lead = words[left.first - 1].form if left.first else ""
    if link in _DASHES:
        return right.unit is not None or right.noun is not None
    return (
        link in grammar.get("range_to", ())
        and not (lead in grammar.get("from", ()) and _is_change(words, left.first, grammar))
        and not left.attached
    )


def _is_change(words: tuple[Word, ...], first: int, grammar: Mapping[str, Any]) -> bool:
    """Tell "subió de 8 a 12", a change, from "esperen de cuatro a seis semanas", a range."""
    changes = grammar.get("changes", ())
    return any(word.is_in(changes) for word in words[max(0, first - _CHANGE_REACH) : first])


def _is_age_range(
    left: Amount, right: Amount, words: tuple[Word, ...], grammar: Mapping[str, Any]
) -> bool:
    """Tell "de 10 a 19 años" and "aged 10 to 19", which are no change from one to the other."""
    if age_unit() not in (left.unit, right.unit):
        return False
    led = left.unit == age_unit() and left.last == left.numeral.last and right.unit is None
    if not led and not all(one.unit == age_unit() or not one.attached for one in (left, right)):
        return False
    joined = right.first - left.last == 1
    return joined and words[left.last].form in ("-", "–", *grammar.get("range_to", ()))


def _between_at(words: tuple[Word, ...], first: int, grammar: Mapping[str, Any]) -> int | None:
    """Return where "between" stands before an amount: "entre 8", "entre el 8"."""
    for place in (first - 1, first - 2):
        if place >= 0 and words[place].form in grammar.get("range_between", ()):
            return place
    return None


def _range(
    left: Amount, right: Amount, words: tuple[Word, ...], grammar: Mapping[str, Any]
) -> Amount:
    """Return one amount between the two, with the second's unit."""
    between = _between_at(words, left.first, grammar)
    first = left.first if between is None else between
    # The shared scale is written once: "entre 2 y 3 millones".
    ratio = right.numeral.value / left.numeral.value if left.numeral.value else 1.0
    scale = 10**6 if ratio >= 1e5 else 10**3 if ratio >= 400 and left.numeral.value < 1000 else 1
    low, high = left.numeral.value * scale, right.numeral.value
    if left.unit is None and left.last == left.numeral.last:
        low *= _share_of_one(right, words)
    low, high = sorted((low, high))  # "three or two million"
    numeral = replace(right.numeral, value=high, low=low, high=high)
    unit = age_unit() if age_unit() in (left.unit, right.unit) else right.unit
    return replace(right, numeral=numeral, first=first, limit="between", unit=unit)


def add_hundredths(found: list[Amount], words: tuple[Word, ...], language: str) -> list[Amount]:
    """Join "cuatro pesos con cincuenta centavos" into one amount of the larger unit."""
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    links = (*grammar.get("and", ()), *grammar.get("hundredths_after", ()))
    joined: list[Amount] = []
    for one in found:
        money = bool(joined) and joined[-1].unit is not None and joined[-1].limit != "between"
        left = joined[-1] if money else None
        if (
            left is not None
            and left.unit is not None
            and left.unit.kind is QuantityKind.MONEY
            and _is_hundredths(one, words, grammar)
            and all(word.form in links for word in words[left.last : one.first])
            and one.first - left.last <= 1
        ):
            value = left.numeral.value + one.numeral.value / 100
            numeral = replace(left.numeral, value=value, low=value, high=value)
            joined[-1] = replace(left, numeral=numeral, last=one.last)
        else:
            joined.append(one)
    return joined


def add_smaller_units(found: list[Amount], words: tuple[Word, ...], language: str) -> list[Amount]:
    """Join "4 años y 10 meses", "3 h 20 min" into one amount of the larger unit."""
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    links, betweens = grammar.get("and", ()), grammar.get("range_between", ())
    joined: list[Amount] = []
    for one in found:
        left = joined[-1] if joined else None
        share = _share_of(left, one)
        if left is None or not share or left.last > one.first:
            joined.append(one)
            continue
        between = words[left.last : one.first]
        apart = len(between) > 1 or any(word.form not in links for word in between)
        # "Entre un año y seis meses" names two ends.
        if apart or (left.first and words[left.first - 1].form in betweens):
            joined.append(one)
            continue
        value = left.numeral.value + one.numeral.value * share
        numeral = replace(left.numeral, value=value, low=value, high=value, article=False)
        joined[-1] = replace(left, numeral=numeral, last=one.last)
    return joined


def _share_of(left: Amount | None, right: Amount) -> float:
    """Return how much of the left's unit the right's is; 0.0 where it adds nothing to it."""
    if left is None or left.unit is None or right.unit is None or right.limit or left.limit:
        return 0.0
    whole = left.numeral.value == int(left.numeral.value)
    if not whole or not (left.attached and right.attached):
        return 0.0
    wide, small = _as_time(left.unit), _as_time(right.unit)
    if wide is None or small is None or small.name not in _ADDED.get(wide.name, ()):
        return 0.0
    share = small.factor / wide.factor
    return share if right.numeral.value * share < 1 else 0.0


def _as_time(unit: Unit) -> Unit | None:
    return all_units().get(unit.name.removesuffix("_of_age"))


_ADDED = {
    "year": ("month",),
    "month": ("day", "week"),
    "hour": ("minute",),
    "minute": ("second",),
    "foot": ("inch",),
}


def _is_hundredths(one: Amount, words: tuple[Word, ...], grammar: Mapping[str, Any]) -> bool:
    names = grammar.get("hundredths", ())
    return any(word.form in names for word in words[one.numeral.last : one.last])


def _share_of_one(ratio: Amount, words: tuple[Word, ...]) -> float:
    """Return the 10 % that each one is of "5 de cada 10"; 1.0 for what is no ratio."""
    numeral, form = ratio.numeral, words[ratio.numeral.first].form
    percent = ratio.unit is not None and ratio.unit.kind is QuantityKind.PERCENT
    if not percent or numeral.last - numeral.first < _SHORTEST_RATIO or not form.isdecimal():
        return 1.0
    return numeral.value / float(form) if float(form) else 1.0


_TIMES = frozenset({"por", "by", "x", "×", "sur"})


def share_units(found: list[Amount], words: tuple[Word, ...], language: str) -> list[Amount]:
    """Give a bare number the unit of the next: "rose from 8 to 12 deaths"."""
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    links = {*grammar.get("range_to", ()), *grammar.get("and", ())}
    shared = list(found)
    for index in range(len(shared) - 1):
        left, right = shared[index], shared[index + 1]
        bare = left.unit is None and left.noun is None
        size = right.unit is not None and right.unit.kind is QuantityKind.MEASURE
        joins = links | _TIMES if size else links  # "dos por tres metros"
        if bare and right.first - left.last == 1 and words[left.last].form in joins:
            shared[index] = replace(left, unit=right.unit, noun=right.noun)
    return shared
