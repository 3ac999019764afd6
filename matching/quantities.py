"""Amounts in a text, as typed values with exact spans."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from matching.ages import age_unit, is_bare_age
from matching.amounts import Amount, admitted, limit_around
from matching.counted import carried_unit, headed_unit, noun_after
from matching.lexicon import load_lexicon
from matching.not_amounts import blocked_spans, is_blocked, is_name, is_year
from matching.number_parts import Numeral
from matching.numerals import read_numeral
from matching.scores import score_at
from matching.slots import Quantity, QuantityKind
from matching.span import Span
from matching.units import Unit, currency_symbols, leading_phrases, unit_phrases
from matching.word_table import Word, words_of

# "The two leaders" are known to the reader; "the 43 leaders" are counted.
_LARGEST_SUBJECT = 10


def find_quantities(text: str, language: str, span: Span | None = None) -> tuple[Quantity, ...]:
    """Return the amounts stated in *text* inside *span* (all by default), in order.

    Each span runs from the words that bound the number ("more than") to the noun it
    counts, in offsets of *text*. Dates, times of day, years, names with a number
    ("Article 5", "G20") and a lone "a" or "one" are not amounts. *language* is a BCP 47
    tag; its region decides what "1.234" means where countries differ.
    """
    words = words_of(text, language, span)
    blocked = blocked_spans(text, language, span)
    found: list[Amount] = []
    at = 0
    while at < len(words):
        one = None if is_blocked(words[at], blocked) else _found_at(words, at, language)
        if one is not None:
            found.append(one)
        at = one.last if one is not None else at + 1
    merged = _share_units(_merge_ranges(found, words, language), words, language)
    return tuple(_quantity(one, words, text) for one in merged)


def _found_at(words: tuple[Word, ...], at: int, language: str) -> Amount | None:
    """Return the amount whose number begins at word *at*, None when it is none."""
    numeral = read_numeral(words, at, language)
    if numeral is None:
        return None
    score = score_at(words, at, language)
    if is_name(words, numeral, language):
        # "The bill 55 to 45" is no bill 55, but "Article 5-2" is an article.
        return None if score is None or words[numeral.last].form in "-–" else score
    if score is not None:
        return score
    first, last, unit, noun = _unit_around(words, numeral, language)
    if is_year(numeral, unit):
        return None
    if unit is None and is_bare_age(words, numeral, language):
        unit, noun, last = age_unit(), None, numeral.last
    limit, first, last = limit_around(words, (first, last), unit, language)
    attached = unit is not None or noun is not None
    if (unit is None or unit.person) and numeral.value == int(numeral.value):
        carried = carried_unit(words, (first, last), language)
        unit = carried if carried is not None else unit
    if (unit is None or not unit.outcome) and _is_subject(words, numeral, language):
        return None
    if numeral.article and not _is_counting_one(words, numeral, unit, language):
        return None
    if unit is None and noun is None:
        unit = headed_unit(words, first, language)
    return Amount(numeral, first, last, limit, unit, noun, attached)


def _is_subject(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell "the two leaders" at the head of a claim, who act, from a number that counts."""
    lexicon = load_lexicon(language, "numbers").get("subjects", {})
    if numeral.first != 1 or numeral.plain or numeral.value > _LARGEST_SUBJECT:
        return False
    if words[0].form not in lexicon.get("articles", ()):
        return False
    return any(
        word.is_in(lexicon.get("heads", ())) for word in words[numeral.last : numeral.last + 2]
    )


def _is_counting_one(
    words: tuple[Word, ...], numeral: Numeral, unit: Unit | None, language: str
) -> bool:
    """Tell "un muerto", which counts, from "un avión", "one of the" and "no one"."""
    if unit is None or not unit.one or unit.leading:
        return False
    part_of = load_lexicon(language, "numbers")["grammar"]["of"]
    partitive = numeral.last < len(words) and words[numeral.last].form in part_of
    return not partitive and not (numeral.first and words[numeral.first - 1].form == "no")


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


def _merge_ranges(found: list[Amount], words: tuple[Word, ...], language: str) -> list[Amount]:
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
        return link in grammar.get("range_and", ())
    if right.first - left.last != 1:
        return False
    lead = words[left.first - 1].form if left.first else ""
    if link in "-–—":
        return right.unit is not None or right.noun is not None
    return (
        link in grammar.get("range_to", ())
        and lead not in grammar.get("from", ())
        and not left.attached
    )


def _is_age_range(
    left: Amount, right: Amount, words: tuple[Word, ...], grammar: Mapping[str, Any]
) -> bool:
    """Tell "de 10 a 19 años" and "aged 10 to 19", which are no change from one to the other."""
    if age_unit() not in (left.unit, right.unit):
        return False
    if not all(one.unit == age_unit() or not one.attached for one in (left, right)):
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
    numeral = replace(right.numeral, value=high, low=low, high=high)
    unit = age_unit() if age_unit() in (left.unit, right.unit) else right.unit
    return replace(right, numeral=numeral, first=first, limit="between", unit=unit)


def _share_units(found: list[Amount], words: tuple[Word, ...], language: str) -> list[Amount]:
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


def _quantity(one: Amount, words: tuple[Word, ...], text: str) -> Quantity:
    """Make the public value."""
    span = Span(words[one.first].span.start, words[one.last - 1].span.end)
    value, low, high, bound = admitted(one, words)
    kind = one.unit.kind if one.unit else QuantityKind.COUNT
    unit = one.unit.name if one.unit else one.noun
    return Quantity(span, span.quote(text), kind, value, low, high, bound, unit)
