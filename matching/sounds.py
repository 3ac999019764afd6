"""How alike two words sound, whatever alphabet or language's spelling they came through.

A word is first reduced to one letter per sound ("tsch", "cz" and "tch" are one), then the
cheapest way to turn one into the other is weighed: letters that languages write for one
sound cost little, a vowel less than a consonant.
"""

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

# In this order; capitals stand for sounds that no single letter writes.
_DIGRAPHS = (
    ("dzsch", "Z"), ("dsch", "Z"), ("tsch", "C"), ("dzs", "Z"), ("dzh", "Z"), ("dz", "Z"),
    ("dj", "Z"), ("dg", "Z"), ("tch", "C"), ("sch", "S"), ("cz", "C"), ("cs", "C"), ("ch", "C"),
    ("sh", "S"), ("sz", "S"), ("zh", "Z"), ("tz", "c"), ("ts", "c"), ("kh", "h"), ("gh", "g"),
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "X"), ("w", "v"),
    ("y", "i"), ("ie", "i"), ("ij", "i"), ("ii", "i"), ("ee", "i"), ("ou", "u"), ("oo", "u"),
    ("oe", "o"), ("ue", "u"), ("ae", "e"), ("j", "J"),
)  # fmt: skip
_VOWELS = "aeiou"

# What it costs to write one sound for another, next to 1.0 for two that share nothing.
_CLOSE = {
    "sz": 0.05, "Ji": 0.1, "JZ": 0.1, "cC": 0.1, "cz": 0.1, "cZ": 0.1, "zZ": 0.1, "Xh": 0.1,
    "XS": 0.1, "Ch": 0.15, "JX": 0.1, "Jh": 0.15, "Jg": 0.15, "ck": 0.15, "cs": 0.15,
    "sS": 0.15, "CZ": 0.15, "SZ": 0.15, "dt": 0.15, "gk": 0.15, "Zg": 0.15, "Xk": 0.2, "Ck": 0.2,
    "JS": 0.2, "cS": 0.2, "zS": 0.2, "SC": 0.2, "JC": 0.2, "bp": 0.2, "vf": 0.2, "gh": 0.2,
    "uv": 0.3, "kh": 0.25, "bv": 0.3, "sC": 0.3, "ou": 0.2, "ei": 0.25, "ae": 0.3, "ao": 0.35,
    "iu": 0.35, "mn": 0.5, "lr": 0.6,
}  # fmt: skip
_VOWEL_CHANGE, _VOWEL_ADDED, _H_ADDED, _J_ADDED = 0.4, 0.5, 0.2, 0.4
_CONSONANT_ADDED = 0.9

# Endings that Czech ("Merkelová"), Latvian, Lithuanian and Latin add to a foreign name.
_ENDINGS = ("ova", "ius", "is", "as", "us", "s")
_SHORTEST_STEM = 3
_ENDING_COST = 0.04


@lru_cache(maxsize=65536)
def _reduced(word: str) -> str:
    for letters, sound in _DIGRAPHS:
        if letters in word:
            word = word.replace(letters, sound)
    return "".join(a for a, b in zip(word, " " + word, strict=False) if a != b)


def _costs() -> dict[str, float]:
    costs = {f"{a}{b}": _VOWEL_CHANGE for a in _VOWELS for b in _VOWELS if a != b}
    for pair, cost in _CLOSE.items():
        costs[pair] = costs[pair[::-1]] = cost
    return costs


_COSTS = _costs()
_ADDED = dict.fromkeys(_VOWELS, _VOWEL_ADDED) | {"h": _H_ADDED, "J": _J_ADDED}


def _distance(left: str, right: str) -> float:
    """Return the cheapest way to turn one reduced word into the other."""
    row = [0.0]
    for letter in right:
        row.append(row[-1] + _ADDED.get(letter, _CONSONANT_ADDED))
    for letter in left:
        added = _ADDED.get(letter, _CONSONANT_ADDED)
        diagonal, row[0] = row[0], row[0] + added
        for at, other in enumerate(right, 1):
            best = diagonal if letter == other else diagonal + _COSTS.get(letter + other, 1.0)
            diagonal = row[at]
            best = min(best, diagonal + added, row[at - 1] + _ADDED.get(other, _CONSONANT_ADDED))
            row[at] = best
    return row[-1]


# Sounds that languages write for one another; what is not here is left out of a skeleton.
_CLASSES = {
    sound: group[0] for group in ("sSzZcCkgXh", "td", "pbvf", "lr", "nm") for sound in group
}
_FAR = 2


@lru_cache(maxsize=65536)
def _skeleton(reduced: str) -> str:
    return "".join(_CLASSES.get(letter, "") for letter in reduced)


def _alike(left: str, right: str) -> float:
    one, other = _reduced(left), _reduced(right)
    if one == other:
        return 1.0
    # Words of other consonants are not alike; weighing them would only take time.
    if Levenshtein.distance(_skeleton(one), _skeleton(other), score_cutoff=_FAR - 1) >= _FAR:
        return 0.0
    return max(0.0, 1 - _distance(one, other) / max(len(one), len(other)))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=131072)
def sound_similarity(left: str, right: str) -> float:
    """Return how alike two folded words sound, in [0, 1]; 1.0 means written for one sound.

    An ending that a language adds to foreign names counts little. Use it to compare names
    that are otherwise equal: short words sound alike by chance.
    """
    if min(len(left), len(right)) < _SHORTEST_STEM:
        return float(left == right)
    best = _alike(left, right)
    if best < 1.0:
        stem, its_other = _stem(left), _stem(right)
        if stem != left:
            best = max(best, _alike(stem, right) - _ENDING_COST)
        if its_other != right:
            best = max(best, _alike(left, its_other) - _ENDING_COST)
    return best
