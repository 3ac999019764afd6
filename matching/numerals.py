"""Numbers as written, in digits or words, with the interval their writing admits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol

from matching.lexicon import load_lexicon
from matching.number_parts import (
    ROUNDING_SHARE,
    THOUSAND,
    Numeral,
    half_after,
    last_scale,
    scale_after,
)
from matching.number_words import read_vague, read_words
from matching.word_table import Word

_GROUP = 3
_DIGITS = re.compile(r"\d+(?:[.,']\d+)*")


@dataclass(frozen=True, slots=True)
class _Digits:
    """What a run of digits may mean: usually one reading, two where locales differ."""

    readings: tuple[float, ...]
    step: float
    last: int
    plain: bool


@cache
def decimal_mark(language: str) -> str | None:
    """Return "." or "," where the language tag decides it, None where countries differ.

    "es-MX" writes 1,234.5 and "es-ES" 1.234,5; plain "es" decides nothing.

    Source: Unicode CLDR, through Babel.
    """
    if language.lower() == "es":
        return None
    try:
        return get_decimal_symbol(Locale.parse(language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return None


def read_numeral(words: tuple[Word, ...], at: int, language: str) -> Numeral | None:
    """Return the number that begins at word *at*, None when there is none."""
    lexicon = load_lexicon(language, "numbers")
    if words[at].form[0].isdigit():
        return _read_digits(words, at, lexicon, language)
    vague = read_vague(words, at, lexicon)
    numeral = vague or read_words(words, at, lexicon)
    return _with_digits(words, numeral, lexicon) if numeral is not None else None


def _read_digits(
    words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any], language: str
) -> Numeral | None:
    """Read digits with the scales that follow: "1,2 millones", "3.5bn", "2,4 mil millones"."""
    digits = _digits(words, at, language)
    if digits is None:
        return None
    factor, last = scale_after(words, digits.last, lexicon)
    values = [reading * factor for reading in digits.readings]
    value, step = values[0], digits.step * factor
    slack = 0.0 if step == 1 and factor == 1 else min(step / 2, ROUNDING_SHARE * value)
    numeral = Numeral(at, last, value, min(values) - slack, max(values) + slack)
    if factor == 1:
        return replace(numeral, plain=digits.plain)
    return _add_smaller(words, numeral, lexicon)


def _add_smaller(words: tuple[Word, ...], numeral: Numeral, lexicon: Mapping[str, Any]) -> Numeral:
    """Add what follows a scale: "3 millones y medio", "3 millones 500 mil"."""
    last = numeral.last
    half, length = half_after(words, last, lexicon)
    if length:
        added = half * last_scale(words, last, lexicon)
        value = numeral.value + added
        return replace(numeral, last=last + length, value=value, low=value, high=value)
    return _with_digits(words, numeral, lexicon)


def _with_digits(words: tuple[Word, ...], numeral: Numeral, lexicon: Mapping[str, Any]) -> Numeral:
    """Add digits after a scale: "dos mil 500", "3 mil 200 millones", "un millón 200 mil"."""
    last, scale = numeral.last, last_scale(words, numeral.last, lexicon)
    if scale < THOUSAND or last >= len(words) or numeral.vague:
        return numeral
    form = words[last].form
    if not (form.isascii() and form.isdigit() and len(form) <= _GROUP):
        return numeral
    digits = float(form)
    factor, end = scale_after(words, last + 1, lexicon)
    if scale == THOUSAND and factor >= THOUSAND**2:
        value = (numeral.value + digits) * factor
    elif (factor == 1.0 and scale == THOUSAND) or 1.0 < factor < scale:
        value = numeral.value + digits * factor
    else:
        return numeral
    return replace(numeral, last=end, value=value, low=value, high=value, article=False)


# Nobody counts beyond 10 ** 30 in figures; what is longer is a code, and no number holds it.
_MOST_DIGITS = 40
_MOST_GROUPS = 10


def _digits(words: tuple[Word, ...], at: int, language: str) -> _Digits | None:
    """Read one run of digits, joining groups of three that spaces separate."""
    form = words[at].form
    if len(form) > _MOST_DIGITS or not _DIGITS.fullmatch(form) or not form.isascii():
        return None
    last = at + 1
    if _is_million_mark(words, at):
        joined = form + re.sub(r"\D", "", words[at + 2].form)
        return _Digits((float(joined),), 1.0, at + 3, False)
    while form.isdigit() and last - at < _MOST_GROUPS and _is_spaced_group(words, at, last):
        last += 1
    if last > at + 1:
        joined = "".join(word.form for word in words[at:last])
        return _Digits((float(joined),), 1.0, last, False)
    if _is_version(form):
        return None
    # Swiss thousands: "3'500".
    readings, step = _readings(form.replace("'", ""), decimal_mark(language))
    return _Digits(readings, step, last, form.isdigit())


def _is_million_mark(words: tuple[Word, ...], at: int) -> bool:
    """Tell the mark of millions that Colombia and Mexico write: "1'427.064"."""
    if at + 2 >= len(words) or words[at + 1].form not in ("'", "′", "´"):
        return False
    rest = words[at + 2].form
    touching = words[at + 2].span.start == words[at].span.end + 1
    return (
        touching and words[at].form.isdigit() and re.fullmatch(r"\d{3}[.,]?\d{3}", rest) is not None
    )


def _is_spaced_group(words: tuple[Word, ...], first: int, at: int) -> bool:
    """Tell whether word *at* continues a number written in groups of three: "30 000"."""
    if at >= len(words) or len(words[first].form) > 3 or words[first].form == "0":
        return False
    form, gap = words[at].form, words[at].span.start - words[at - 1].span.end
    return gap == 1 and len(form) == 3 and form.isdigit()


def _is_version(form: str) -> bool:
    """Tell "3.1.4" from "1.234.567" and the "1,23,456" of India."""
    if len(set(form) - _FIGURES) != 1 or sum(not sign.isdigit() for sign in form) == 1:
        return False
    groups = re.split(r"[.,']", form)
    return len(groups[-1]) != _GROUP or any(not 1 < len(one) <= _GROUP for one in groups[1:-1])


_FIGURES = frozenset("0123456789")


def _readings(form: str, mark: str | None) -> tuple[tuple[float, ...], float]:
    """Return what a digit string may mean and the step of its last digit.

    "1.234" is grouped where the point is not the decimal mark; where countries differ
    it is grouped too, because newsrooms seldom print three decimals. "0.234" is not.
    """
    if form.isdigit():
        return (float(form),), 1.0
    signs = [sign for sign in form if not sign.isdigit()]
    head, *groups = re.split(r"[.,]", form)
    grouped = all(len(group) == 3 for group in groups) and 1 <= len(head) <= 3 and head[0] != "0"
    if len(set(signs)) == 1 and grouped and (len(signs) > 1 or signs[0] != mark):
        return (float(head + "".join(groups)),), 1.0
    if len(signs) > 1 and (len(set(signs[:-1])) > 1 or signs[-1] in signs[:-1]):
        return (float(head + "".join(groups)),), 1.0
    whole, decimals = head + "".join(groups[:-1]), groups[-1]
    return (float(f"{whole}.{decimals}"),), float(10 ** -len(decimals))
