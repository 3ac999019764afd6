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
_SUBORDINATE = {
    "en": "when|after|before|while|although|because|since|though",
    "es": "cuando|después de que|antes de que|mientras|aunque|porque|desde que",
}
_COMMON = 3
_TITLES = frozenset(
    "mr mrs ms dr sr sra srta st president minister senator governor king queen prince mayor "
    "presidente presidenta ministro senador rey general captain lord sir".split()
)
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
_LEAST_CLAUSE = 3
# "Two weeks" belongs to "after they met".
_MEASURE = re.compile(
    r"\b(?:\w+s|just|even|only|soon|shortly|right|long|ever|year|month|week|day|hour|"
    r"poco|justo|incluso|solo|año|mes|semana|día|hora)$"
)
_VERB = {
    "en": re.compile(r"\b(?:was|were|is|are|had|has|have|did|\w+ed|\w+pt|came|left|went)\b"),
    "es": re.compile(r"\b(?:es|está|son|\w+[óá]|\w+aba|\w+ía|\w+ron)\b"),
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
        if one.kind in ("names", "demonyms") and between.strip() in _JOINING:
            continue
        if not any(char.isalpha() for char in between) or len(between) > 90:
            continue
        if _MUTUAL.search(" ".join(text[: one.start].split()[-2:])):
            continue
        yield one.kind.split(":")[0], _swap(text, one, two)


def reordered(text: str, language: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield copies of *text* that say the same, with what was moved."""
    yield from _members(text, language, list(_pieces(text, language, names)))
    for moved in (
        _fronted(text, language, names),
        _put_last(text, language),
        _clause_moved(text, language, names),
        _source_moved(text, language, names),
    ):
        if moved:
            yield "adjunct", moved


def _members(text: str, language: str, pieces: Sequence[_Piece]) -> Iterator[tuple[str, str]]:
    """Exchange two members of a coordination, each with its article where both have one."""
    plural = _PLURALS[language].finditer(text)
    plurals = [
        (_Piece(*found.span(1), "", found[1]), _Piece(*found.span(2), "", found[2]))
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
        apart = one.kind.startswith("numbers") or text[: one.start].endswith(" the ")
        if not clash and not apart and not _same(one.text, two.text):
            yield "members", _swap(text, one, two)


def _with_article(piece: _Piece, text: str) -> _Piece:
    found = _ARTICLE.search(text[: piece.start])
    if not found or piece.kind in ("names", "demonyms"):
        return piece
    text_with = text[found.start() : piece.end]
    return _Piece(found.start(), piece.end, f"article {piece.kind.split()[0]}", text_with)


@cache
def _adjuncts(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    phrase = _ADJUNCTS[language]
    return re.compile(rf"^(.*\w) ({phrase})\.$"), re.compile(rf"^({phrase}), (\w.*\w)\.$")


def _fronted(text: str, language: str, names: Collection[str]) -> str | None:
    found = _adjuncts(language)[0].match(text)
    if not found or _CLAUSES.search(found[1]) or len(found[1].split()) < 3:
        return None
    start = _lowered(found[1], names)
    return start and f"{found[2][0].upper()}{found[2][1:]}, {start}."


def _lowered(text: str, names: Collection[str]) -> str | None:
    """Return *text* to go on after a comma; None where its capital is of no known kind."""
    if text.split()[0].lower() in _FIRST_WORDS and not text.startswith("I "):
        return text[0].lower() + text[1:]
    return text if text.startswith("I ") or _known(text, names) else None


def _clause_moved(text: str, language: str, names: Collection[str]) -> str | None:
    """Return "B when A." for "When A, B.", and the other way round."""
    words = _SUBORDINATE[language]
    first = re.match(rf"^({words}) ([^,;:\"“”()]+), ([^,;:\"“”()]+)\.$", text[0].lower() + text[1:])
    if first and min(len(first[2].split()), len(first[3].split())) >= _LEAST_CLAUSE:
        if re.match(r"(?:and|but|then|y|pero)\b", first[3]):
            return None
        return f"{first[3][0].upper()}{first[3][1:]} {first[1]} {first[2]}."
    last = re.match(rf"^([^,;:\"“”()]+) ({words}) ([^,;:\"“”()]+)\.$", text)
    if not last or min(len(last[1].split()), len(last[3].split())) < _LEAST_CLAUSE:
        return None
    if _CLAUSES.search(last[1]) or _CLAUSES.search(last[3]) or _MEASURE.search(last[1]):
        return None
    if not all(_VERB[language].search(part) for part in (last[1], last[3])):
        return None
    start = _lowered(last[1], names)
    return f"{last[2][0].upper()}{last[2][1:]} {last[3]}, {start}." if start else None


def _source_moved(text: str, language: str, names: Collection[str]) -> str | None:
    """Return "S, according to X." for "According to X, S.", and the other way round."""
    phrase = "according to" if language == "en" else "según"
    first = re.match(rf"^{phrase} ([^,;:\"“”()]+), (.+[^.?!\"”])\.$", text[0].lower() + text[1:])
    if first:
        return f"{first[2][0].upper()}{first[2][1:]}, {phrase} {first[1]}."
    last = re.match(rf"^([^\"“”]+), {phrase} ([^,;:\"“”()]+)\.$", text)
    start = _lowered(last[1], names) if last else None
    if not last or not start:
        return None
    return f"{phrase[0].upper()}{phrase[1:]} {last[2]}, {start}."


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
    for start, end in _name_spans(text):
        name = text[start:end]
        if name not in names or name in _MONTHS.split("|") or name.endswith("day"):
            continue
        taken.append((start, end))
        nation = any(change.group == "nationalities" for change, _ in index(language).get(name, ()))
        yield _Piece(start, end, "demonyms" if nation else "names", name)
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
    small = one.text
    if one.start == 0 and one.kind.startswith(("article", "words")):
        small = small[0].lower() + small[1:]
    swapped = text[: one.start] + two.text + text[one.end : two.start] + small + text[two.end :]
    return swapped[0].upper() + swapped[1:]


def _name_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where capitalised words stand together, less a first word like "In"."""
    for found in NAME.finditer(text):
        first, _, rest = found.group().partition(" ")
        cut = found.start() == 0 and rest[:1].isupper() and first.lower() in _FIRST_WORDS
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
        and first not in _FIRST_WORDS
        and name.lower() not in _TITLES
    )
