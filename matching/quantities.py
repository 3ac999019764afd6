"""Amounts in a text, as typed values with exact spans."""

import re
from dataclasses import dataclass, replace

from matching.dates import find_dates
from matching.counted import carried_unit, headed_unit, noun_after
from matching.lexicon import load_lexicon
from matching.numerals import Numeral, read_numeral
from matching.word_table import PhraseTable, Word, words_of
from matching.slots import Bound, Quantity, QuantityKind
from matching.span import Span
from matching.units import Unit, all_units, currency_symbols, leading_phrases, unit_phrases

# "Almost 200" admits 180 to 200, "about 200" 180 to 220.
ABOUT_SHARE = 0.1

_NOT_PROSE = re.compile(
    r"(?:https?://|www\.|pic\.)\S+|[@#]\w+|\S+@\S+|(?m:^\s*\d{1,2}[.)]\s)"
    r"|\d+(?:[-.:/]\d+){2,}(?!\d*%)|\b\d{1,2}:\d{2}\b"
)
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class _Found:
    """A numeral with what surrounds it, before it becomes a quantity."""

    numeral: Numeral
    first: int
    last: int
    bound: Bound
    unit: Unit | None
    noun: str | None = None
    attached: bool = True


def find_quantities(text: str, language: str, span: Span | None = None) -> tuple[Quantity, ...]:
    """Return the amounts stated in *text* inside *span* (all by default), in order.

    Each span runs from the words that bound the number ("more than") to the noun it
    counts, in offsets of *text*. Dates, times of day, years, names with a number
    ("Article 5", "G20") and a lone "a" or "one" are not amounts. *language* is a BCP 47
    tag; its region decides what "1.234" means where countries differ.
    """
    words = words_of(text, language, span)
    blocked = _blocked(text, language, span)
    found: list[_Found] = []
    at = 0
    while at < len(words):
        one = None if _is_blocked(words[at], blocked) else _found_at(words, at, language)
        if one is not None:
            found.append(one)
        at = one.last if one is not None else at + 1
    merged = _share_units(_merge_ranges(found, words, language), words, language)
    return tuple(_quantity(one, words, text) for one in merged)


def _blocked(text: str, language: str, span: Span | None) -> tuple[Span, ...]:
    """Return the spans of dates, addresses, scores and list numbers."""
    start, end = (span.start, span.end) if span else (0, len(text))
    signs = [Span(*match.span()) for match in _NOT_PROSE.finditer(text, start, end)]
    dates = [value.span for value in find_dates(text, language, None, span)]
    return tuple(signs + dates)


def _is_blocked(word: Word, blocked: tuple[Span, ...]) -> bool:
    return any(span.overlaps(word.span) for span in blocked)


def _found_at(words: tuple[Word, ...], at: int, language: str) -> _Found | None:
    """Return the amount whose number begins at word *at*, None when it is none."""
    numeral = read_numeral(words, at, language)
    if numeral is None or _is_name(words, numeral, language):
        return None
    first, last, unit, noun = _unit_around(words, numeral, language)
    if numeral.article and (unit is None or not unit.one or unit.leading):
        return None
    if _is_year(numeral, words, unit):
        return None
    bound, first, last = _bound_around(words, first, last, language)
    attached = unit is not None or noun is not None
    if unit is None or unit.person:
        carried = carried_unit(words, (first, last), language)
        unit = carried if carried is not None else unit
    if unit is None and noun is None:
        unit = headed_unit(words, first, language)
    return _Found(numeral, first, last, bound, unit, noun, attached)


def _unit_around(
    words: tuple[Word, ...], numeral: Numeral, language: str
) -> tuple[int, int, Unit | None, str | None]:
    """Return where number and unit begin and end, the unit, or else the noun's lemma."""
    before = currency_symbols().before(words, numeral.first)
    if before is not None:
        start, unit = before
        last = _past_scale_letter(words, numeral.last)
        named = unit_phrases(language).at(words, last) if last < len(words) else None
        if named is not None and named[1].kind is QuantityKind.MONEY:
            return start, last + named[0], named[1], None
        return start, last, unit, None
    leading = leading_phrases(language).before(words, numeral.first)
    if leading is not None:
        return leading[0], numeral.last, leading[1], None
    last, after, noun = noun_after(words, numeral.last, language)
    return numeral.first, last, after, noun


