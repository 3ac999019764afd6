"""Sentences with their words in another order: with another meaning, or with the same.

Exchanged are two names, two numbers of a kind, or two words of a closed class, where they do
not stand side by side as equals: "Rome beat Paris" is not "Paris beat Rome". The meaning stays
where they are coordinated ("Rome and Paris"), and where a last adjunct of time or place goes
first ("In 2005, he left").
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from benchmarks.training.contrast_words import index

_CAPITAL = r"[A-ZÁÉÍÓÚÑ][\wáéíóúñü'’.-]*\w"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Dr|Sr|Sra|Srta|St)\.? )?"
NAME = re.compile(
    rf"(?<![\w.'’-]){_TITLE}{_CAPITAL}(?:(?: (?:of|of the|de|de la|del|von|van|al))? {_CAPITAL})*"
)
_NUMBER = re.compile(r"(?<![\w.,:$€£/-])\d+(?:[.,]\d+)*(?![\w:/–-])(?![.,]\d)")
_YEAR = re.compile(r"1[0-9]\d\d|20[0-3]\d")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
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
    r"connect\w*|link\w*|including|include[sd]?|like|such as|namely|located|situated|"
    r"entre|con|y|e|contra|frente a|junto|o|ambos|igual|cas[óa]\w*|cerca|limita|une|conecta|"
    r"sino también|incluid[oa]s?|incluye\w*|como)\b",
    re.IGNORECASE,
)
_COMMON = 3
_TITLES = frozenset("mr mrs ms dr sr sra srta st".split())
_AND = {"en": re.compile(r" and "), "es": re.compile(r" y ")}
_FIRST_WORDS = frozenset(
    "the he she it a an this these those his her its their they there we you our my your in on at "
    "one two three some many most several all both each no when while after el la los las un una "
    "unos unas su sus se este esta estos estas hay él ella ellos ellas en dos tres muchos".split()
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MESES = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
_PLACE = rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}"
_ADJUNCTS = {
    "en": "|".join(
        (
            rf"(?:in|since|until|during|by|around) (?:(?:{_MONTHS}) )?(?:\d{{4}}|the \d{{4}}s)",
            rf"on (?:{_MONTHS}) \d{{1,2}}(?:, \d{{4}})?",
            rf"on \d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?",
            r"(?:in|at) the (?:\d+th|\w+) century",
            r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
            r"last (?:week|month|year|night)|this (?:week|month|year)|next (?:week|month|year)",
            r"during the \w+|at the time|in the (?:morning|afternoon|evening|past|future)",
            rf"in {_PLACE}",
        )
    ),
    "es": "|".join(
        (
            rf"(?:en|desde|hasta|durante) (?:(?:{_MESES}) de )?\d{{4}}",
            rf"el \d{{1,2}} de (?:{_MESES})(?: de \d{{4}})?",
            rf"en (?:{_MESES})(?: de \d{{4}})?",
            r"en el siglo [XVI]+",
            r"el (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)(?: pasado)?",
            r"la semana pasada|el (?:mes|año) pasado|est[ea] (?:semana|mes|año)|anoche",
            rf"durante (?:el|la) \w+|en {_PLACE}",
        )
    ),
}
_CLAUSES = re.compile(
    r"[,;:\"“”()]|\b(?:that|which|who|whom|where|when|while|because|if|whether|as|than|but|and|or|said|"
    r"que|quien|donde|cuando|mientras|porque|si|como|pero|y|o|dijo)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    kind: str
    text: str


def exchanged(text: str, language: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield copies of *text* that say another thing, with what was exchanged."""
    for one, two in combinations(_pieces(text, language, names), 2):
        if one.kind != two.kind or _same(one.text, two.text):
            continue
        between = text[one.end : two.start]
        if one.end > two.start or _MUTUAL.search(between):
            continue
        # Members of a list are equals, however far apart.
        if _EQUALS.fullmatch(NAME.sub("", between)):
            continue
        if one.kind == "names" and between.strip() in _JOINING:
            continue
        if not any(char.isalpha() for char in between) or len(between) > 90:
            continue
        if _MUTUAL.search(text[max(0, one.start - 12) : one.start]):
            continue
        yield one.kind.split(":")[0], _swap(text, one, two)


