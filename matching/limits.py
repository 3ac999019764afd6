"""How words around a number limit it: "more than 200", "casi alcanza el 15 %", "200 or more"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from matching.amounts import BOUNDS
from matching.lexicon import load_lexicon
from matching.not_limits import bound_entries, is_no_bound, is_of_time
from matching.number_parts import Numeral
from matching.slots import QuantityKind
from matching.units import Unit
from matching.word_table import PhraseTable, Word

# "No ha llegado a superar": how far a negation may stand before its verb.
_AUXILIARIES = 4
_CHANGE_REACH = 3
_GOVERNING = frozenset({"de", "a", "of", "than", "que", "los", "las", "à"})


@cache
def _limits(language: str, prefix: str) -> PhraseTable[str]:
    """Return the phrases that bound an amount, each with the name of its bound."""
    entries = bound_entries(language)
    return PhraseTable(
        {
            form: name
            for name in BOUNDS
            for phrase in entries.get(f"{prefix}{name}", ())
            for form in _contracted(phrase, entries.get("contractions", {}))
        }
    )


@cache
def _reaching(language: str) -> PhraseTable[bool]:
    """Return the verbs that say where an amount ends: "alcanzar", "llegar a"."""
    entries = bound_entries(language)
    contractions = entries.get("contractions", {})
    phrases = entries.get("reaching", ())
    return PhraseTable({form: True for one in phrases for form in _contracted(one, contractions)})


@cache
def _adverbs(language: str) -> PhraseTable[bool]:
    """Return what may stand between a verb that bounds and its number: "ya", "con creces"."""
    return PhraseTable(dict.fromkeys(bound_entries(language).get("adverbs", ()), True))


@cache
def _falling(language: str) -> PhraseTable[bool]:
    """Return the verbs of falling below a mark: "bajar de los"."""
    return PhraseTable(dict.fromkeys(bound_entries(language).get("falling", ()), True))


@cache
def _loose_verbs(language: str) -> PhraseTable[bool]:
    """Return the verbs after which "como", "like" say about how many."""
    return PhraseTable(dict.fromkeys(bound_entries(language).get("loose_verbs", ()), True))


def _contracted(phrase: str, contractions: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield a phrase as it is and before an article: "cerca de", "cerca del"."""
    yield phrase
    head, _, last = phrase.rpartition(" ")
    if head:
        yield from (f"{head} {form}" for form in contractions.get(last, ()))


def limit_around(
    words: tuple[Word, ...], place: tuple[int, int], unit: Unit | None, language: str
) -> tuple[str, int, int]:
    """Return the bound that words around the amount give it, and its wider place.

    "Over five years" is a time in which, not a bound: "over 500 people" is one.
    """
    first, last = place
    before = (
        _bound_before(words, first, language)
        or _reached(words, first, language)
        or _fallen(words, first, last, language)
        or _loosely(words, first, language)
    )
    if before is not None and is_no_bound(words, before[0], language):
        before = None
    timed = unit is not None and unit.kind is QuantityKind.DURATION
    if before is not None and before[1] == "within" and not timed:
        before = None
    if before is not None and not (timed and is_of_time(words, before[0], last, language)):
        return before[1], before[0], last
    after = _limits(language, "after_").at(words, last)
    if after is not None and not _adds(words, last):
        return after[1], first, last + after[0]
    return "", first, last


def tail_after(words: tuple[Word, ...], numeral: Numeral, language: str) -> tuple[Numeral, str]:
    """Return a numeral with the words that open its end, and their bound, "" for none.

    They stand before the noun: "cuarenta y tantos años", "40-odd people", "200 or more cases".
    """
    found = _limits(language, "tail_").at(words, numeral.last)
    if found is None or numeral.vague:
        return numeral, ""
    high = numeral.high
    if found[1] == "over" and numeral.value >= 1:
        high = max(high, numeral.value + _step(numeral.value))
    last = numeral.last + found[0]
    return replace(numeral, last=last, high=high, plain=False, article=False), found[1]


def _step(value: float) -> float:
    """Return the place of the last digit that is no zero: 10 of 40, 100 of 1,200."""
    step = 1.0
    while value % (step * 10) == 0 and step < value:
        step *= 10
    return step


def _bound_before(words: tuple[Word, ...], first: int, language: str) -> tuple[int, str] | None:
    """Return where the bound of the number at *first* begins and its name, None for none."""
    table = _limits(language, "")
    found = table.before(words, first) or _set_apart(words, first, table)
    if found is None:
        # "Up to a 100", "casi un 8 %", "superan la cifra de 100": words may stand between.
        for place in _leads(words, first, language):
            found = table.before(words, place)
            if found is not None:
                break
    if found is None or _is_target(words, found[0], first, language):
        return None
    return _turned(words, found, language)


