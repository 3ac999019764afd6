"""Amounts in a text, as typed values with exact spans."""

from dataclasses import replace
from functools import cache, partial

from matching.ages import age_unit, is_bare_age, share_ages
from matching.amount_roles import amount_roles
from matching.amounts import MONEY_LETTERS, Amount, admitted
from matching.counted import carried_unit, noun_after
from matching.fractions import half_unit_at, ratio_at, share_at
from matching.headed import headed_unit
from matching.lexicon import load_lexicon
from matching.limits import limit_around, tail_after
from matching.named_numbers import is_rate, is_year, is_year_of
from matching.not_amounts import blocked_places, blocked_spans, is_name
from matching.number_parts import Numeral, grouped, half_after, short_of_all, touches
from matching.numerals import read_numeral
from matching.ordinals import ordinal_at
from matching.ranges import add_hundredths, add_smaller_units, merge_ranges, share_units
from matching.scores import Contested, is_contested, score_at, spelled_score_at, votes_at
from matching.set_phrases import is_distributive
from matching.single import is_counting_one
from matching.slots import Quantity, QuantityKind
from matching.span import Span
from matching.temperatures import TEMPERATURES, below_zero
from matching.units import (
    Unit,
    all_units,
    currency_symbols,
    leading_phrases,
    local_unit,
    unit_phrases,
)
from matching.word_table import Word, words_of

# "The two leaders" are known to the reader; "the 43 leaders" are counted.
_LARGEST_SUBJECT = 10
_SHORT_NUMBER = 3
_LEAST_LARGE = 1000
_MOST_POINTS = 20


def find_quantities(text: str, language: str, span: Span | None = None) -> tuple[Quantity, ...]:
    """Return the amounts stated in *text* inside *span* (all by default), in order.

    Each span runs from the words that bound the number ("more than") to the noun it
    counts, in offsets of *text*. Dates, times of day, years, names with a number
    ("Article 5", "G20") and a lone "a" or "one" are not amounts. *language* is a BCP 47
    tag; its region decides what "1.234" means where countries differ.
    """
    words = words_of(text, language, span)
    blocked = blocked_places(words, blocked_spans(text, language, span))
    contested = cache(partial(is_contested, words, language))
    found: list[Amount] = []
    at = 0
    while at < len(words):
        some = () if at in blocked else _found_at(words, at, language, contested)
        found += some
        at = some[-1].last if some else at + 1
    merged = share_ages(merge_ranges(found, words, language), words, language)
    merged = add_hundredths(share_units(merged, words, language), words, language)
    merged = add_smaller_units(merged, words, language)
    roles = amount_roles(merged, words, language)
    return tuple(
        replace(_quantity(one, words, text, language), role=role)
        for one, role in zip(merged, roles, strict=True)
    )


def _found_at(
    words: tuple[Word, ...], at: int, language: str, contested: Contested
) -> tuple[Amount, ...]:
    """Return the amount whose number begins at word *at*; both of a vote, () for none."""
    if not _may_begin(words, at, language):
        return ()
    for read in (ordinal_at, share_at, ratio_at):
        one = read(words, at, language)
        if one is not None:
            return (one,)
    numeral = read_numeral(words, at, language)
    if numeral is None or numeral.article:
        # "Media hora", "una media hora".
        one = half_unit_at(words, at + (numeral is not None), language)
        if one is not None or numeral is None:
            return (one,) if one is not None else ()
    score = score_at(words, at, language, contested)
    score = score or spelled_score_at(words, at, language, contested)
    if is_name(words, numeral, language):
        # "The bill 55 to 45" is no bill 55, but "Article 5-2" is an article.
        if score is None or is_distributive(words, numeral, language):
            return ()
        return () if words[numeral.last].form in "-–" else (score,)
    votes = votes_at(words, at, language)
    if votes is not None or score is not None:
        return votes or ((score,) if score is not None else ())
    one = _counted_at(words, numeral, language)
    return (one,) if one is not None else ()


