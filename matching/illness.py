"""Cases of an illness, which count the infected, and cases of anything else."""

from matching.lexicon import load_lexicon
from matching.word_table import Word

_REACH = 4


def is_case_of_another(words: tuple[Word, ...], place: tuple[int, int], language: str) -> bool:
    """Tell "200 casos de terrorismo", "12 murder cases" from "200 casos de dengue".

    *place* holds where the search for the noun began and where "cases" stands.
    """
    start, at = place
    lexicon = load_lexicon(language, "numbers").get("cases", {})
    if words[at].form not in lexicon.get("words", ()):
        return False
    known = (*lexicon.get("illnesses", ()), *lexicon.get("kinds", ()))
    if any(word.form[0].isalpha() and not _is_known(word, known) for word in words[start:at]):
        return True
    after = words[at + 1 : at + 1 + _REACH]
    if not after or after[0].form not in lexicon.get("of", ()):
        return False
    # "Los casos de esta semana": nothing is said of what they are.
    if len(after) > 1 and after[1].form in lexicon.get("determiners", ()):
        return False
    return not any(_is_known(word, known) for word in after[1:])


def _is_known(word: Word, known: tuple[str, ...]) -> bool:
    return word.form.startswith(known)
