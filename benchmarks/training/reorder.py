"""Sentences with their words in another order: with another meaning, or with the same.

Exchanged are two names, two numbers of a kind, or two words of a closed class, where they do
not stand side by side as equals: "Rome beat Paris" is not "Paris beat Rome". The meaning stays
where they are coordinated ("Rome and Paris"), and where a last adjunct of time or place goes
first ("In 2005, he left").
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from benchmarks.training.moves import moved
from benchmarks.training.pieces import NAME, Piece, find_pieces

# Between two words that are equals, or one beside the other in apposition.
_EQUALS = re.compile(
    r"\s*(?:[,;:/(–-]|\band\b|\bor\b|\by\b|\be\b|\bo\b|\bu\b|&|\bas well as\b|\bto\b(?= \d)|"
    r"\bis\b|\bwas\b|\bare\b|\bes\b|\bera\b|\bfue\b|\bthe\b|\ba\b|\ban\b|\bel\b|\bla\b|\bun\b|\buna\b"
    r"|['’]s?|\bof\b|\bde\b|\bdel\b|\bknown as\b|\balso\b|\bcalled\b|\bby\b(?= \d)|\s)*"
)
# "Organisation for Security": one name, whose parts are no others.
_JOINING = frozenset("for in on at under to upon of para por en sobre a al".split())
# Where one stands to the other as the other stands to it.
_MUTUAL = re.compile(
    r"\b(?:between|with|and|meets?|met|marr\w+|same|versus|vs|against|joined|borders?|bordering|"
    r"both|together|equal\w*|similar|alongside|or|either|among|near|beside|next to|but also|"
    r"plus|connect\w*|link\w*|including|include[sd]?|like|such as|namely|located|situated|"
    r"entre|con|y|e|contra|frente a|junto|o|ambos|igual|cas[óa]\w*|cerca|limita|une|conecta|"
    r"sino también|incluid[oa]s?|incluye\w*|como)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:[Aa]n?|[Uu]na?) $")
# Plural nouns of one ending, with nothing before them that might hold of the first alone.
_PLURALS = {
    "en": re.compile(
        r"\b(?:of|for|with|in|by|to|between|from|both) "
        r"([a-z]{3,}[a-rt-z]s) and ([a-z]{3,}[a-rt-z]s)"
        r"(?=[.,;]| (?:in|on|at|of|for|to|from|were|are|have|was|by)\b)"
    ),
    "es": re.compile(
        r"\b(?:de|para|con|en|por|a|entre) ([a-zñáéíóú]{3,}[oae]s) y ([a-zñáéíóú]{3,}[oae]s)"
        r"(?=[.,;]| (?:en|de|para|con|por|a|que|fueron|son|están)\b)"
    ),
}
_CLOSED = re.compile(
    r"[^\w\s]|\s*$| (?:in|on|at|for|from|to|of|with|by|as|after|before|during|who|which|where|"
    r"en|de|del|para|con|por|a|al|tras|durante|como|que|donde)\b"
)
_AND = {"en": re.compile(r" and "), "es": re.compile(r" y ")}


def exchanged(text: str, language: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield copies of *text* that say another thing, with what was exchanged."""
    for one, two in combinations(find_pieces(text, language, names), 2):
        if one.kind != two.kind or _same(one.text, two.text):
            continue
        between = text[one.end : two.start]
        if one.end > two.start or _MUTUAL.search(between):
            continue
        # Members of a list are equals, however far apart.
        if _EQUALS.fullmatch(NAME.sub("", between)):
            continue
        if one.kind in ("names", "demonyms") and between.strip() in _JOINING:
            continue
        if not any(char.isalpha() for char in between) or len(between) > 90:
            continue
        if _MUTUAL.search(" ".join(text[: one.start].split()[-2:])):
            continue
        yield one.kind.split(":")[0], _swap(text, one, two)


def reordered(text: str, language: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield copies of *text* that say the same, with what was moved."""
    yield from _members(text, language, list(find_pieces(text, language, names)))
    for copy in moved(text, language, names):
        yield "adjunct", copy


def _members(text: str, language: str, pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """Exchange two members of a coordination, each with its article where both have one."""
    plural = _PLURALS[language].finditer(text)
    plurals = [
        (Piece(*found.span(1), "", found[1]), Piece(*found.span(2), "", found[2]))
        for found in plural
    ]
    joints = [found.span() for found in _AND[language].finditer(text)]
    wide = [_with_article(piece, text) for piece in pieces]
    pairs = [
        (one, two)
        for start, end in joints
        for one in wide
        if one.end == start
        for two in wide
        if two.start == end and one.kind == two.kind
    ]
    for one, two in pairs or plurals:
        # "y" is "e" before the sound of "i".
        clash = language == "es" and re.match(r"(?i)h?[iíy]", one.text)
        # "… saved by Ann and Bob shot": the second may begin a clause of its own.
        clause = one.start > 0 and not _CLOSED.match(text[two.end :])
        apart = one.kind.startswith("numbers") or text[: one.start].endswith(" the ")
        apart = apart or (clause and one.kind in ("names", "demonyms"))
        if not clash and not apart and not _same(one.text, two.text):
            yield "members", _swap(text, one, two)


def _with_article(piece: Piece, text: str) -> Piece:
    found = _ARTICLE.search(text[: piece.start])
    if not found or piece.kind in ("names", "demonyms"):
        return piece
    text_with = text[found.start() : piece.end]
    return Piece(found.start(), piece.end, f"article {piece.kind.split()[0]}", text_with)


def _same(left: str, right: str) -> bool:
    return bool(set(left.lower().split()) & set(right.lower().split()))


def _swap(text: str, one: Piece, two: Piece) -> str:
    small = one.text
    if one.start == 0 and one.kind.startswith(("article", "words")):
        small = small[0].lower() + small[1:]
    swapped = text[: one.start] + two.text + text[one.end : two.start] + small + text[two.end :]
    return swapped[0].upper() + swapped[1:]