def _may_begin(words: tuple[Word, ...], at: int, language: str) -> bool:
    """Tell whether an amount may begin at a word: one look passes over most words."""
    form = words[at].form
    if form[0].isdigit() or form in _beginnings(language):
        return True
    return at + 1 < len(words) and words[at + 1].form in _joining(language)  # "hora y media"


@cache
def _joining(language: str) -> frozenset[str]:
    return frozenset(load_lexicon(language, "numbers").get("grammar", {}).get("and", ()))


@cache
def _beginnings(language: str) -> frozenset[str]:
    """Return the words with which an amount of *language* may begin."""
    lexicon = load_lexicon(language, "numbers")
    grammar, shares = lexicon.get("grammar", {}), lexicon.get("fractions", {})
    ordinals = lexicon.get("ordinals", {})
    tables = ("cardinals", "hundreds", "scales", "groups", "bare_plurals")
    words = {word for table in tables for word in lexicon.get(table, ())}
    words.update(*(grammar.get(key, ()) for key in ("articles", "half_before", "ones")))
    words.update(shares.get("limited", ()), ordinals.get("words", ()), ordinals.get("tens", ()))
    return frozenset(words | {words_of(one, language)[0].form for one in shares.get("of", ())})


def _counted_at(words: tuple[Word, ...], numeral: Numeral, language: str) -> Amount | None:
    """Return the amount of a numeral, None when it is a year, a subject or a mere "one"."""
    numeral, tail = tail_after(words, numeral, language)
    first, last, unit, noun = _unit_around(words, numeral, language)
    if unit is not None and unit.large and numeral.value < _LEAST_LARGE:
        first, last, unit = numeral.first, numeral.last, None
    if is_year(numeral, unit) or is_year_of(words, numeral, unit):
        return None
    if unit is None and is_rate(words, numeral, language):
        return None
    if unit is None and is_bare_age(words, numeral, language):
        unit, noun, last = age_unit(), None, numeral.last
    if noun is not None if unit is None else unit.kind in _WHOLE:
        numeral = grouped(words, numeral)
    if unit is not None and unit.kind is QuantityKind.PERCENT:
        numeral = short_of_all(words, numeral)
    if unit is not None:
        numeral, last, unit = _refined(words, numeral, last, unit, language)
        first = min(first, numeral.first)
    limit, first, last = limit_around(words, (first, last), unit, language)
    limit = limit or tail
    attached = unit is not None or noun is not None
    if numeral.article and unit is None and noun is not None:
        return None  # "tras meses en un estado grave, falleció"
    if (unit is None or unit.person) and numeral.value == int(numeral.value):
        carried = carried_unit(words, (first, last), language)
        unit = carried if carried is not None else unit
    if (unit is None or not unit.outcome) and _is_subject(words, numeral, language):
        return None
    if numeral.article and not is_counting_one(words, numeral, unit, last, language):
        return None
    if unit is None and noun is None:
        unit = headed_unit(words, (first, numeral.first), language)
    return Amount(numeral, first, last, limit, unit, noun, attached)


# What comes in whole numbers, or in hundredths: never in thousandths.
_WHOLE = frozenset({QuantityKind.COUNT, QuantityKind.MONEY})


def _refined(
    words: tuple[Word, ...], numeral: Numeral, last: int, unit: Unit, language: str
) -> tuple[Numeral, int, Unit]:
    """Read what a unit adds: "y media" after it, a sign before degrees, tenths of a point."""
    # "63.4 points" are of an index.
    if unit.name == "points" and numeral.value != int(numeral.value) < _MOST_POINTS:
        return numeral, last, all_units()["percentage_point"]
    if unit.kind in (QuantityKind.DURATION, QuantityKind.MEASURE):
        half, length = half_after(words, last, load_lexicon(language, "numbers"))
        if length and numeral.value == int(numeral.value):
            value = numeral.value + half
            numeral = replace(numeral, value=value, low=value, high=value, article=False)
            return numeral, last + length, unit
    if unit.dimension in TEMPERATURES:
        return *below_zero(words, numeral, last, language), unit
    return numeral, last, unit


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


