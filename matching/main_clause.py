"""Which words of a claim belong to its main clause, as far as listed words can tell."""

from functools import cache

from matching.lexicon import load_lexicon
from matching.word_table import PhraseTable, Word

CLAUSE_ENDS = frozenset({",", ";", ".", ":", ")", "—", "–"})
"""Signs that end a clause."""


@cache
def _subordinators(language: str) -> PhraseTable[str]:
    words = load_lexicon(language, "polarity").get("subordinators", ())
    return PhraseTable({word: word for word in words})


def _follows_antecedent(words: tuple[Word, ...], place: int, language: str) -> bool:
    """Tell "los que no votaron" and ", que no votó," from "dijo que no votó"."""
    antecedents = load_lexicon(language, "polarity").get("antecedents", ())
    return place > 0 and (words[place - 1].form == "," or words[place - 1].form in antecedents)


def main_clause(
    words: tuple[Word, ...], language: str, *, conceded: bool = False
) -> tuple[bool, ...]:
    """Return, word by word, whether it stands in the main clause.

    "Although it did not rain, the match was suspended": the words up to the comma do
    not; "the man, who was not named, died": nor do those between the commas. When
    nothing is left, all of it is taken for the main clause: the claim is a clause. With
    *conceded*, what a clause with "although" states counts too.
    """
    relatives = load_lexicon(language, "polarity").get("relatives", ())
    concessives = load_lexicon(language, "polarity").get("concessives", ())
    table, main, inside = _subordinators(language), [], False
    for place, word in enumerate(words):
        if inside and word.form in CLAUSE_ENDS:
            inside = False
        elif not inside:
            found = table.at(words, place)
            opens = found is not None and not (conceded and found[1] in concessives)
            relative = word.form in relatives and _follows_antecedent(words, place, language)
            inside = opens or relative
        main.append(not inside)
    if any(kept and word.token.is_word for kept, word in zip(main, words, strict=True)):
        return tuple(main)
    return (True,) * len(words)
