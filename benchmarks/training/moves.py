"""Adjuncts, clauses and sources moved from one end of a sentence to the other."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from benchmarks.training.pieces import CAPITAL, FIRST_WORDS, MONTHS, NAME

_SUBORDINATE = {
    "en": "when|after|before|while|although|because|since|though",
    "es": "cuando|después de que|antes de que|mientras|aunque|porque|desde que",
}
_MESES = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
_PLACE = rf"{CAPITAL}(?: {CAPITAL}){{0,2}}"
_ADJUNCTS = {
    "en": "|".join(
        (
            rf"(?:in|since|until|during|by|around) (?:(?:{MONTHS}) )?(?:\d{{4}}|the \d{{4}}s)",
            rf"on (?:{MONTHS}) \d{{1,2}}(?:, \d{{4}})?",
            rf"on \d{{1,2}} (?:{MONTHS})(?: \d{{4}})?",
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
    "es": re.compile(r"\b(?:es|está|son|era|eran|fue|ha|han|\w+[óá]|\w+aba|\w+ía|\w+ron)\b"),
}
_CLAUSES = re.compile(
    r"[,;:\"“”()]|\b(?:that|which|who|whom|where|when|while|because|if|whether|as|than|but|and|or|said|"
    r"que|quien|donde|cuando|mientras|porque|si|como|pero|y|o|dijo)\b",
    re.IGNORECASE,
)


def moved(text: str, language: str, names: Collection[str]) -> Iterator[str]:
    """Yield copies of *text* that say the same, with one end moved to the other."""
    for found in (
        _fronted(text, language, names),
        _put_last(text, language),
        _clause_moved(text, language, names),
        _source_moved(text, language, names),
    ):
        if found:
            yield found


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
    if text.split()[0].lower() in FIRST_WORDS and not text.startswith("I "):
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
