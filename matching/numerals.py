"""Numbers as written, in digits or words, with the interval their writing admits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol

from matching.lexicon import load_lexicon
from matching.word_table import Word

# A number rounded to its written precision is never taken to admit more than this
# share either side: "2 million" admits 1.92 to 2.08 million, not 1.5 to 2.5.
ROUNDING_SHARE = 0.04
# "Dozens" is at least twelve and not a hundred dozens.
BARE_PLURAL_REACH = 100

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SPACES = frozenset({" ", "\u00a0", "\u2009", "\u202f"})
_ATTACHED_SCALES = {"k": 1e3, "m": 1e6}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in words [first, last) of a text, admitting values [low, high].

    `plain` marks digits without separator or scale, which may be a year or a name;
    `article` a lone "un" or "one", which may be no number at all; `vague` a bare plural
    such as "dozens".
    """

    first: int
    last: int
    value: float
    low: float
    high: float
    plain: bool = False
    article: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Digits:
    """What a run of digits may mean: usually one reading, two where locales differ."""

    readings: tuple[float, ...]
    step: float
    last: int
    plain: bool


@dataclass(slots=True)
class _Total:
    """A number being read: millions done, thousands grouped, the rest current."""

    done: float = 0.0
    group: float = 0.0
    current: float | None = None
    place: float = 1e30
    scale: float = 1.0

    @property
    def value(self) -> float:
        """The number read so far."""
        return self.done + self.group + (self.current or 0.0)

    def accepts(self, value: float) -> bool:
        """Tell whether a cardinal may follow what was read."""
        if self.current is None:
            return self.scale == 1.0 or self.scale > value
        if self.current % 100 == 4 and value == 20:  # "quatre-vingts"
            return True
        if self.place >= 100:
            return value < 100
        return value < (20 if self.current % 100 in (60, 80) else 10) <= self.place * 2

    def add(self, value: float) -> None:
        """Add a cardinal."""
        if self.current is not None and self.current % 100 == 4 and value == 20:
            self.current, self.place = self.current + 76, 20
            return
        self.current = (self.current or 0.0) + value
        self.place = 100 if value >= 100 else 10 if value >= 20 or value == 10 else 1

    def multiply(self, scale: float) -> bool:
        """Apply "hundred", "thousand", "million"; False when it cannot follow."""
        if scale == 100:
            if self.current is not None and self.current >= 100:
                return False
            self.current, self.place = (self.current or 1.0) * 100, 100
        elif scale < 1e6:
            if self.group:
                return False
            self.group, self.current = (1.0 if self.current is None else self.current) * scale, None
        else:
            base = self.group + (self.current or 0.0)
            self.done, self.group, self.current = self.done + (base or 1.0) * scale, 0.0, None
        self.scale = scale
        return True


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
    return _read_vague(words, at, lexicon) or _read_words(words, at, lexicon)


def _read_digits(
    words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any], language: str
) -> Numeral | None:
    """Read digits with the scales that follow: "1,2 millones", "3.5bn", "2,4 mil millones"."""
    digits = _digits(words, at, language)
    if digits is None:
        return None
    factor, last = _scale_after(words, digits.last, lexicon)
    values = [reading * factor for reading in digits.readings]
    value, step = values[0], digits.step * factor
    slack = 0.0 if step == 1 and factor == 1 else min(step / 2, ROUNDING_SHARE * value)
    numeral = Numeral(at, last, value, min(values) - slack, max(values) + slack)
    if factor == 1:
        return replace(numeral, plain=digits.plain)
    return _add_smaller(words, numeral, lexicon, language)


