"""Digits that other characters touch: parts of a name or code rather than amounts."""

from matching.number_parts import Numeral, touches
from matching.units import currency_symbols, unit_phrases
from matching.word_table import Word


def is_glued_before(words: tuple[Word, ...], at: int) -> bool:
    """Tell whether the two words before *at* touch each other and it."""
    if at < 2:
        return False
    return (
        words[at].span.start == words[at - 1].span.end
        and words[at - 1].span.start == words[at - 2].span.end
        and words[at - 2].form not in "$sr"
    )


def is_dotted(words: tuple[Word, ...], at: int) -> bool:
    """Tell the digits of "B.1.35", "XBB.1.5": capitals and a point touch them."""
    if at < 2 or words[at - 1].form != "." or not is_glued_before(words, at):
        return False
    letters = words[at - 2].token.text
    return letters.isalpha() and letters.isupper() and len(letters) <= _LONGEST_LINEAGE


_LONGEST_LINEAGE = 3


def is_lettered(words: tuple[Word, ...], numeral: Numeral) -> bool:
    """Tell whether one capital touches the digits: "nivel 2B"."""
    last = numeral.last
    if last >= len(words):
        return False
    letter = words[last].token.text
    return numeral.plain and touches(words, last) and len(letter) == 1 and letter.isupper()


def is_glued_after(words: tuple[Word, ...], numeral: Numeral, language: str) -> bool:
    """Tell whether letters that name no unit touch the digits: "5G", "3D", "1st"."""
    last = numeral.last
    if last >= len(words) or words[last].span.start != words[last - 1].span.end:
        return False
    # "$900M", "4,3 M$": a letter beside a sign is a scale.
    signs = currency_symbols()
    if signs.before(words, numeral.first) is not None or signs.at(words, last + 1) is not None:
        return False
    # "5 g" is a mass, "5G" a name.
    capital = words[last].token.text.isupper() and len(words[last].form) == 1
    return words[last].form[0].isalpha() and (
        capital or unit_phrases(language).at(words, last) is None
    )
