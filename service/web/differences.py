"""Where two texts differ, letter by letter or word by word, for the eye."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Words, white space and signs each on their own, so that joined they are the text.
_PARTS = re.compile(r"\w+|\s+|[^\w\s]")
_PARAGRAPHS = re.compile(r"[^\n]*\n|[^\n]+")
# Comparing takes as many steps as both sides have words, multiplied.
_MOST_STEPS = 4_000_000


class Change(StrEnum):
    """What became of words from one text to the next."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that one thing became of."""

    change: Change
    text: str


Pieces = tuple[tuple[str, bool], ...]


def mark_letters(left: str, right: str) -> tuple[Pieces, Pieces]:
    """Return both names in pieces, with whether the other one has them otherwise.

    Joined, the pieces are the names. Small and capital letters are no difference.
    """
    mine, theirs = ([letter.casefold() for letter in name] for name in (left, right))
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    one = [(left[a:b], tag != "equal") for tag, a, b, _, _ in blocks if a < b]
    other = [(right[c:d], tag != "equal") for tag, _, _, c, d in blocks if c < d]
    return tuple(one), tuple(other)


def word_changes(before: str, after: str) -> tuple[Stretch, ...]:
    """Return what was removed from *before* and added to get *after*, in order.

    Joined, what was kept and removed is *before*; what was kept and added is *after*.
    Paragraphs are compared first: the words inside them only where they changed.
    """
    blocks = _stretches(_PARAGRAPHS.findall(before), _PARAGRAPHS.findall(after))
    return tuple(_joined(_words_of(blocks)))


def without_long_kept(changes: Sequence[Stretch], around: int = 160) -> tuple[Stretch, ...]:
    """Return *changes* with what was kept shortened to *around* letters beside each change."""
    last = len(changes) - 1
    return tuple(
        _shortened(each, around, is_first=at == 0, is_last=at == last)
        for at, each in enumerate(changes)
    )


def _words_of(blocks: Sequence[Stretch]) -> Iterator[Stretch]:
    removed = added = ""
    for block in [*blocks, Stretch(Change.KEPT, "")]:
        if block.change is Change.REMOVED:
            removed += block.text
        elif block.change is Change.ADDED:
            added += block.text
        else:
            yield from _stretches(_PARTS.findall(removed), _PARTS.findall(added))
            removed = added = ""
            yield block


def _stretches(before: Sequence[str], after: Sequence[str]) -> list[Stretch]:
    # What both begin and end with costs nothing, however long it is.
    shorter = min(len(before), len(after))
    begin = _shared(before, after, shorter)
    end = _shared(before[::-1], after[::-1], shorter - begin)
    stop, its_stop = len(before) - end, len(after) - end
    found = [
        Stretch(Change.KEPT, "".join(before[:begin])),
        *_changes(before[begin:stop], after[begin:its_stop]),
        Stretch(Change.KEPT, "".join(before[stop:])),
    ]
    return [each for each in found if each.text]


def _shared(one: Sequence[str], other: Sequence[str], most: int) -> int:
    """Return how many parts both begin with, at most *most*."""
    return next((at for at in range(most) if one[at] != other[at]), most)


def _changes(before: Sequence[str], after: Sequence[str]) -> list[Stretch]:
    if len(before) * len(after) > _MOST_STEPS:
        whole = (Stretch(Change.REMOVED, "".join(before)), Stretch(Change.ADDED, "".join(after)))
        return [each for each in whole if each.text]
    found: list[Stretch] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Stretch(Change.KEPT, "".join(before[a:b])))
            continue
        found.append(Stretch(Change.REMOVED, "".join(before[a:b])))
        found.append(Stretch(Change.ADDED, "".join(after[c:d])))
    return [each for each in found if each.text]


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    last: Stretch | None = None
    for each in stretches:
        if not each.text:
            continue
        if last and last.change is each.change:
            last = Stretch(last.change, last.text + each.text)
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _shortened(stretch: Stretch, around: int, *, is_first: bool, is_last: bool) -> Stretch:
    text = stretch.text
    if stretch.change is not Change.KEPT or len(text) <= 2 * around:
        return stretch
    begin = "" if is_first else text[:around]
    end = "" if is_last else text[-around:]
    return Stretch(Change.KEPT, f"{begin} […] {end}")
