"""Bodies: which words make a name one, and which bodies are the same in two languages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from matching.language_tag import primary_language
from matching.lexicon import SHARED, load_lexicon
from matching.name_tokens import PhraseTable, Word, fold, phrase_key, split_words
from matching.places import PlaceKind, match_demonym, match_place

_LINKS = ("de", "del", "de la", "de los", "of", "of the", "for", "do", "da", "du", "de l'", "des")
_LINK_KEYS = frozenset(
    (
        "de",
        "del",
        "la",
        "los",
        "las",
        "of",
        "the",
        "for",
        "do",
        "da",
        "du",
        "des",
        "l",
        "d",
    )
)


@dataclass(frozen=True, slots=True)
class BodyKey:
    """What tells two bodies apart: a concept or folded words, and the country if named."""

    core: str
    country: str | None


@cache
def heads(language: str) -> frozenset[str]:
    """Return the folded words that make a capitalised run a body in *language*."""
    lexicon = load_lexicon(SHARED, "organisations")
    words = lexicon["heads"].get(primary_language(language), lexicon["heads"]["en"])
    return frozenset(fold(word) for word in words) | {"police", "fc", "inc"}


@cache
def nouns_before(language: str) -> frozenset[str]:
    """Return the folded plain nouns whose next capital is a body's name ("the airline X")."""
    nouns = load_lexicon(SHARED, "organisations")["nouns_before"]
    return frozenset(fold(word) for word in nouns.get(primary_language(language), ()))


@cache
def company_forms() -> frozenset[str]:
    """Return the folded legal forms of companies: they say nothing of which company."""
    forms = load_lexicon(SHARED, "organisations")["company_forms"]["forms"]
    return frozenset(fold(form) for form in forms)


@cache
def _company_form_phrases() -> PhraseTable[bool]:
    forms = load_lexicon(SHARED, "organisations")["company_forms"]["forms"]
    return PhraseTable([(form, True) for form in forms])


def without_company_form(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words of a company's name without its legal form and "and"."""
    kept: list[Word] = []
    at = 0
    while at < len(words):
        form = _company_form_phrases().match(words, at)
        if form is None and words[at].key not in ("and", "y"):
            kept.append(words[at])
        at += form[0] if form else 1
    return tuple(kept)


def is_listed_concept(core: str) -> bool:
    """Tell whether the core of a `BodyKey` is a concept of the lists, not folded words."""
    return core in _concepts()


@cache
def _concepts() -> frozenset[str]:
    lexicon = load_lexicon(SHARED, "organisations")
    ministries = (f"ministry:{name}" for name in load_lexicon(SHARED, "roles")["portfolios"])
    return frozenset((*lexicon["known"], *lexicon["functions"], *ministries))


def _ministries() -> Iterator[tuple[str, str]]:
    head_lists = load_lexicon(SHARED, "organisations")["ministry_heads"].values()
    for portfolio, fields in load_lexicon(SHARED, "roles")["portfolios"].items():
        concept = "foreign_ministry" if portfolio == "foreign" else f"ministry:{portfolio}"
        for head in (head for heads_ in head_lists for head in heads_):
            for field in fields:
                yield f"{field} {head}", concept
                yield from ((f"{head} {link} {field}", concept) for link in _LINKS)


@cache
def _bodies() -> PhraseTable[str]:
    lexicon = load_lexicon(SHARED, "organisations")
    known = [(form, concept) for concept, forms in lexicon["known"].items() for form in forms]
    functions = [
        (form, concept) for concept, forms in lexicon["functions"].items() for form in forms
    ]
    return PhraseTable([*known, *functions, *_ministries()])


def match_body(words: Sequence[Word], at: int) -> tuple[int, str] | None:
    """Return (number of words, concept) of the longest listed body at *at*, None without one.

    The first and last word need their capital; an acronym needs all of them.
    """
    found = _bodies().match(words, at)
    if found is None:
        return None
    first, last = words[at], words[at + found[0] - 1]
    if found[0] == 1 and len(first.key) <= 4 and not first.is_acronym and first.key != "fed":
        return None
    return found if first.is_capitalised and last.is_capitalised else None


@cache
def _platforms() -> PhraseTable[bool]:
    names = load_lexicon(SHARED, "organisations")["platforms"]["names"]
    return PhraseTable([(name, True) for name in names])


def match_platform(words: Sequence[Word], at: int) -> int:
    """Return how many words at *at* name a platform ("X", "Truth Social"), 0 for none."""
    found = _platforms().match(words, at)
    return found[0] if found and words[at].is_capitalised else 0


@cache
def _listed_words() -> frozenset[str]:
    return frozenset(word for key in _bodies().phrases() for word in key)


@lru_cache(maxsize=65536)
def listed_body(surface: str) -> BodyKey | None:
    """Return what identifies a body that is in the lists in some language, else None."""
    if _listed_words().isdisjoint(phrase_key(surface)):
        return None
    key = body_key(surface, "en")
    return key if is_listed_concept(key.core) else None


def body_key(surface: str, language: str) -> BodyKey:
    """Return what identifies the body that *surface* names.

    "Ministerio de Defensa de España" and "Spanish Defence Ministry" have equal keys: the
    country is taken out of the name, a listed body becomes its concept.
    """
    words = split_words(surface)
    country: str | None = None
    kept: list[Word] = []
    at = 0
    while at < len(words):
        found = match_place(words, at, language) or match_demonym(words, at, language)
        if found and found[1].kind is PlaceKind.COUNTRY and (kept or found[0] < len(words)):
            country = country or found[1].country
            at += found[0]
        else:
            kept.append(words[at])
            at += 1
    while kept and kept[-1].key in _LINK_KEYS:
        kept.pop()
    keys = tuple(word.key for word in kept)
    concept = _bodies().get(keys) or _bodies().get(phrase_key(surface))
    seat = load_lexicon(SHARED, "organisations")["seats"].get(concept or "")
    core = concept or " ".join(
        key for key in keys if key not in _LINK_KEYS and key not in company_forms()
    )
    return BodyKey(core or " ".join(keys), seat or country)