def _add_smaller(
    words: tuple[Word, ...], numeral: Numeral, lexicon: Mapping[str, Any], language: str
) -> Numeral:
    """Add what follows a scale: "3 millones y medio", "3 millones 500 mil"."""
    last = numeral.last
    half, length = _half_after(words, last, lexicon)
    if length:
        added = half * _last_scale(words, last, lexicon)
        value = numeral.value + added
        return replace(numeral, last=last + length, value=value, low=value, high=value)
    if last < len(words) and words[last].form.isdigit() and _scale_of(words, last + 1, lexicon):
        rest = _read_digits(words, last, lexicon, language)
        if rest is not None and rest.value < _last_scale(words, last, lexicon):
            value = numeral.value + rest.value
            return replace(numeral, last=rest.last, value=value, low=value, high=value)
    return numeral


def _digits(words: tuple[Word, ...], at: int, language: str) -> _Digits | None:
    """Read one run of digits, joining groups of three that spaces separate."""
    form = words[at].form
    if not _DIGITS.fullmatch(form) or not form.isascii():
        return None
    last = at + 1
    while form.isdigit() and _is_spaced_group(words, at, last):
        last += 1
    if last > at + 1:
        joined = "".join(word.form for word in words[at:last])
        return _Digits((float(joined),), 1.0, last, False)
    readings, step = _readings(form, decimal_mark(language))
    return _Digits(readings, step, last, form.isdigit())


def _is_spaced_group(words: tuple[Word, ...], first: int, at: int) -> bool:
    """Tell whether word *at* continues a number written in groups of three: "30 000"."""
    if at >= len(words) or len(words[first].form) > 3 or words[first].form == "0":
        return False
    form, gap = words[at].form, words[at].span.start - words[at - 1].span.end
    return gap == 1 and len(form) == 3 and form.isdigit()


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


def _scale_of(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> float | None:
    """Return the scale that word *at* names, None when it names none."""
    if at >= len(words):
        return None
    form = words[at].form
    scale = lexicon.get("scales", {}).get(form) or lexicon.get("groups", {}).get(form)
    if scale is None and words[at].lemma in lexicon.get("groups", {}):
        scale = lexicon["groups"][words[at].lemma]
    return float(scale) if scale else None


def _scale_after(
    words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]
) -> tuple[float, int]:
    """Return the product of the scales from word *at*, and where they end."""
    factor = 1.0
    # "12-million": a hyphen may stand between digits and scale.
    if at + 1 < len(words) and words[at].form == "-" and _scale_of(words, at + 1, lexicon):
        at += 1
    while (scale := _scale_of(words, at, lexicon)) is not None and scale != factor:
        factor, at = factor * scale, at + 1
    if factor == 1.0 and at < len(words) and words[at].form == "k" and _touches(words, at):
        return _ATTACHED_SCALES["k"], at + 1
    return factor, at


def _touches(words: tuple[Word, ...], at: int) -> bool:
    """Tell whether word *at* follows the one before it without a gap."""
    return at > 0 and words[at].span.start == words[at - 1].span.end


def _last_scale(words: tuple[Word, ...], end: int, lexicon: Mapping[str, Any]) -> float:
    """Return the scale named by the word before *end*."""
    return _scale_of(words, end - 1, lexicon) or 1.0


def _half_after(
    words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]
) -> tuple[float, int]:
    """Return (0.5, length) for "y medio" at word *at*, (0, 0) otherwise."""
    for phrase in lexicon["grammar"]["half_after"] if lexicon else ():
        keys = phrase.split()
        if [word.form for word in words[at : at + len(keys)]] == keys:
            return 0.5, len(keys)
    return 0.0, 0


