"""What a single word may be as a verb, by its dictionary form and its ending."""

from enum import StrEnum
from functools import cache, lru_cache

from matching.language_tag import primary_language
from matching.lexicon import load_lexicon
from matching.tokens import is_known, lemma


class VerbForm(StrEnum):
    """The form a word would have if it is a verb."""

    FINITE = "finite"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    PARTICIPLE = "participle"
    PRESENT_S = "present_s"
    """English third person ("signs"), spelled like a plural noun."""
    BASE = "base"
    """English base form ("sign"), spelled like a noun."""


@cache
def clause_words(language: str, name: str) -> frozenset[str]:
    """Return one closed list of the language's clause lexicon; empty when it has none."""
    return frozenset(load_lexicon(language, "clauses").get(name, ()))


@cache
def _endings(language: str, name: str) -> tuple[str, ...]:
    return tuple(load_lexicon(language, "clauses").get(name, ()))


@lru_cache(maxsize=65536)
def verb_form(word: str, language: str) -> VerbForm | None:
    """Return the verb form *word* may have, None when it is no verb as far as we know."""
    folded, primary = word.lower(), primary_language(language)
    if folded in clause_words(primary, "not_verbs"):
        return None
    return _english(folded) if primary == "en" else _romance(folded, primary)


def _romance(word: str, language: str) -> VerbForm | None:
    base = lemma(word, language)
    if not base.endswith(_endings(language, "verb_endings")) or len(word) < 2:
        return None
    if word.endswith(_endings(language, "gerund_suffixes")):
        return VerbForm.GERUND
    if base == word or word.endswith(_endings(language, "infinitive_suffixes")):
        known = is_known(word, language) or base != word
        return VerbForm.INFINITIVE if known else None
    if word.endswith(_endings(language, "participle_suffixes")) and not word.endswith("ió"):
        return VerbForm.PARTICIPLE
    if language in ("es", "pt") and word.endswith("s") and not word.endswith("mos"):
        return None  # "hogares": a plural; hardly ever the second person of a verb
    return VerbForm.FINITE


def _english(word: str) -> VerbForm | None:
    if word in clause_words("en", "finite_past"):
        return VerbForm.FINITE
    base = lemma(word, "en")
    if word.endswith("ing") and (base != word or _is_english_verb(word[:-3])):
        return VerbForm.GERUND
    if word.endswith("ed") and base != word:
        return VerbForm.FINITE
    if word.endswith(("en", "wn", "ght")) and base != word and _is_english_verb(base):
        return VerbForm.PARTICIPLE
    if not _is_english_verb(base):
        return None
    if base == word:
        return VerbForm.BASE
    return VerbForm.PRESENT_S if word.endswith("s") else None


@lru_cache(maxsize=16384)
def _is_english_verb(base: str) -> bool:
    """Tell whether the dictionary knows a regular past or -ing form of *base*."""
    stem = base[:-1] if base.endswith("e") else base
    doubled = base + base[-1:]
    forms = [f"{stem}ed", f"{stem}ing", f"{doubled}ed", f"{doubled}ing"]
    if base.endswith("y"):
        forms.append(f"{base[:-1]}ied")
    return any(is_known(form, "en") and lemma(form, "en") == base for form in forms)


@lru_cache(maxsize=16384)
def is_present(word: str, language: str) -> bool:
    """Tell whether a noun is spelt like a third person of the present: "suma", "cancelan"."""
    folded, primary = word.lower(), primary_language(language)
    if folded in clause_words(primary, "not_verbs"):
        return False
    for ending, infinitives in _PRESENT.get(primary, {}).items():
        stem = folded.removesuffix(ending)
        if stem != folded and len(stem) > 1:
            verbs = (stem + infinitive for infinitive in infinitives)
            return any(is_known(verb, language) for verb in verbs)
    return False


_PRESENT: dict[str, dict[str, tuple[str, ...]]] = {
    "es": {"an": ("ar",), "en": ("er", "ir"), "a": ("ar",), "e": ("er", "ir")},
    "pt": {"am": ("ar",), "em": ("er", "ir"), "a": ("ar",), "e": ("er", "ir")},
    "fr": {"ent": ("er",), "e": ("er",)},
}
