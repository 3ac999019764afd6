"""Which given names stand for one another: short forms, and one name in several languages."""

from functools import cache

from matching.lexicon import SHARED, languages_with, load_lexicon
from matching.name_tokens import fold

# A short form of three letters or more that opens the full name ("Phil", "Russ", "Kath").
_SHORTEST = 3
_ENDINGS = ("ie", "y", "i", "a", "o")


@cache
def _rows() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    """Return for each folded form, and for each short form, the rows that list it."""
    forms: dict[str, set[int]] = {}
    shorts: dict[str, set[int]] = {}
    for number, row in enumerate(load_lexicon(SHARED, "given_names")["name"]):
        for word in row["forms"].split():
            forms.setdefault(fold(word), set()).add(number)
        for word in row["short"].split():
            shorts.setdefault(fold(word), set()).add(number)
    return (
        {word: frozenset(rows) for word, rows in forms.items()},
        {word: frozenset(rows - forms.get(word, set())) for word, rows in shorts.items()},
    )


@cache
def _given_by_language() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(fold(word) for word in load_lexicon(language, "names").get("given", ()))
        for language in languages_with("names")
    )


def is_listed_given(key: str) -> bool:
    """Tell whether a folded word is a listed given name or a short form, in any language."""
    return is_full_form(key) or key in _rows()[1]


def is_full_form(key: str) -> bool:
    """Tell whether a folded word is a listed given name, not only a short form of one."""
    return key in _rows()[0] or any(key in names for names in _given_by_language())


def are_short_forms(left: str, right: str) -> bool:
    """Tell whether one folded given name is a listed everyday form of the other."""
    forms, shorts = _rows()
    none: frozenset[int] = frozenset()
    one, other = shorts.get(left, none), shorts.get(right, none)
    return bool(one & (forms.get(right, none) | other) or other & forms.get(left, none))


def are_forms_of_one(left: str, right: str) -> bool:
    """Tell whether two folded given names are listed as forms of one, in any languages."""
    forms, _ = _rows()
    return bool(forms.get(left, frozenset()) & forms.get(right, frozenset()))


def are_variants(left: str, right: str) -> bool:
    """Tell whether two folded given names are one name as two languages write it.

    Two names that one language uses side by side are two: "Diego" and "Jaime" in Spanish.
    """
    if not are_forms_of_one(left, right):
        return False
    return not any(left in names and right in names for names in _given_by_language())


def is_clipped(short: str, full: str) -> bool:
    """Tell whether *short* is the beginning of *full*, as everyday names are made.

    "Phil" of "Phillip", "Benny" of "Benjamin", "Gerry" of "Gerard". Not when both are listed
    given names: "Juan" is no short form of "Juana", nor "Mari" of "Mario".
    """
    if len(short) < _SHORTEST or len(full) < len(short) + 1 or is_full_form(short):
        return False
    return any(_opens(stem, full) for stem in _stems(short))


def _stems(short: str) -> list[str]:
    stems = [short]
    for ending in _ENDINGS:
        if short.endswith(ending):
            stem = short[: -len(ending)]
            stems.append(stem)
            if len(stem) > 1 and stem[-1] == stem[-2]:
                stems.append(stem[:-1])
    return [stem for stem in stems if len(stem) >= _SHORTEST]


def _opens(stem: str, full: str) -> bool:
    return len(full) >= len(stem) + 2 and full.startswith(stem)