def _read_vague(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> Numeral | None:
    """Read a bare plural: "decenas", "hundreds of thousands"."""
    plurals = lexicon.get("bare_plurals", {})
    base = plurals.get(words[at].form)
    if base is None:
        return None
    value, last = float(base), at + 1
    linked = last + 1 < len(words) and words[last].form in lexicon["grammar"]["of"]
    if linked:
        more = plurals.get(words[last + 1].form) or _scale_of(words, last + 1, lexicon)
        if more:
            value, last = value * float(more), last + 2
    return Numeral(at, last, value, value, value * BARE_PLURAL_REACH, vague=True)


def _parts(word: Word, lexicon: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the number words in a word: "twenty-five" is two, "dix-sept" too."""
    known = lexicon.get("cardinals", {}), lexicon.get("scales", {}), lexicon.get("hundreds", {})
    parts = tuple(word.form.split("-")) if "-" in word.form else (word.form,)
    kinds = (*known, lexicon.get("groups", {}), lexicon.get("grammar", {}).get("half_before", ()))
    return parts if all(any(part in kind for kind in kinds) for part in parts) else ()


def _read_words(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> Numeral | None:
    """Read number words: "mil doscientos millones", "half a million", "a dozen"."""
    if not lexicon:
        return None
    total, position = _Total(), _start(words, at, lexicon)
    if position is None:
        return None
    if words[position].form in lexicon["grammar"]["half_before"]:
        total.current, position = 0.5, position + 1
        position += position < len(words) and words[position].form in lexicon["grammar"]["articles"]
    end = position
    while position < len(words):
        if _apply(total, words[position], lexicon):
            position = end = position + 1
        elif position == end and _joins(total, words, position, lexicon):
            position += 1
        else:
            break
    if end == at or total.value == 0.5:
        return _zero(words, at, lexicon)
    return _finish(total, words, (at, end), lexicon)


def _start(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> int | None:
    """Return where the number words begin, past an article: "a million"; None if nowhere."""
    if _parts(words[at], lexicon):
        return at
    if words[at].form not in lexicon["grammar"]["articles"] or at + 1 >= len(words):
        return None
    after = words[at + 1].form
    scaled = any(after in lexicon.get(kind, {}) for kind in ("hundreds", "scales", "groups"))
    return at + 1 if scaled else None


def _apply(total: _Total, word: Word, lexicon: Mapping[str, Any]) -> bool:
    """Add one word to the number; False, with nothing changed, when it does not continue it."""
    parts = _parts(word, lexicon)
    for part in parts:
        if part in lexicon["grammar"]["half_before"]:
            total.current = 0.5
        elif part in lexicon["cardinals"]:
            if not total.accepts(lexicon["cardinals"][part]):
                return False
            total.add(lexicon["cardinals"][part])
        elif part in lexicon.get("hundreds", {}):
            if not total.multiply(100):
                return False
        elif not total.multiply(lexicon["scales"].get(part) or lexicon["groups"][part]):
            return False
    return bool(parts)


def _joins(
    total: _Total, words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]
) -> bool:
    """Tell whether "and" at word *at* continues the number: "one hundred and five"."""
    if words[at].form not in lexicon["grammar"]["and"] or at + 1 >= len(words):
        return False
    nexts = _parts(words[at + 1], lexicon)
    if not nexts or nexts[0] not in lexicon["cardinals"] or total.place < 10:
        return False
    return total.current is not None and total.accepts(lexicon["cardinals"][nexts[0]])


def _zero(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> Numeral | None:
    """Read a zero on its own; nothing else has no value."""
    if lexicon["cardinals"].get(words[at].form) == 0:
        return Numeral(at, at + 1, 0.0, 0.0, 0.0)
    return None


def _finish(
    total: _Total, words: tuple[Word, ...], place: tuple[int, int], lexicon: Mapping[str, Any]
) -> Numeral:
    """Make the numeral, with its trailing half and the rounding its scale suggests."""
    at, end = place
    half, length = _half_after(words, end, lexicon)
    value = total.value
    if length:
        value += half * (total.scale if total.current is None else 1.0)
        end += length
        factor, end = _scale_after(words, end, lexicon)
        value *= factor
    rounded = total.current is None and total.scale >= 1e3 and not length
    slack = ROUNDING_SHARE * value if rounded else 0.0
    lone = end == at + 1 and words[at].form in lexicon["grammar"]["ones"]
    return Numeral(at, end, value, value - slack, value + slack, article=lone)
