"""Scores and votes: two numbers that are one result, "3-1", "55 votes to 45"."""

from collections.abc import Callable, Collection

from matching.amounts import Amount
from matching.lexicon import load_lexicon
from matching.number_parts import Numeral
from matching.numerals import read_numeral
from matching.units import SCORE, all_units, currency_symbols, unit_phrases
from matching.word_table import Word

_DASHES = frozenset("-–")
_LONGEST = 3
_MOST_GOALS = 30


# What `is_contested` tells, looked for when it is asked first and no second time.
Contested = Callable[[], bool]


def is_contested(words: tuple[Word, ...], language: str) -> bool:
    """Tell whether a word of winning, losing or voting stands among *words*."""
    cues = load_lexicon(language, "numbers").get("scores", {}).get("cues", ())
    return any(word.is_in(cues) for word in words)


def score_at(
    words: tuple[Word, ...], at: int, language: str, contested: Contested
) -> Amount | None:
    """Return the score that begins at word *at*, None when there is none.

    The higher number comes first, or a word of winning, losing or voting stands in the
    text: "8 to 12" alone is a range. "From 52 to 48" is a change.
    """
    grammar = load_lexicon(language, "numbers").get("scores", {})
    link = at + 1
    if link < len(words) and words[link].form in grammar.get("votes", ()):
        link += 1
    # "Una postura de 5 contra 4", but "de 8 a 5" is a change.
    against = link < len(words) and words[link].form in grammar.get("versus", ())
    if not _is_short(words, at) or _is_led(
        words, at, () if against else grammar.get("not_after", ())
    ):
        return None
    if not _is_short(words, link + 1):
        return None
    dashed = words[link].form in _DASHES and link == at + 1
    if not dashed and words[link].form not in grammar.get("links", ()):
        return None
    if _counts_on(words, link + 2, language):
        return None
    first, second = int(words[at].form), int(words[link + 1].form)
    if first < second and not contested():
        return None
    last = _past_tie_break(words, link + 2)
    numeral = Numeral(at, last, max(first, second), min(first, second), max(first, second))
    return Amount(numeral, at, last, "between", all_units()[SCORE])


def spelled_score_at(
    words: tuple[Word, ...], at: int, language: str, contested: Contested
) -> Amount | None:
    """Return "four goals to nil", "cuatro a cero" at word *at*; None for other numbers.

    One of the numbers is a word; the goals are named, nothing is the second, or a word of
    winning stands in the text: "four to six weeks" is a range.
    """
    grammar = load_lexicon(language, "numbers").get("scores", {})
    first = read_numeral(words, at, language)
    if first is None:
        return None
    goals = unit_phrases(language).at(words, first.last)
    named = goals is not None and goals[1].name == "goals"
    link = first.last + (goals[0] if goals is not None and named else 0)
    if link + 1 >= len(words) or words[link].form not in grammar.get("links", ()):
        return None
    against = words[link].form in grammar.get("versus", ())
    if _is_led(words, at, () if against else grammar.get("not_after", ())):
        return None
    nothing = words[link + 1].form in grammar.get("nothing", ())
    second = read_numeral(words, link + 1, language)
    value = 0.0 if nothing else second.value if second is not None else -1.0
    last = link + 2 if nothing or second is None else second.last
    if not 0 <= value <= first.value <= _MOST_GOALS or _counts_on(words, last, language):
        return None
    if not (named or value == 0 or contested()):
        return None
    numeral = Numeral(at, last, first.value, value, first.value)
    return Amount(numeral, at, last, "between", all_units()[SCORE])


def _past_tie_break(words: tuple[Word, ...], at: int) -> int:
    """Skip the "(5)" of "7-6 (5)"."""
    closed = at + 2 < len(words) and (words[at].form, words[at + 2].form) == ("(", ")")
    return at + 3 if closed and _is_short(words, at + 1) else at


def votes_at(words: tuple[Word, ...], at: int, language: str) -> tuple[Amount, ...] | None:
    """Return both counts of "53 votes to 45", "84 a 23 votos"; None for what is no such vote."""
    lexicon = load_lexicon(language, "numbers").get("scores", {})
    names = lexicon.get("votes", ())
    first = _vote(words, at, language)
    if first is None or _is_led(words, at, lexicon.get("not_after", ())):
        return None
    named = first.last < len(words) and words[first.last].form in names
    link = first.last + named
    second = _vote(words, link + 1, language)
    if second is None or words[link].form not in lexicon.get("links", ()):
        return None
    closes = second.last < len(words) and words[second.last].form in names
    if named == closes:
        return None
    units = all_units()
    return (
        Amount(first, at, link, "", units["votes"]),
        Amount(second, second.first, second.last + closes, "", units["votes_against"]),
    )


def _vote(words: tuple[Word, ...], at: int, language: str) -> Numeral | None:
    """Return the count at word *at*, in figures or words: "53", "cuatro"."""
    if _is_short(words, at):
        value = float(words[at].form)
        return Numeral(at, at + 1, value, value, value)
    found = read_numeral(words, at, language) if at < len(words) else None
    if found is None or not words[at].form.isalpha() or found.value >= 10**_LONGEST:
        return None
    # "Dos votos a un candidato".
    counts = found.last < len(words) and words[found.last].form.isalpha()
    return None if found.article and counts else found


def _is_short(words: tuple[Word, ...], at: int) -> bool:
    return at < len(words) and words[at].form.isdecimal() and len(words[at].form) <= _LONGEST


def _is_led(words: tuple[Word, ...], at: int, forms: Collection[str]) -> bool:
    """Tell whether a preposition, a currency or a longer row of figures leads the number."""
    before = words[max(0, at - 2) : at]
    if any(word.form in forms for word in before):
        return True
    return currency_symbols().before(words, at) is not None or (
        at > 0 and words[at - 1].form in (*_DASHES, "/")
    )


def _counts_on(words: tuple[Word, ...], at: int, language: str) -> bool:
    """Tell whether the second number counts something, or goes on after it: "3-2 million"."""
    if at >= len(words):
        return False
    scales = load_lexicon(language, "numbers").get("scales", ())
    if words[at].form in (*_DASHES, "/", "%", *scales):
        return True
    found = unit_phrases(language).at(words, at)
    return found is not None and found[1].name not in ("votes", "goals", "points")
