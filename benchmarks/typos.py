"""Misspell names by documented treatments, always the same for the same seed.

A treatment makes one slip in one word of a name:

    drop      a letter is left out                     Illanes → Ilanes
    swap      two neighbours change places             Duarte → Daurte
    double    a letter is written twice                Mora → Morra
    accent    an accent is lost, or one is added       Ríos → Rios, Mora → Móra
    keyboard  the key beside is hit, on the Spanish    Paz → Pax
              or the English layout
    ocr       a scan reads letters as others           Cornejo → Comejo

Source: own list. The first four are the slips of Damerau (1964) without free substitution;
keyboard neighbours are those of the QWERTY layouts of Spain and the United States in their
three rows of letters; the confusions are those that readers of scanned print know.
"""

import random
import unicodedata
from collections.abc import Callable, Mapping
from typing import NamedTuple

_ROWS = {
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    "es": ("qwertyuiop", "asdfghjklñ", "zxcvbnm"),
}
_SCANNED = (
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("l", "I"), ("I", "l"), ("i", "l"), ("O", "0"),
    ("o", "0"), ("nn", "m"), ("vv", "w"), ("u", "ii"), ("h", "b"), ("e", "c"), ("S", "5"),
)  # fmt: skip
_ACCENTED = dict(zip("aeiouAEIOU", "áéíóúÁÉÍÓÚ", strict=True))
# A word shorter than this is left alone: particles and initials.
_SHORTEST = 3


class Typo(NamedTuple):
    """A misspelt name and the treatment that made it."""

    written: str
    treatment: str


Treatment = Callable[[str, random.Random], str | None]


def _drop(word: str, chance: random.Random) -> str | None:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _swap(word: str, chance: random.Random) -> str | None:
    places = [at for at in range(len(word) - 1) if word[at].lower() != word[at + 1].lower()]
    if not places:
        return None
    at = chance.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _double(word: str, chance: random.Random) -> str | None:
    at = chance.randrange(len(word))
    return word[: at + 1] + word[at].lower() + word[at + 1 :]


def _accent(word: str, chance: random.Random) -> str | None:
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    if bare != word:
        return bare
    places = [at for at, letter in enumerate(word) if letter in _ACCENTED]
    if not places:
        return None
    at = chance.choice(places)
    return word[:at] + _ACCENTED[word[at]] + word[at + 1 :]


def _neighbours(letter: str, layout: str) -> str:
    rows = _ROWS[layout]
    for number, row in enumerate(rows):
        at = row.find(letter)
        if at >= 0:
            beside = row[max(0, at - 1) : at] + row[at + 1 : at + 2]
            above = rows[number - 1][at : at + 2] if number else ""
            below = rows[number + 1][max(0, at - 1) : at + 1] if number + 1 < len(rows) else ""
            return beside + above + below
    return ""


def _keyboard(word: str, chance: random.Random) -> str | None:
    layout = chance.choice(sorted(_ROWS))
    places = [at for at, letter in enumerate(word) if _neighbours(letter.lower(), layout)]
    if not places:
        return None
    at = chance.choice(places)
    hit = chance.choice(_neighbours(word[at].lower(), layout))
    return word[:at] + (hit.upper() if word[at].isupper() else hit) + word[at + 1 :]


def _ocr(word: str, chance: random.Random) -> str | None:
    readings = [
        word[:at] + read + word[at + len(letters) :]
        for letters, read in _SCANNED
        for at in range(len(word))
        if word.startswith(letters, at)
    ]
    return chance.choice(readings) if readings else None


TREATMENTS: Mapping[str, Treatment] = {
    "drop": _drop,
    "swap": _swap,
    "double": _double,
    "accent": _accent,
    "keyboard": _keyboard,
    "ocr": _ocr,
}


def misspell(name: str, chance: random.Random, treatment: str | None = None) -> Typo | None:
    """Return *name* with one slip in one of its words, None when no word can have it.

    Without a *treatment* one is drawn; one that does not fit the word makes way for another.
    """
    words = name.split(" ")
    places = [at for at, word in enumerate(words) if len(word) >= _SHORTEST and word.isalpha()]
    names = [treatment] if treatment else chance.sample(sorted(TREATMENTS), len(TREATMENTS))
    if not places:
        return None
    at = chance.choice(places)
    for kind in names:
        written = TREATMENTS[kind](words[at], chance)
        if written is not None and written != words[at]:
            return Typo(" ".join([*words[:at], written, *words[at + 1 :]]), kind)
    return None
