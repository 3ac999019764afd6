"""Line breaks that end nothing: those of text that was broken to fit a line.

A mail, a PDF or a text file breaks its lines wherever they are full, in the middle of a
sentence. Such a break is a space to everything that reads; it keeps its place, so that
offsets count in the text as it was given.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_SENTENCE_END = tuple(".!?…:;\"”»'’)")
_MARK = re.compile(r"[-–—•*#>|]|\d{1,2}[.)]|\(?\w{1,4}\)")
"""What opens an item of a list, a heading or a quoted mail."""

_LINK = re.compile(r"\S*(?:://|\w\.\w+/)|www\.")

_NARROW, _WIDE = 40, 110
"""Characters of a full line: mails have 72 to 78, terminals 80, some texts 100."""


@lru_cache(maxsize=256)
def unwrapped(text: str) -> str:
    """Return *text* with every break that ends nothing as spaces; of the same length."""
    if not _BREAK.search(text):
        return text
    parts = []
    for block in _blocks(text):
        parts += _joined(block)
    return "".join(parts)


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the lines between blank ones, each followed by what ends it."""
    block: list[str] = []
    at = 0
    for found in _BREAK.finditer(text):
        block += (text[at : found.start()], found.group())
        if not block[-2].strip():
            yield block
            block = []
        at = found.end()
    yield [*block, text[at:], ""]


def _joined(block: list[str]) -> list[str]:
    lines, breaks = block[0::2], block[1::2]
    full = _is_wrapped(lines)
    for at, (line, following) in enumerate(pairwise(lines)):
        if (full and following.strip()) or _goes_on(line, following):
            breaks[at] = " " * len(breaks[at])
    return [part for pair in zip(lines, breaks, strict=True) for part in pair]


def _goes_on(line: str, following: str) -> bool:
    """Tell "doce familias fueron / evacuadas": no end before the break, no beginning after."""
    before, after = line.rstrip(), following.lstrip()
    is_apart = _MARK.match(after) or _LINK.match(after)
    return (
        bool(before) and after[:1].islower() and not is_apart and not before.endswith(_SENTENCE_END)
    )


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether every line is so full that the next one's first word found no room.

    Short paragraphs may look like that; of broken ones some line goes on in the next.
    """
    shown = [line.rstrip() for line in lines if line.strip()]
    width = max(map(len, shown), default=0)
    if not _NARROW <= width <= _WIDE or any(_MARK.match(line.lstrip()) for line in shown):
        return False
    return any(_goes_on(*pair) for pair in pairwise(shown)) and all(
        len(line) + 1 + len(following.split(maxsplit=1)[0]) > width
        for line, following in pairwise(shown)
    )
