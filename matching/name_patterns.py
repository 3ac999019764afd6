"""The ways in which a text may write one member of a roster, and what each is away from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from matching.full_names import FullName
from matching.given_names import are_one_given, are_two_given, is_listed_given
from matching.name_keys import is_initial, slips_between
from matching.people_words import is_surname
from matching.sounds import sound_similarity

# What is no slip but less than the name as the roster has it.
SHORT_FORM, INITIAL, FIRST_LEFT_OUT, WORD_ADDED, TURNED = 0.25, 0.25, 0.5, 0.5, 0.1
_MOST_WORDS = 6
_SOUNDS_ALIKE = 0.85


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words of a member in an order in which a text may put them.

    `positions` are those of the words in the member's name; `cost` is what the choice adds.
    """

    words: tuple[str, ...]
    positions: tuple[int, ...]
    cost: float


@lru_cache(maxsize=4096)
def patterns(name: tuple[str, ...], length: int) -> tuple[Pattern, ...]:
    """Return the ways to write *name* in *length* words: parts in order, and turned around."""
    return tuple(_patterns(name[:_MOST_WORDS], length))


def _patterns(name: tuple[str, ...], length: int) -> Iterator[Pattern]:
    for places in combinations(range(len(name)), length):
        left_out = length > 1 and places[0] > 0 and not _are_surnames(places, name)
        cost = FIRST_LEFT_OUT if left_out else 0.0
        yield Pattern(tuple(name[at] for at in places), places, cost)
    if length == len(name) > 1:
        for turn in {1, length - 1}:
            places = tuple(range(turn, length)) + tuple(range(turn))
            yield Pattern(tuple(name[at] for at in places), places, TURNED)


def _are_surnames(places: Sequence[int], name: Sequence[str]) -> bool:
    """Tell whether the words are all that follow the given names of *name*."""
    first = name[places[0]]
    is_given = is_listed_given(first) and not is_surname(first)
    return not is_given and tuple(places) == tuple(range(places[0], len(name)))


def cost_of(written: FullName, member: FullName, letters_only: bool = False) -> float | None:
    """Return the slips between a written name and a member of the roster, None for no way.

    0 is the name or a part of it as it is; a letter dropped, added, changed or swapped with
    its neighbour is 1; spaces, particles and accents are free. With *letters_only* another
    given name is read as slips as well: "Andre" for "Andrea".
    """
    costs = [
        cost
        for words in {written.core, written.words}
        for own in {member.core, member.words}
        for pattern in _near_patterns(own, len(words))
        if (cost := _cost(words, pattern, letters_only)) is not None
    ]
    costs += _cost_with_added(written.core, member.core)
    return min(costs, default=None)


def _near_patterns(own: tuple[str, ...], count: int) -> Iterator[Pattern]:
    """Yield the patterns of as many words, and of one more or less, for spaces gone wrong."""
    for length in (count, count + 1, count - 1, count + 2):
        if 0 < length <= len(own):
            yield from patterns(own, length)


def _cost_with_added(words: tuple[str, ...], own: tuple[str, ...]) -> list[float]:
    """Return the cost of a text that adds one word to the member's whole name."""
    if len(words) != len(own) + 1 or len(own) < 2:
        return []
    fewer = [words[:at] + words[at + 1 :] for at in range(1, len(words))]
    whole = Pattern(own, tuple(range(len(own))), WORD_ADDED)
    return [whole.cost for rest in fewer if rest == own]


def _cost(words: tuple[str, ...], pattern: Pattern, letters_only: bool) -> float | None:
    extra = pattern.cost
    if len(words) == len(pattern.words):
        read: list[str] = []
        for at, (word, own) in enumerate(zip(words, pattern.words, strict=True)):
            is_given = pattern.positions[at] == 0 and not letters_only
            meant, added = _read_word(word, own, is_given)
            if meant is None:
                return None
            read.append(meant)
            extra += added
        words = tuple(read)
    elif any(len(word) == 1 for word in words):
        return None
    letters, own_letters = "".join(words), "".join(pattern.words)
    slips = slips_between(letters, own_letters)
    return slips + extra if slips <= allowed_slips(own_letters) else None


def _read_word(word: str, own: str, is_given: bool) -> tuple[str | None, float]:
    """Return (the word to count letters with, what it costs); None where it is another name."""
    if word == own:
        return own, 0.0
    if is_initial(word, own):
        return own, INITIAL
    if len(word) == 1 or (is_given and are_two_given(word, own)):
        return None, 0.0
    # A letter apart they are letters: "Andre" may be "Andrés" or "Andrea".
    if is_given and are_one_given(word, own) and slips_between(word, own) > 1:
        return own, SHORT_FORM
    if is_surname(word) and is_surname(own) and sound_similarity(word, own) < 0.95:
        return None, 0.0
    far = slips_between(word, own) > _allowed_in_word(own)
    return (None if far and sound_similarity(word, own) < _SOUNDS_ALIKE else word), 0.0


def _allowed_in_word(word: str) -> int:
    return 1 if len(word) < 5 else 2 if len(word) < 9 else 3


def allowed_slips(letters: str) -> int:
    """Return how many slips a name of these letters may have: 0 to 3."""
    length = len(letters)
    return 0 if length < 4 else 1 if length < 7 else 2 if length < 10 else 3
