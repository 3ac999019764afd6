"""Whether a claim affirms or denies what it is about."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from matching.lexicon import load_lexicon
from matching.main_clause import CLAUSE_ENDS, main_clause
from matching.slots import Polarity
from matching.span import Span
from matching.word_table import PhraseTable, Word, words_of

# A denial of a denial stands close before it: "no ha negado", "did not deny".
_DOUBLE_REACH = 4
# A lack is said of a word some words away: "fishing for snapper remains banned".
_LACK_REACH = 6


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that denies: words [first, last) of a claim; `verb` for "deny", "refuse"."""

    first: int
    last: int
    verb: bool


@cache
def _tables(language: str) -> tuple[PhraseTable[bool], re.Pattern[str] | None]:
    """Return the denying phrases (True for verbs) and the pattern of look-alikes."""
    lexicon = load_lexicon(language, "polarity")
    phrases = dict.fromkeys(lexicon.get("negators", ()), False)
    phrases |= dict.fromkeys(lexicon.get("deniers", ()), True)
    traps = "|".join(lexicon.get("traps", ()))
    return PhraseTable(phrases), re.compile(rf"(?<!\w)(?:{traps})", re.I) if traps else None


@lru_cache(maxsize=1024)
def find_polarity(
    text: str, language: str, span: Span | None = None
) -> tuple[Polarity, Span | None]:
    """Return whether *text* inside *span* denies its main clause, and the words that do.

    "No asistirá", "denied having received funds" and "the talks ended without a deal"
    are denied; "not only", "sin embargo" and a denial inside a relative clause are not,
    nor is a denied denial ("did not deny"), whose cue is returned all the same. A
    language without a lexicon is affirmed without a cue.
    """
    words = words_of(text, language, span)
    cues = find_cues(words, text, language, main_clause(words, language))
    active = without_doubles(cues, words, language)
    if active:
        return Polarity.DENIED, _span(words, active[0])
    return Polarity.AFFIRMED, _span(words, cues[0]) if cues else None


def _span(words: tuple[Word, ...], cue: Cue) -> Span:
    return Span(words[cue.first].span.start, words[cue.last - 1].span.end)


def find_cues(
    words: tuple[Word, ...], text: str, language: str, heard: tuple[bool, ...]
) -> list[Cue]:
    """Return the denying phrases among the *heard* words that are no look-alikes."""
    table, pattern = _tables(language)
    if not words:
        return []
    start, end = words[0].span.start, words[-1].span.end
    traps = [Span(*match.span()) for match in pattern.finditer(text, start, end)] if pattern else []
    cues: list[Cue] = []
    place = 0
    while place < len(words):
        found = table.at(words, place)
        if found is None:
            place += 1
            continue
        cue = Cue(place, place + found[0], found[1])
        place = cue.last
        trapped = any(trap.overlaps(_span(words, cue)) for trap in traps)
        harmless = _is_noun(cue, words, language) or _is_loss(cue, words, language)
        if heard[cue.first] and not trapped and not harmless:
            cues.append(cue)
    return cues


def _is_noun(cue: Cue, words: tuple[Word, ...], language: str) -> bool:
    """Tell a denying verb from a noun of the same form by the article before it."""
    determiners = load_lexicon(language, "polarity").get("determiners", ())
    return cue.verb and cue.first > 0 and words[cue.first - 1].form in determiners


def _is_loss(cue: Cue, words: tuple[Word, ...], language: str) -> bool:
    """Tell "left without power", a loss, from "ended without a deal" or "sin resolver"."""
    lexicon = load_lexicon(language, "polarity")
    if words[cue.last - 1].form not in lexicon.get("lacking", ()):
        return False
    if words[cue.first].is_in(lexicon.get("ending", ())):
        return False
    after = cue.last
    while after < len(words) and words[after].form in lexicon.get("determiners", ()):
        after += 1
    if after >= len(words) or words[after].is_in(lexicon.get("outcomes", ())):
        return False
    if words[after].is_in(lexicon.get("not_infinitives", ())):
        return True
    return not words[after].form.endswith(tuple(lexicon.get("infinitives", ())))


def holds_negative(text: str, language: str) -> bool:
    """Tell whether *text* says a lack or a failure by its own words: "lost", "cancelled".

    Such a claim is affirmed, yet may say what another says by a denial: "the match was
    cancelled", "the match was not played".
    """
    words = words_of(text, language)
    table = _negatives(language)
    return any(table.at(words, place) is not None for place in range(len(words)))


def lacks_around(text: str, language: str, span: Span) -> bool:
    """Tell whether a lack or a failure is said of the word at *span*: "the strike is off".

    It must stand in the same clause and near, and not be the word itself.
    """
    words = words_of(text, language)
    place = next(i for i, word in enumerate(words) if word.span.end > span.start)
    table, start, end = _negatives(language), place, place
    while start > max(0, place - _LACK_REACH) and not _ends_clause(words, start - 1, language):
        start -= 1
    while end < min(len(words), place + _LACK_REACH) and not _ends_clause(words, end, language):
        end += 1
    found = ((i, table.at(words, i)) for i in range(start, end))
    return any(hit is not None and not i <= place < i + hit[0] for i, hit in found)


def _ends_clause(words: tuple[Word, ...], place: int, language: str) -> bool:
    """Tell a sign or a word such as "when", behind which something else is said."""
    opening = load_lexicon(language, "polarity").get("subordinators", ())
    return words[place].form in CLAUSE_ENDS or words[place].form in opening


def is_lack(word: Word, language: str) -> bool:
    """Tell whether a word by itself says a lack or a failure: "prevented", "cancelled"."""
    found = _negatives(language).at((word,), 0)
    return found is not None


@cache
def _negatives(language: str) -> PhraseTable[bool]:
    return PhraseTable(dict.fromkeys(load_lexicon(language, "polarity").get("negatives", ()), True))


def without_doubles(cues: list[Cue], words: tuple[Word, ...], language: str) -> list[Cue]:
    """Drop a denied denial and "no X sino Y"; "no ... nunca" is one denial, and stays."""
    contrast = load_lexicon(language, "polarity").get("contrast", ())
    active: list[Cue] = []
    for cue in cues:
        if (
            cue.verb
            and active
            and not active[-1].verb
            and cue.first - active[-1].last < _DOUBLE_REACH
        ):
            active.pop()
        else:
            active.append(cue)
    return [cue for cue in active if not _is_corrected(cue, words, contrast)]


def _is_corrected(cue: Cue, words: tuple[Word, ...], contrast: list[str]) -> bool:
    """Tell whether "sino" follows: what is denied is a part, which the rest corrects."""
    after = {word.form for word in words[cue.last :]}
    return "sino" in contrast and "sino" in after