def _unit_around(
    words: tuple[Word, ...], numeral: Numeral, language: str
) -> tuple[int, int, Unit | None, str | None]:
    """Return where number and unit begin and end, the unit, or else the noun's lemma."""
    before = currency_symbols().before(words, numeral.first)
    if before is not None and _is_sign(words, before[0], numeral):
        start, unit = before
        last = _past_scale_letter(words, numeral.last)
        named = unit_phrases(language).at(words, last) if last < len(words) else None
        if named is not None and named[1].kind is QuantityKind.MONEY:
            return start, last + named[0], named[1], None
        return start, last, unit, None
    leading = leading_phrases(language).before(words, numeral.first)
    if leading is not None:
        return leading[0], numeral.last, leading[1], None
    last = numeral.last
    own = unit_phrases(language).at(words, last - 1) if last - numeral.first > 1 else None
    if own is not None and own[0] == 1 and own[1].kind is QuantityKind.MONEY:
        return numeral.first, last, own[1], None  # "15 mdp"
    lettered = _lettered(words, numeral.last, language)
    if lettered is not None:
        return numeral.first, *lettered, None
    last, after, noun = noun_after(words, (numeral.first, numeral.last), language)
    return numeral.first, last, after, noun


def _lettered(words: tuple[Word, ...], at: int, language: str) -> tuple[int, Unit] | None:
    """Read a letter for a scale before what it counts: "4,3 M$", "2 Mds €", "3.4m people"."""
    if at + 1 >= len(words) or words[at].form not in MONEY_LETTERS:
        return None
    sign = currency_symbols().at(words, at + 1)
    if sign is not None:
        return at + 1 + sign[0], sign[1]
    if words[at].form != "m" or not language.startswith("en") or not touches(words, at):
        return None
    found = unit_phrases(language).at(words, at + 1)
    if found is None or found[1].kind is not QuantityKind.COUNT:
        return None
    return at + 1 + found[0], found[1]


def _is_sign(words: tuple[Word, ...], place: int, numeral: Numeral) -> bool:
    """Tell a currency's letter, which touches a long or scaled number, from any other."""
    at, last = numeral.first, numeral.last
    sign = words[place]
    if at - place > 1 and len(sign.form) == 1 and sign.form.isalpha():
        return touches(words, place + 1)
    if at - place > 1 or len(sign.form) > 1 or not sign.form.isalpha():
        return True
    form = words[at].form
    return touches(words, at) and (
        len(form) > _SHORT_NUMBER
        or not form.isdigit()
        or last > at + 1
        or _past_scale_letter(words, at + 1) > at + 1
    )


def _past_scale_letter(words: tuple[Word, ...], at: int) -> int:
    """Skip the "m" of "€5m", which numerals leave alone because it may mean metres."""
    return at + 1 if at < len(words) and words[at].form in _AFTER_MONEY else at


# A thousand is a numeral's ("$5k"); "5 g" and "3 md" never follow a sign.
_AFTER_MONEY = frozenset({"m", "mm", "mio", "b", "t"})


def _quantity(one: Amount, words: tuple[Word, ...], text: str, language: str) -> Quantity:
    """Make the public value."""
    span = Span(words[one.first].span.start, words[one.last - 1].span.end)
    value, low, high, bound = admitted(one, words)
    kind = one.unit.kind if one.unit else QuantityKind.COUNT
    ordinal = kind is QuantityKind.ORDINAL
    unit = local_unit(one.unit, language) if one.unit and not ordinal else one.noun
    return Quantity(span, span.quote(text), kind, value, low, high, bound, unit)
