"""What a number counts: the noun beside it, or the verb that carries it."""

from functools import cache

from matching.aged import aged_unit
from matching.illness import is_case_of_another
from matching.language_tag import primary_language
from matching.lexicon import load_lexicon
from matching.numerals import read_numeral
from matching.slots import QuantityKind
from matching.units import OutcomeVerb, Unit, outcome_verbs, unit_phrases
from matching.verb_forms import VerbForm, verb_form
from matching.word_table import PhraseTable, Word

# Adjectives and names may stand between a number and its noun: "12 presuntos miembros",
# "30 Russian-made attack drones".
_REACH = 4
# "1,200 pilots early next year": the year is no unit of the number.
_MEASURE_REACH = 2
# A verb may follow its subject after an aside: "12 people on the bus were killed".
_VERB_REACH = 7
# A conjugated Spanish or Portuguese verb is no noun: "24 corresponden a alcaldes".
_INFINITIVES = ("ar", "er", "ir")
_THE = frozenset({"la", "el", "le"})
# "Ocho de las diez especies".
_PLURAL_THE = frozenset({"los", "las", "the", "les", "os", "as"})
_PARTICIPLES = ("ado", "ido", "ído", "cho", "sto", "rto")
_STOP_SIGNS = frozenset('.;:!?()[]"“”«»—')


def noun_after(
    words: tuple[Word, ...], number: tuple[int, int], language: str
) -> tuple[int, Unit | None, str | None]:
    """Return where the noun that a number counts ends, its unit, or else its lemma.

    *number* holds the first of the number's words and the one after them.
    """
    at = number[1]
    table = unit_phrases(language)
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    stops = _stops(language)
    start = _skip(words, at, grammar.get("skip_before_noun", ()))
    if at < start < len(words) and words[start - 1].form in _PLURAL_THE:
        start += words[start].form in stops and words[start].form.isalpha()
    for place in range(start, min(start + _REACH, len(words))):
        found = table.at(words, place)
        if found is not None and found[0] == 1 and _is_namesake(words[place], found[1]):
            break  # "En 1496 Colón partió"
        if words[place].form == "ha" and _is_auxiliary(words, place):
            break
        if found is not None and place > at and _is_rate(words[place - 1], found[1]):
            break  # "a 5.50 el kilo", "3,50 la hora"
        if found is not None and (place - start < _MEASURE_REACH or _is_thing(found[1])):
            if is_case_of_another(words, (start, place), language):
                break
            unit = aged_unit(words, (number[0], place), found[1], language)
            return place + found[0], unit, None
        form = words[place].form
        if form in stops or not (form[0].isalpha() or form == "-"):
            break
    return _plain_noun(words, start, (stops, at), language)


@cache
def _stops(language: str) -> frozenset[str]:
    """Return the words that no noun of a number follows: among them the next number."""
    lexicon = load_lexicon(language, "numbers")
    return frozenset((*lexicon.get("grammar", {}).get("stops", ()), *lexicon.get("cardinals", ())))


def _is_namesake(word: Word, unit: Unit) -> bool:
    """Tell the name "Colón" from the currency, which is written small."""
    text = word.token.text
    return unit.kind is QuantityKind.MONEY and text.istitle() and not text.endswith("s")


def _is_auxiliary(words: tuple[Word, ...], at: int) -> bool:
    """Tell the verb of "el distrito 17 ha votado" from hectares."""
    return at + 1 < len(words) and words[at + 1].form.endswith(_PARTICIPLES)


def _is_rate(article: Word, unit: Unit) -> bool:
    """Tell what a price is paid for: a measure with an article."""
    return article.form in _THE and unit.kind in (QuantityKind.MEASURE, QuantityKind.DURATION)


def _is_thing(unit: Unit) -> bool:
    """Tell what is counted from a measure, which stands beside its number."""
    return unit.kind is QuantityKind.COUNT


def _skip(words: tuple[Word, ...], at: int, phrases: list[str]) -> int:
    """Return the first word that is no article, "other", "of" or "the number of"."""
    keys = sorted((phrase.split() for phrase in phrases), key=len, reverse=True)
    moved = True
    while moved:
        moved = False
        if at < len(words) and words[at].form == "-":
            at, moved = at + 1, True
        for key in keys:
            if [word.form for word in words[at : at + len(key)]] == key:
                at, moved = at + len(key), True
                break
    return at


