"""Numbers written in words: "mil doscientos millones", "half a million", "dozens"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from matching.number_parts import (
    ROUNDING_SHARE,
    Numeral,
    half_after,
    scale_after,
    scale_of,
    touches,
)
from matching.word_table import Word

# "Dozens" are two or more, and not a hundred of them.
LEAST_PLURAL = 2
BARE_PLURAL_REACH = 100


@dataclass(slots=True)
class Total:
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


def read_vague(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> Numeral | None:
    """Read a bare plural: "decenas", "hundreds of thousands"."""
    plurals = lexicon.get("bare_plurals", {})
    base = plurals.get(words[at].form)
    if base is None:
        return None
    value, last = float(base), at + 1
    linked = last + 1 < len(words) and words[last].form in lexicon["grammar"]["of"]
    if linked:
        more = plurals.get(words[last + 1].form) or scale_of(words, last + 1, lexicon)
        if more:
            value, last = value * float(more), last + 2
    most = value * BARE_PLURAL_REACH
    return Numeral(at, last, value, value * LEAST_PLURAL, most, vague=True)


def _is_number_word(word: Word, lexicon: Mapping[str, Any]) -> bool:
    """Tell whether a word can be part of a number."""
    kinds = [lexicon.get(kind, {}) for kind in ("cardinals", "scales", "hundreds", "groups")]
    halves = lexicon.get("grammar", {}).get("half_before", ())
    return any(word.form in kind for kind in kinds) or word.form in halves


def read_words(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> Numeral | None:
    """Read number words: "mil doscientos millones", "half a million", "a dozen"."""
    if not lexicon:
        return None
    total, position = Total(), _start(words, at, lexicon)
    if position is None:
        return None
    is_half = words[position].form in lexicon["grammar"]["half_before"]
    if is_half:
        total.current, position = 0.5, position + 1
        position += position < len(words) and words[position].form == "-"
        position += position < len(words) and words[position].form in lexicon["grammar"]["articles"]
    form = words[at].form
    if form in lexicon["scales"] and len(form) <= _ABBREVIATED and form not in _WHOLE_WORDS:
        return None  # "(mdd)", with no number before
    if position == at and lexicon["groups"].get(words[at].form) == _PAIR:
        return None  # "a la par", "the couple"
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
    numeral = _finish(total, words, (at, end), lexicon)
    # "Medio centenar" is fifty: only a whole score is a round figure.
    return numeral if is_half else _loosened(numeral, words[end - 1], lexicon)


# "Una veintena" and "a hundred or so" count in round figures; a dozen is twelve.
_PAIR = 2
_ABBREVIATED = 4
_WHOLE_WORDS = frozenset({"mil"})
_ROUND_GROUP = 15
_GROUP_SLACK = 0.1


def _loosened(numeral: Numeral | None, last: Word, lexicon: Mapping[str, Any]) -> Numeral | None:
    """Widen what a collective word admits: "una veintena" may be 18 to 22."""
    size = lexicon.get("groups", {}).get(last.form)
    loose = lexicon.get("grammar", {}).get("loose_groups", ())
    if numeral is None or size is None or (size < _ROUND_GROUP and last.form not in loose):
        return numeral
    slack = numeral.value * _GROUP_SLACK
    return replace(
        numeral,
        about=True,
        low=min(numeral.low, numeral.value - slack),
        high=max(numeral.high, numeral.value + slack),
    )


def _start(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> int | None:
    """Return where the number words begin, past an article: "a million"; None if nowhere."""
    if _is_number_word(words[at], lexicon):
        return at
    if words[at].form not in lexicon["grammar"]["articles"] or at + 1 >= len(words):
        return None
    after = words[at + 1].form
    if after in lexicon["grammar"]["half_before"]:
        return at + 1 if at + 2 < len(words) and _is_scaled(words, at + 2, lexicon) else None
    scaled = any(after in lexicon.get(kind, {}) for kind in ("hundreds", "scales", "groups"))
    return at + 1 if scaled else None


def _is_scaled(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> bool:
    """Tell whether a scale stands at *at*, or after a hyphen there: "un demi-million"."""
    at += words[at].form == "-" and at + 1 < len(words)
    return any(words[at].form in lexicon.get(kind, {}) for kind in ("hundreds", "scales", "groups"))


def _apply(total: Total, word: Word, lexicon: Mapping[str, Any]) -> bool:
    """Add one word to the number; False, with nothing changed, when it does not continue it."""
    form, cardinal = word.form, lexicon["cardinals"].get(word.form)
    if cardinal is not None:
        if not total.accepts(cardinal):
            return False
        total.add(cardinal)
        return True
    scale = lexicon.get("hundreds", {}).get(form) or lexicon["scales"].get(form)
    scale = scale or lexicon["groups"].get(form)
    return scale is not None and total.multiply(scale)


def _joins(total: Total, words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> bool:
    """Tell whether "and" or a hyphen at word *at* continues the number: "twenty-five"."""
    if words[at].form == "-" and at + 1 < len(words):
        return (
            touches(words, at)
            and touches(words, at + 1)
            and _is_number_word(words[at + 1], lexicon)
        )
    if words[at].form not in lexicon["grammar"]["and"] or at + 1 >= len(words):
        return False
    following = lexicon["cardinals"].get(words[at + 1].form)
    if following is None or total.place < 10 or total.current is None:
        return False
    return total.accepts(following)


def _zero(words: tuple[Word, ...], at: int, lexicon: Mapping[str, Any]) -> Numeral | None:
    """Read a zero on its own; nothing else has no value."""
    if lexicon["cardinals"].get(words[at].form) == 0:
        return Numeral(at, at + 1, 0.0, 0.0, 0.0)
    return None


def _finish(
    total: Total, words: tuple[Word, ...], place: tuple[int, int], lexicon: Mapping[str, Any]
) -> Numeral:
    """Make the numeral, with its trailing half and the rounding its scale suggests."""
    at, end = place
    half, length = half_after(words, end, lexicon)
    value = total.value
    if length:
        value += half * (total.scale if total.current is None else 1.0)
        end += length
        factor, end = scale_after(words, end, lexicon)
        value *= factor
    rounded = total.current is None and total.scale >= 1e3 and not length
    slack = ROUNDING_SHARE * value if rounded else 0.0
    lone = end == at + 1 and words[at].form in lexicon["grammar"]["ones"]
    return Numeral(at, end, value, value - slack, value + slack, article=lone)
