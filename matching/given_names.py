"""Which given names stand for one another: short forms, and one name in several languages."""

from functools import cache

from matching.lexicon import SHARED, languages_with, load_lexicon
from matching.name_tokens import fold
from matching.sounds import sound_similarity

# A short form of three letters or more that opens the full name ("Phil", "Russ", "Kath").
_SHORTEST = 3
_ONE_SOUND, _NEARLY_ONE_SOUND = 0.94, 0.85
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
        {word: frozenset(rows) for word, rows in shorts.items()},
    )


@cache
def _given_by_language() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(fold(word) for word in load_lexicon(language, "names").get("given", ()))
        for language in languages_with("names")
    )


@cache
def _full_forms() -> frozenset[str]:
    return frozenset(_rows()[0]).union(*_given_by_language())


def is_listed_given(key: str) -> bool:
    """Tell whether a folded word is a listed given name or a short form, in any language."""
    return is_full_form(key) or key in _rows()[1]


def is_full_form(key: str) -> bool:
    """Tell whether a folded word is a listed given name, not only a short form of one."""
    return key in _full_forms()


def are_short_forms(left: str, right: str) -> bool:
    """Tell whether one folded given name is a listed everyday form of the other."""
    forms, shorts = _rows()
    none: frozenset[int] = frozenset()
    one, other = shorts.get(left, none), shorts.get(right, none)
    return bool(one & (forms.get(right, none) | other) or other & forms.get(left, none))


def name_rows(key: str) -> frozenset[int]:
    """Return the rows that list a folded given name; forms of one name share a row."""
    forms, shorts = _rows()
    return forms.get(key, frozenset()) | shorts.get(key, frozenset())


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


@cache
def _feminine_rows() -> frozenset[int]:
    rows = load_lexicon(SHARED, "given_names")["name"]
    return frozenset(number for number, row in enumerate(rows) if row.get("feminine"))


def is_womans(given: str) -> bool | None:
    """Tell whether a folded given name is a woman's, None when it may be either.

    Listed names decide; of others, "-a" is a woman's and "-o" a man's.
    """
    forms, shorts = _rows()
    rows = forms.get(given) or shorts.get(given)
    if rows and (rows <= _feminine_rows() or not rows & _feminine_rows()):
        return rows <= _feminine_rows()
    if rows:
        return None
    return {"a": True, "o": False}.get(given[-1:])


def are_one_given(left: str, right: str) -> bool:
    """Tell whether two folded given names are listed as one, as forms or short forms of it."""
    return are_short_forms(left, right) or are_forms_of_one(left, right)


def are_two_given(written: str, meant: str) -> bool:
    """Tell whether *written* is another given name than *meant*, not a way to write it.

    "Mario" is not "María", nor "Luisa" "Luis"; "Estevan" is "Esteban".
    """
    if written == meant or are_one_given(written, meant):
        return False
    if _are_a_couple(written, meant):
        return True
    needed = _ONE_SOUND if is_listed_given(meant) else _NEARLY_ONE_SOUND
    return is_listed_given(written) and sound_similarity(written, meant) < needed


def _are_a_couple(written: str, meant: str) -> bool:
    """Tell a man's name from the woman's made of it: "Robert", "Roberta"; "Mario", "Maria"."""
    if (written[-1:] == "a") == (meant[-1:] == "a"):
        return False
    is_listed = is_full_form(written) or (written.endswith("a") and is_full_form(meant))
    return is_listed and written.rstrip("ao") == meant.rstrip("ao")