def reordered(text: str, language: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield copies of *text* that say the same, with what was moved."""
    pieces = list(_pieces(text, language, names))
    for joint in _AND[language].finditer(text):
        left = [piece for piece in pieces if piece.end == joint.start()]
        right = [piece for piece in pieces if piece.start == joint.end()]
        for one in left:
            for two in right:
                # "y" is "e" before the sound of "i".
                clash = language == "es" and re.match(r"(?i)h?[iíy]", one.text)
                if one.kind == two.kind and not clash and not _same(one.text, two.text):
                    yield "members", _swap(text, one, two)
    for moved in (_fronted(text, language, names), _put_last(text, language)):
        if moved:
            yield "adjunct", moved


@cache
def _adjuncts(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    phrase = _ADJUNCTS[language]
    return re.compile(rf"^(.*\w) ({phrase})\.$"), re.compile(rf"^({phrase}), (\w.*\w)\.$")


def _fronted(text: str, language: str, names: Collection[str]) -> str | None:
    found = _adjuncts(language)[0].match(text)
    if not found or _CLAUSES.search(found[1]) or len(found[1].split()) < 3:
        return None
    first = found[1].split()[0]
    start = found[1]
    if first.lower() in _FIRST_WORDS:
        start = start[0].lower() + start[1:]
    elif not any(start == name or start.startswith(f"{name} ") for name in _known(start, names)):
        return None
    return f"{found[2][0].upper()}{found[2][1:]}, {start}."


def _known(start: str, names: Collection[str]) -> list[str]:
    found = NAME.match(start)
    return [found.group()] if found and found.group() in names else []


def _put_last(text: str, language: str) -> str | None:
    found = _adjuncts(language)[1].match(text[0].lower() + text[1:])
    # "In Texas" at the end might be taken for a part of the last noun; a time is not.
    if not found or _CLAUSES.search(found[2]) or len(found[2].split()) < 3:
        return None
    if found[1].startswith(("in ", "en ")) and not found[1][-1].isdigit():
        return None
    return f"{found[2][0].upper()}{found[2][1:]} {found[1]}."


def _pieces(text: str, language: str, names: Collection[str]) -> Iterator[_Piece]:
    """Yield what may be exchanged, each with its kind: only one kind's pieces are."""
    taken: list[tuple[int, int]] = []
    for found in NAME.finditer(text):
        name = found.group()
        if found.start() == 0 and name not in names:
            continue
        if name not in names or name in _MONTHS.split("|") or name.endswith("day"):
            continue
        taken.append(found.span())
        yield _Piece(*found.span(), "names", name)
    for found in _NUMBER.finditer(text):
        kind = "years" if _YEAR.fullmatch(found.group()) else "numbers"
        after = text[found.end() : found.end() + 1]
        yield _Piece(*found.span(), f"{kind}:{after == '%'}", found.group())
    known = index(language)
    for found in _WORD.finditer(text):
        if any(start <= found.start() < end for start, end in taken):
            continue
        for change, slots in known.get(found.group(), ()):
            if change.change == "excludes" and change.old.kind != "fixed":
                slot = "/".join(sorted(slots))
                yield _Piece(*found.span(), f"words:{change.group} {slot}", found.group())


def _same(left: str, right: str) -> bool:
    return bool(set(left.lower().split()) & set(right.lower().split()))


def _swap(text: str, one: _Piece, two: _Piece) -> str:
    swapped = text[: one.start] + two.text + text[one.end : two.start] + one.text + text[two.end :]
    return swapped[0].upper() + swapped[1:]


def find_names(texts: Sequence[str]) -> frozenset[str]:
    """Return the names that stand inside a sentence of *texts*, and are no common word."""
    found: set[str] = set()
    common = Counter(word for text in texts for word in _WORD.findall(text) if word.islower())
    for text in texts:
        for match in NAME.finditer(text):
            before = text[: match.start()].rstrip()
            if before and before[-1] not in ".!?:\"“'‘(-":
                found.add(match.group())
    return frozenset(
        name
        for name in found
        if common[name.split()[0].lower()] < _COMMON and name.lower() not in _TITLES
    )
