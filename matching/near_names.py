"""Which of many names may mean one: pairs found by shared keys, then compared letter by letter.

Comparing each with each of 10,000 names would be 50 million comparisons. Names share a key
when one slip, one spelling or one word left out lies between them; only those are compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from matching.name_keys import name_key, sound_key
from matching.names import DIFFERENT_BELOW, NameDecision, compare_names

# Names that share a key with more than so many others share too little to tell.
_BUSIEST = 60
# A single word of fewer letters is near to too many others.
_SHORTEST_WORD = 5
# Of longer names the pairs of words grow too many, and the first ones suffice.
_MOST_WORDS = 6
# Forms of two entities that are compared in full; the nearest ones have most keys in common.
_MOST_FORMS = 3

_Key = tuple[str, ...]

# When a few names are added to many, only what is new costs anything.
_decision = lru_cache(maxsize=262144)(compare_names)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something with the ways in which it is written, the preferred one first."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two of them, by key in order, the two names that are most alike, and what they say."""

    left: str
    right: str
    left_name: str
    right_name: str
    found: NameDecision


def find_near(items: Sequence[Named]) -> tuple[NearPair, ...]:
    """Return the pairs of *items* whose names may mean one, most alike first.

    Names that are surely two are left out. Names whose every letter is the same, case and
    accents aside, are a pair too. The order of *items* does not matter.
    """
    found = (_compared(*keys, forms) for keys, forms in _candidates(items).items())
    kept = [pair for pair in found if pair and pair.found.score >= DIFFERENT_BELOW]
    return tuple(sorted(kept, key=lambda pair: (-pair.found.score, pair.left, pair.right)))


def _candidates(items: Sequence[Named]) -> dict[tuple[str, str], dict[tuple[str, str], int]]:
    """Return pairs of items with their forms that share keys, and how many they share."""
    buckets: dict[_Key, set[tuple[str, str]]] = defaultdict(set)
    for item in items:
        for name in dict.fromkeys(item.names):
            for key in near_keys(name):
                buckets[key].add((item.key, name))
    found: dict[tuple[str, str], dict[tuple[str, str], int]] = defaultdict(dict)
    for members in buckets.values():
        if not 1 < len(members) <= _BUSIEST:
            continue
        for (one, one_name), (other, other_name) in combinations(sorted(members), 2):
            if one != other:
                forms = found[one, other]
                forms[one_name, other_name] = forms.get((one_name, other_name), 0) + 1
    return found


def _compared(left: str, right: str, forms: dict[tuple[str, str], int]) -> NearPair | None:
    nearest = sorted(forms, key=lambda pair: (-forms[pair], pair))[:_MOST_FORMS]
    best: NearPair | None = None
    for one, other in nearest:
        found = _decision(one, other)
        if found.decision != "different" and (best is None or found.score > best.found.score):
            best = NearPair(left, right, one, other, found)
    return best


@lru_cache(maxsize=65536)
def near_keys(name: str) -> frozenset[_Key]:
    """Return the keys of a name; two names without a common one are never compared.

    One letter dropped, added, changed or swapped leaves a common key, and so does another
    spelling of the same sounds, a word left out of three or more, and a given name written as
    its initial.
    """
    words = name_key(name).core[:_MOST_WORDS]
    if not words or (len(words) == 1 and len(words[0]) < _SHORTEST_WORD):
        return frozenset()
    return frozenset((*_with_a_letter_less(words), *_by_sound(words)))


def _with_a_letter_less(words: Sequence[str]) -> Iterator[_Key]:
    yield ("letters", *sorted(words))
    for place, word in enumerate(words):
        others = [*words[:place], *words[place + 1 :]]
        for shorter in _shortened(word):
            yield ("letters", *sorted([*others, shorter]))


def _shortened(word: str) -> Iterable[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))} if len(word) > 1 else ()


def _by_sound(words: Sequence[str]) -> Iterator[_Key]:
    sounds = [sound_key(word) for word in words]
    yield ("sounds", *sorted(sounds))
    if len(words) > 1:
        yield ("initial", words[0][0], sounds[-1])
        for pair in combinations(sorted(sounds), 2):
            yield ("two", *pair)