def _past_scale_letter(words: tuple[Word, ...], at: int) -> int:
    """Skip the "m" of "€5m", which numerals leave alone because it may mean metres."""
    return at + 1 if at < len(words) and words[at].form == "m" else at


def _is_name(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell whether the number is part of a name or a time: "Article 5", "G-20", "10 a.m."."""
    names = load_lexicon(language, "numbers").get("names", {})
    first = numeral.first
    if first and words[first - 1].form in (*names.get("before", ()), "º", "°"):
        return not words[first - 1].form == "no" or words[first - 1].token.text[0] == "N"
    if first > 1 and words[first - 1].form == "." and words[first - 2].form in names.get("before", ()):
        return True
    if first and words[first - 1].form in "-/" and _glued(words, first):
        return words[first - 2].form[-1:].isalpha() if first > 1 else True
    return numeral.plain and (_is_glued_after(words, numeral, language) or _is_clock(words, numeral, names))


def _glued(words: tuple[Word, ...], at: int) -> bool:
    """Tell whether the two words before *at* touch each other and it."""
    if at < 2:
        return False
    return (
        words[at].span.start == words[at - 1].span.end
        and words[at - 1].span.start == words[at - 2].span.end
        and words[at - 2].form not in "$sr"
    )


def _is_glued_after(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell whether letters that name no unit touch the digits: "5G", "3D", "1st"."""
    last = numeral.last
    if last >= len(words) or words[last].span.start != words[last - 1].span.end:
        return False
    return words[last].form[0].isalpha() and unit_phrases(language).at(words, last) is None


def _is_clock(words: tuple[Word, ...], numeral: Numeral, names: dict[str, list[str]]) -> bool:
    """Tell whether the number is a time of day: "a las 10", "10 a.m."."""
    if numeral.value > 24:
        return False
    after = words[numeral.last].form if numeral.last < len(words) else ""
    hours = after in names.get("clock_after", ())
    before = " ".join(word.form for word in words[max(0, numeral.first - 2) : numeral.first])
    marked = any(before == cue or before.endswith(" " + cue) for cue in names.get("clock_before", ()))
    if marked and before.endswith("las"):
        return hours or not after.isalpha() or after in ("de", "del", "y", "en")
    return hours and (marked or after not in ("horas", "heures", "h"))


def _is_year(numeral: Numeral, words: tuple[Word, ...], unit: Unit | None) -> bool:
    """Tell whether plain digits are a year: four of them, counting nothing known."""
    if not numeral.plain or numeral.value not in _YEARS:
        return False
    return unit is None


def _bound_around(
    words: tuple[Word, ...], first: int, last: int, language: str
) -> tuple[Bound, int, int]:
    """Return the bound that words around the amount give it, and its wider place."""
    bounds = _bound_tables(language)
    before = bounds[0].before(words, first)
    if before is None and first and words[first - 1].form in ("a", "to", "los", "las", "the"):
        before = bounds[0].before(words, first - 1)
    if before is not None:
        return before[1], before[0], last
    after = bounds[1].at(words, last) if last < len(words) else None
    if after is not None:
        return after[1], first, last + after[0]
    return Bound.EXACT, first, last


_BOUNDS = {
    "at_least": Bound.AT_LEAST,
    "at_most": Bound.AT_MOST,
    "about": Bound.ABOUT,
    # "Almost" is told from "about" again by the words themselves, see _interval.
    "almost": Bound.ABOUT,
}


def _bound_tables(language: str) -> tuple[PhraseTable[Bound], PhraseTable[Bound]]:
    """Return the phrases that bound an amount from before and from after it."""
    entries = load_lexicon(language, "numbers").get("bounds", {})
    key = language.split("-")[0]
    if key not in _TABLES:
        before = {phrase: bound for name, bound in _BOUNDS.items() for phrase in entries.get(name, ())}
        after = {
            phrase: bound
            for name, bound in _BOUNDS.items()
            for phrase in entries.get(f"after_{name}", ())
        }
        _TABLES[key] = (PhraseTable(before), PhraseTable(after))
    return _TABLES[key]


_TABLES: dict[str, tuple[PhraseTable[Bound], PhraseTable[Bound]]] = {}


def _merge_ranges(
    found: list[_Found], words: tuple[Word, ...], language: str
) -> list[_Found]:
    """Join "between 8 and 12", "8-12" and "8 to 12 people" into one amount each."""
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    merged: list[_Found] = []
    for one in found:
        if merged and _is_range(merged[-1], one, words, grammar):
            merged[-1] = _range(merged[-1], one, words, grammar)
        else:
            merged.append(one)
    return merged


def _is_range(
    left: _Found, right: _Found, words: tuple[Word, ...], grammar: dict[str, list[str]]
) -> bool:
    """Tell whether two amounts are the ends of one range."""
    if right.first - left.last != 1 or left.numeral.value >= right.numeral.value:
        return False
    if left.unit is not None and left.unit != right.unit and left.attached:
        return False
    link = words[left.last].form
    lead = words[left.first - 1].form if left.first else ""
    if lead in grammar.get("range_between", ()):
        return link in grammar.get("range_and", ())
    if link in "-–—":
        return right.unit is not None or right.noun is not None
    return link in grammar.get("range_to", ()) and lead not in grammar.get("from", ()) and not left.attached


def _range(
    left: _Found, right: _Found, words: tuple[Word, ...], grammar: dict[str, list[str]]
) -> _Found:
    """Return one amount between the two, with the second's unit."""
    lead = words[left.first - 1].form if left.first else ""
    first = left.first - (lead in grammar.get("range_between", ()))
    # The shared scale is written once: "entre 2 y 3 millones".
    ratio = right.numeral.value / left.numeral.value if left.numeral.value else 1.0
    scale = 10 ** 6 if ratio >= 1e5 else 10 ** 3 if ratio >= 400 and left.numeral.value < 1000 else 1
    low, high = left.numeral.value * scale, right.numeral.value
    numeral = replace(right.numeral, value=high, low=low, high=high)
    return replace(right, numeral=numeral, first=first, bound=Bound.BETWEEN)


def _share_units(
    found: list[_Found], words: tuple[Word, ...], language: str
) -> list[_Found]:
    """Give a bare number the unit of the next: "rose from 8 to 12 deaths"."""
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    links = {*grammar.get("range_to", ()), *grammar.get("and", ())}
    shared = list(found)
    for index in range(len(shared) - 1):
        left, right = shared[index], shared[index + 1]
        bare = left.unit is None and left.noun is None
        if bare and right.first - left.last == 1 and words[left.last].form in links:
            shared[index] = replace(left, unit=right.unit, noun=right.noun)
    return shared


def _quantity(one: _Found, words: tuple[Word, ...], text: str) -> Quantity:
    """Make the public value."""
    span = Span(words[one.first].span.start, words[one.last - 1].span.end)
    value, low, high, bound = _interval(one, words)
    kind = one.unit.kind if one.unit else QuantityKind.COUNT
    unit = one.unit.name if one.unit else one.noun
    return Quantity(span, span.quote(text), kind, value, low, high, bound, unit)


def _interval(
    one: _Found, words: tuple[Word, ...]
) -> tuple[float, float | None, float | None, Bound]:
    """Return value, low, high and bound of an amount."""
    numeral, factor = one.numeral, _letter_factor(one, words)
    value, low, high = (number * factor for number in (numeral.value, numeral.low, numeral.high))
    if numeral.vague:
        return value, low, None if one.bound is Bound.AT_LEAST else high, Bound.ABOUT
    if one.bound is Bound.AT_LEAST:
        return value, value, None, one.bound
    if one.bound is Bound.AT_MOST:
        return value, None, value, one.bound
    if one.bound is Bound.ABOUT:
        upper = value if _is_almost(one, words) else max(high, value * (1 + ABOUT_SHARE))
        return value, min(low, value * (1 - ABOUT_SHARE)), upper, one.bound
    return value, low, high, one.bound


_ALMOST = frozenset({"casi", "prácticamente", "almost", "nearly", "virtually", "quase", "presque"})


def _is_almost(one: _Found, words: tuple[Word, ...]) -> bool:
    """Tell "almost 200", which stays below, from "about 200"."""
    return words[one.first].form in _ALMOST


def _letter_factor(one: _Found, words: tuple[Word, ...]) -> float:
    """Return a million for the "m" of "$3m"."""
    letter = one.unit is not None and one.unit.kind is QuantityKind.MONEY
    last = one.numeral.last
    return 1e6 if letter and last < one.last and words[last].form == "m" else 1.0


def unit_named(name: str | None) -> Unit | None:
    """Return the unit that a quantity's `unit` names, None for a mere noun."""
    return all_units().get(name) if name is not None else None