def _leads(words: tuple[Word, ...], first: int, language: str) -> Iterator[int]:
    """Yield where a bound may end before the number: at its article, at "the figure of"."""
    entries = bound_entries(language)
    articles, figures = entries.get("articles", ()), entries.get("figures", ())
    if first and words[first - 1].form in articles:
        first -= 1
        yield first
    place = first
    while (adverb := _adverbs(language).before(words, place)) is not None:
        place = adverb[0]  # "supera ya los 500"
        yield place
    if first < 2 or words[first - 1].form not in _OF:
        return
    for place in (first - 2, first - 3):  # "la cifra redonda de"
        if place >= 0 and words[place].form in figures:
            yield place
            if place and words[place - 1].form in (*articles, "this", "esta"):
                yield place - 1
            return


_OF = frozenset({"de", "del", "of", "do", "da", "dos", "das", "du", "des"})


def _turned(words: tuple[Word, ...], found: tuple[int, str], language: str) -> tuple[int, str]:
    """Turn the bound of a verb by the adverb before it: "no superan", "apenas superan"."""
    start, name = found
    entries = bound_entries(language)
    if not words[start].is_in(entries.get("exceeding", ())):
        return found
    place = _past_auxiliaries(words, start, entries)
    if _is_negation(words, place - 1, entries):
        return place - 1, "at_most"
    if place and words[place - 1].form in entries.get("barely", ()):
        return place - 1, "over"
    return start, name


def _reached(words: tuple[Word, ...], first: int, language: str) -> tuple[int, str] | None:
    """Return the bound before a verb of reaching: "casi alcanza el 15 %", "no llegó a 20"."""
    entries, table = bound_entries(language), _reaching(language)
    for end in (first, *_leads(words, first, language)):
        found = table.before(words, end)
        if found is None:
            continue
        place = _past_auxiliaries(words, found[0], entries)
        if _is_negation(words, place - 1, entries):
            return place - 1, "at_most"
        bound = _limits(language, "").before(words, place)
        return bound if bound is not None and bound[1] in ("about", "almost") else None
    return None


def _fallen(
    words: tuple[Word, ...], first: int, last: int, language: str
) -> tuple[int, str] | None:
    """Return the bound of "ha bajado de los 500 casos", no change "de los 500 a los 300"."""
    found = _falling(language).before(words, first)
    if found is None:
        return None
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    to = (*grammar.get("range_to", ()), "hasta", "que", "até", "jusqu'à")
    for word in words[last : last + _FALL_REACH]:
        if not word.form[0].isalnum():
            break
        if word.form in to:
            return None
    entries = bound_entries(language)
    place = _past_auxiliaries(words, found[0], entries)
    if _is_negation(words, place - 1, entries):
        return place - 1, "at_least"
    return found[0], "at_most"


_FALL_REACH = 4


def _loosely(words: tuple[Word, ...], first: int, language: str) -> tuple[int, str] | None:
    """Return the bound of "vendió como cinco cajas", "it took like five minutes"."""
    if not first or words[first - 1].form not in bound_entries(language).get("loose", ()):
        return None
    ones = load_lexicon(language, "numbers").get("grammar", {}).get("ones", ())
    if words[first].form in ones or _loose_verbs(language).before(words, first - 1) is None:
        return None
    return first - 1, "about"


def _past_auxiliaries(words: tuple[Word, ...], at: int, entries: Mapping[str, Any]) -> int:
    """Return where auxiliaries and pronouns before a verb begin: "no se habían superado"."""
    place = at
    while place and words[place - 1].form in entries.get("auxiliaries", ()):
        if at - place == _AUXILIARIES:
            break
        place -= 1
    return place


def _is_negation(words: tuple[Word, ...], at: int, entries: Mapping[str, Any]) -> bool:
    if at < 0:
        return False
    return words[at].form in entries.get("negations", ()) or words[at].form.endswith("n't")


def _set_apart(
    words: tuple[Word, ...], first: int, table: PhraseTable[str]
) -> tuple[int, str] | None:
    """Return the bound between commas of "murieron, al menos, 10", None for none."""
    if first < 3 or words[first - 1].form != ",":
        return None
    before = table.before(words, first - 1)
    if before is None or not before[0] or words[before[0] - 1].form != ",":
        return None
    counted = before[0] > 1 and words[before[0] - 2].form[0].isdigit()
    return None if counted or words[first - 2].form in _GOVERNING else before


def _is_target(words: tuple[Word, ...], bound: int, first: int, language: str) -> bool:
    """Tell "subió hasta el 12 %", "se elevó hasta 300", where it stopped, from a bound."""
    entries = bound_entries(language)
    if words[bound].form not in entries.get("targets", ()):
        return False
    if words[first - 1].form in entries.get("definite", ()):
        return True
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    changes, stays = grammar.get("changes", ()), entries.get("settling", ())
    near = words[max(0, bound - _CHANGE_REACH) : bound]
    if words[bound + 1].form in grammar.get("in", ()):  # "ha subido hasta en seis ocasiones"
        changes = ()
    # "Podría subir hasta un 12 %" bounds: an infinitive tells no end.
    return any(
        word.is_in(stays) or (word.lemma in changes and word.form != word.lemma) for word in near
    )


def _adds(words: tuple[Word, ...], last: int) -> bool:
    """Tell the "+" of "el minuto 90+3" from that of "200+ people"."""
    follows = last + 1 < len(words) and words[last + 1].span.start == words[last].span.end
    return words[last].form == "+" and follows and words[last + 1].form.isdigit()
