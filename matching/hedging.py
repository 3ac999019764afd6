"""How sure a claim is of itself: stated, rumoured, alleged, possible or only expected."""

from functools import cache

from matching.lexicon import load_lexicon
from matching.main_clause import main_clause
from matching.slots import Hedging
from matching.span import Span
from matching.word_table import PhraseTable, Word, words_of

_PARTICIPLE_REACH = 3


@cache
def _cues(language: str) -> PhraseTable[Hedging]:
    lexicon = load_lexicon(language, "hedging")
    return PhraseTable(
        {
            cue: kind
            for kind in Hedging
            if kind is not Hedging.NONE
            for cue in lexicon.get(kind.value, ())
        }
    )


@cache
def _traps(language: str) -> PhraseTable[bool]:
    return PhraseTable(dict.fromkeys(load_lexicon(language, "hedging").get("traps", ()), True))


def find_hedging(text: str, language: str, span: Span | None = None) -> tuple[Hedging, Span | None]:
    """Return how the main clause of *text* inside *span* hedges, and the words that do.

    The first cue counts: "podría", "allegedly", "is expected to". A conditional perfect
    is the press's rumour ("habría recibido", "aurait reçu"): its auxiliary is the cue. A
    language without a lexicon is stated without a cue, as is "por supuesto".
    """
    words = words_of(text, language, span)
    if not words or not load_lexicon(language, "hedging"):
        return Hedging.NONE, None
    main = main_clause(words, language)
    place = 0
    while place < len(words):
        trap = _traps(language).at(words, place)
        if trap is not None:
            place += trap[0]
            continue
        found = _cue_at(words, place, language) if main[place] else None
        if found is not None:
            end = place + found[0] - 1
            return found[1], Span(words[place].span.start, words[end].span.end)
        place += 1
    return Hedging.NONE, None


def _cue_at(words: tuple[Word, ...], place: int, language: str) -> tuple[int, Hedging] | None:
    word = words[place]
    # "May" inside a sentence is a month, and a name in capitals hedges nothing.
    if place and word.token.is_capitalised:
        return None
    lexicon = load_lexicon(language, "hedging")
    if word.form in lexicon.get("rumour_auxiliaries", ()):
        endings = tuple(lexicon.get("participles", ()))
        after = words[place + 1 : place + 1 + _PARTICIPLE_REACH]
        if any(one.form.endswith(endings) for one in after):
            return 1, Hedging.REPORTED
    return _cues(language).at_form(words, place)
