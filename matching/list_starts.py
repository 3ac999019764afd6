"""Where the first item of a list begins: what stands before it is the head of them all."""

from matching.phrase import Phrase
from matching.word_classes import WordClass

COUNTING = (WordClass.DETERMINER, WordClass.NUMBER)
"""Classes of the words that open an item of its own."""


def first_item_start(phrase: Phrase, region: int, cut: int, right: int) -> int:
    """Return where the first item begins: at the word that looks like the last one's first."""
    if right >= len(phrase):
        return region
    wanted = phrase.classes[right]
    if wanted is WordClass.PREPOSITION:
        same = (i for i in range(region, cut) if phrase.words[i] == phrase.words[right])
        return next(same, region)
    if wanted in (WordClass.DETERMINER, WordClass.NUMBER):
        alike = (i for i in range(region, cut) if _same_article(phrase, i, right))
        other = (i for i in range(region, cut) if _opens_item(phrase, region, i))
        first = next(alike, next(other, _after_preposition(phrase, region, cut)))
        first = _after_possessive(phrase, first, cut, right)
        first = _with_about(phrase, region, first)
        has_article = first > region and phrase.is_class(first - 1, WordClass.DETERMINER)
        return first - 1 if has_article else first  # "a 9% raise"
    return _after_preposition(phrase, region, cut)


def _opens_item(phrase: Phrase, region: int, index: int) -> bool:
    """Tell whether an article or number opens the item and not a phrase within it."""
    is_inside = index > region and phrase.is_class(index - 1, WordClass.PREPOSITION)
    return phrase.classes[index] in COUNTING and not is_inside


def _after_possessive(phrase: Phrase, first: int, cut: int, right: int) -> int:
    """Return where "su compromiso con [la paz]" begins beside "la entrega": past its head."""
    if not _is_article(phrase, right) or not phrase.is_in(first, "possessives"):
        return first
    later = (
        i
        for i in range(first + 2, cut)
        if _is_article(phrase, i) and phrase.is_class(i - 1, WordClass.PREPOSITION)
    )
    return next(later, first)


def _is_article(phrase: Phrase, index: int) -> bool:
    return phrase.is_in(index, "definite") and not phrase.is_in(index, "possessives")


def _with_about(phrase: Phrase, region: int, first: int) -> int:
    """Return where an amount begins with the words that blur it: "[más de] 40 heridos"."""
    starts = (i for i in range(max(region, first - 3), first))
    return next((i for i in starts if i + phrase.match("about", i) == first), first)


def _same_article(phrase: Phrase, one: int, two: int) -> bool:
    """Tell "la compra" and "el pago" (both definite) from "un plan" and "el pago"."""
    if phrase.classes[one] is not phrase.classes[two]:
        return False
    return phrase.is_in(one, "indefinite") == phrase.is_in(two, "indefinite")


def is_definite(phrase: Phrase, index: int) -> bool:
    """Tell "la compra" from "una compra" and "dos compras"."""
    return phrase.is_class(index, WordClass.DETERMINER) and not phrase.is_in(index, "indefinite")


def _after_preposition(phrase: Phrase, region: int, cut: int) -> int:
    """Return where a bare first item begins: "en [pesca]", "en materia de [energía]"."""
    if not phrase.is_class(region, WordClass.PREPOSITION) or phrase.match("about", region):
        return region  # "al menos 12 muertos"
    of = region + 2
    has_field = phrase.is_in(region + 1, "fields") and phrase.is_in(of, "of")
    return of + 1 if has_field and of + 1 < cut else region + 1