def _plain_noun(
    words: tuple[Word, ...], start: int, around: tuple[frozenset[str], int], language: str
) -> tuple[int, Unit | None, str | None]:
    """Return the lemma of the next word when it can be a noun that no unit knows.

    *around* holds the words that end the search and where the number ends.
    """
    stops, at = around
    if start >= len(words):
        return at, None, None
    word = words[start]
    if start > at and words[start - 1].form in _THE and not word.form.endswith(("s", "x")):
        return at, None, None  # "el 10 de la lista", "tres más de la gerente"
    if word.form in stops or not word.form[0].isalpha() or len(word.form) < 3:
        return at, None, None
    if word.form.endswith("mente"):
        return at, None, None  # "9.500 únicamente en Lima"
    pronouns = load_lexicon(language, "numbers").get("grammar", {}).get("pronouns", ())
    # "Millions of Americans": a plural is counted, whatever its capital.
    named = (
        word.token.text.istitle()
        and words[start - 1].token.text.islower()
        and not word.form.endswith(("s", "x"))
    )
    if word.form in pronouns or (start > at and named):
        return at, None, None  # "tres de ellos", "la primera de José"
    plural = word.form in (f"{word.lemma}s", f"{word.lemma}es")  # "12 talleres"
    if word.lemma != word.form and word.lemma.endswith(_INFINITIVES) and not plural:
        return at, None, None
    for place in range(start, min(start + 3, len(words))):
        other = words[place]
        if other.form in stops or not other.form[0].isalpha():
            break
        if other.form.endswith("s") and other.form != other.lemma:
            return place + 1, None, other.lemma
    if verb_form(word.form, primary_language(language)) is VerbForm.FINITE:
        return at, None, None  # "4,200 took part"
    return start + 1, None, word.lemma


def carried_unit(words: tuple[Word, ...], place: tuple[int, int], language: str) -> Unit | None:
    """Return what a verb says happened to the people counted, None when none does.

    "killed 12 people" and "12 people were killed" count the dead; "12, including three
    children" leaves the children alone, who are part of the twelve.
    """
    table = outcome_verbs(language)
    grammar = load_lexicon(language, "numbers").get("grammar", {})
    first, last = place
    if _is_part(words, first, grammar.get("including", ())):
        return None
    return _verb_before(words, first, table) or _verb_after(words, last, table, language)


def _is_part(words: tuple[Word, ...], first: int, cues: list[str]) -> bool:
    """Tell whether the amount is a part of one named before: "including three"."""
    before = " ".join(word.form for word in words[max(0, first - 4) : first])
    return any(before.endswith(cue) or f"{cue} " in before for cue in cues)


_BETWEEN_VERB_AND_NUMBER = frozenset(
    {"a", "al", "otros", "otras", "another", "the", "as", "lives", "of", "los", "las", "à"}
)
_OBJECT_MARKS = frozenset({"a", "al", "ao", "aos", "him", "her", "them"})


def _verb_before(
    words: tuple[Word, ...], first: int, table: PhraseTable[OutcomeVerb]
) -> Unit | None:
    """Return the outcome of the verb that stands just before the number."""
    place = first
    while place and words[place - 1].form in _BETWEEN_VERB_AND_NUMBER and first - place < 3:
        place -= 1
    found = table.before(words, place)
    return found[1].unit if found is not None else None


def _verb_after(
    words: tuple[Word, ...], last: int, table: PhraseTable[OutcomeVerb], language: str
) -> Unit | None:
    """Return the outcome of the first outcome verb after the amount in its clause."""
    counted = unit_phrases(language)
    copulas = load_lexicon(language, "polarity").get("copulas", ())
    parts = load_lexicon(language, "numbers").get("grammar", {}).get("including", ())
    for place in range(last, min(last + _VERB_REACH, len(words))):
        if words[place].form in parts:
            return None  # "120 persons, including all the wounded": the part, not the whole
        if words[place].form in _STOP_SIGNS or words[place].form[0].isdigit():
            return None
        found = table.at(words, place)
        if found is not None and _is_of_one(words, last, place, language):
            return None  # "diez obras de Cézanne, que falleció en octubre"
        if found is not None and not _is_bare(words[place], found[1], language):
            active = found[1].transitive and _is_active(words, place, found[0], language)
            return None if active else found[1].unit
        other = counted.at(words, place)
        if other is not None and (other[1].person or other[1].outcome):
            copula = words[place - 1].is_in(copulas)
            return other[1] if other[1].outcome and copula else None
        if place > last and words[place].form in ("and", "y", "e", "et"):
            return None
    return None


def _is_of_one(words: tuple[Word, ...], last: int, place: int, language: str) -> bool:
    """Tell a verb of one person after "who" from that of the plural before it."""
    if not language.startswith("es") or not words[place].form.endswith("ó"):
        return False
    return any(word.form == "que" for word in words[last:place])


def _is_bare(word: Word, verb: OutcomeVerb, language: str) -> bool:
    """Tell the noun "murder" from the participle "murdered", which a verb after is."""
    return language.startswith("en") and verb.transitive and word.form == word.lemma != "hurt"


def _is_active(words: tuple[Word, ...], place: int, length: int, language: str) -> bool:
    """Tell "30 officers arrested the men" from "30 men (were) arrested on Monday"."""
    lexicon = load_lexicon(language, "polarity")
    if place and words[place - 1].is_in(lexicon.get("copulas", ())):
        return False
    if place + length >= len(words):
        return False
    after = words[place + length]
    determined = after.form in lexicon.get("determiners", ()) or after.form in _OBJECT_MARKS
    return (
        determined
        or after.form[0].isdigit()
        or read_numeral(words, place + length, language) is not None
    )
