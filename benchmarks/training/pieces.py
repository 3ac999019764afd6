"""What may be exchanged in a sentence: names, numbers and words of a class."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.training.contrast_words import class_forms, index, unsure_forms

CAPITAL = r"[A-ZÁÉÍÓÚÑ][\wáéíóúñü'’.-]*\w"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Dr|Sr|Sra|Srta|St)\.? )?"
NAME = re.compile(
    rf"(?<![\w.'’-]){_TITLE}{CAPITAL}(?:(?: (?:of|of the|de|de la|del|von|van|al))? {CAPITAL})*"
)
_NUMBER = re.compile(r"(?<![\w.,:$€£/-])\d+(?:[.,]\d+)*(?![\w:/–-])(?![.,]\d)")
_YEAR = re.compile(r"1[0-9]\d\d|20[0-3]\d")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMMON = 3
_TITLES = frozenset(
    "mr mrs ms dr sr sra srta st president minister senator governor king queen prince mayor "
    "presidente presidenta ministro senador rey general captain lord sir".split()
)
FIRST_WORDS = frozenset(
    "the he she it a an this these those his her its their they there we you our my your in on at "
    "one two three some many most several all both each no when while after el la los las un una "
    "unos unas su sus se este esta estos estas hay él ella ellos ellas en dos tres muchos".split()
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; pieces of one kind may take each other's place."""

    start: int
    end: int
    kind: str
    text: str


def find_pieces(text: str, language: str, names: Collection[str]) -> Iterator[Piece]:
    """Yield what may be exchanged, each with its kind: only one kind's pieces are."""
    taken: list[tuple[int, int]] = []
    for start, end in _name_spans(text):
        name = text[start:end]
        if name not in names or name in MONTHS.split("|") or name.endswith("day"):
            continue
        taken.append((start, end))
        nation = name in class_forms("nationalities", language)
        yield Piece(start, end, "demonyms" if nation else "names", name)
    for found in _NUMBER.finditer(text):
        kind = "years" if _YEAR.fullmatch(found.group()) else "numbers"
        after = text[found.end() : found.end() + 1]
        yield Piece(*found.span(), f"{kind}:{after == '%'}", found.group())
    known = index(language)
    for found in _WORD.finditer(text):
        if any(start <= found.start() < end for start, end in taken):
            continue
        if found.group() in unsure_forms(language):
            continue
        for change, slots in known.get(found.group(), ()):
            if change.change == "excludes" and change.old.kind != "fixed":
                slot = "/".join(sorted(slots))
                yield Piece(*found.span(), f"words:{change.group} {slot}", found.group())


def _name_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where capitalised words stand together, less a first word like "In"."""
    for found in NAME.finditer(text):
        first, _, rest = found.group().partition(" ")
        cut = found.start() == 0 and rest[:1].isupper() and first.lower() in FIRST_WORDS
        yield found.start() + (len(first) + 1 if cut else 0), found.end()


def find_names(texts: Sequence[str]) -> frozenset[str]:
    """Return the names that stand inside a sentence of *texts*, and are no common word."""
    found: set[str] = set()
    common = Counter(word for text in texts for word in _WORD.findall(text) if word.islower())
    for text in texts:
        for start, end in _name_spans(text):
            before = text[:start].rstrip()
            if before and before[-1] not in ".!?:\"“'‘(-":
                found.add(text[start:end])
    return frozenset(
        name
        for name in found
        if common[(first := name.split()[0].lower())] < _COMMON
        and first not in FIRST_WORDS
        and name.lower() not in _TITLES
    )
