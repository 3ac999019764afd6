"""The words of attribution of one language, read from `lexicon/<language>/attribution.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from matching.lexicon import load_lexicon
from matching.tokens import is_known, lemma

MISSPELT_SIMILARITY = 0.88
_LONG_WORD = 7
_CUE_PHRASES = ("as_cues", "sources", "own_views", "opinion", "cited", "named_sources")


class VerbClass(StrEnum):
    """What a verb of the lexicon may govern."""

    SAY = "say"
    OBJECT = "object"
    ACT = "act"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A cue verb as found: its lemma, what it may govern, and whether it was misspelt."""

    lemma: str
    classes: frozenset[VerbClass]
    is_misspelt: bool = False


@dataclass(frozen=True)
class SpeechLexicon:
    """Typed view of one language's attribution words; all entries are lower-case."""

    language: str
    has_bare_clauses: bool
    """Whether a clause may follow a cue without "that" ("X said it would rain")."""
    has_oblique_relatives: bool
    """Whether a relative after a preposition is never the subject ("en la que dijo")."""
    verbs: Mapping[str, frozenset[VerbClass]]
    addressed: frozenset[str]
    noun_like: frozenset[str]
    forms: Mapping[str, str]
    phrasal: Mapping[str, tuple[tuple[str, ...], ...]]
    """The words one of which must follow a verb that is a cue with them alone."""
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    phrase_heads: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
    """The phrases of each list by their first word."""
    phrase_starts: frozenset[str]
    """First words of the phrases that are cues, which few words of a text are."""
    prepositions_of: Mapping[str, frozenset[str]]
    """The verbs whose object follows a preposition: "insistió |en| la urgencia"."""
    subjunctive: Mapping[str, tuple[str, ...]]
    participles: Mapping[str, tuple[str, ...]]
    abbreviations: frozenset[str]

    def verb_lemma(self, word: str) -> str | None:
        """Return the lemma of a cue verb, None when *word* is no form of one."""
        folded = word.lower()
        found = self.forms.get(folded) or lemma(word, self.language)
        return found if found in self.verbs else self._participle_of(folded)

    def is_participle(self, word: str) -> bool:
        """Tell whether *word* has the ending of a past participle."""
        return word.lower().endswith(tuple(self.participles) or ("\0",))

    def may_be_participle(self, word: str) -> bool:
        """Tell whether a cue verb's participle may end like *word*; True without a list."""
        endings = tuple(self.words["participle_endings"])
        return not endings or word.lower().endswith(endings)

    def _participle_of(self, word: str) -> str | None:
        for ending, infinitives in self.participles.items():
            if word.endswith(ending):
                stem = word[: -len(ending)]
                candidates = (stem + infinitive for infinitive in infinitives)
                return next((verb for verb in candidates if verb in self.verbs), None)
        return None

    def is_(self, kind: str, word: str) -> bool:
        """Tell whether *word* is in the word list *kind*, whatever its case."""
        return word.lower() in self.words[kind]

    def phrase_at(self, kind: str, words: tuple[str, ...]) -> int:
        """Return how many of *words* the longest phrase of *kind* takes, 0 for none."""
        heads = self.phrase_heads.get(kind, {})
        starting = heads.get(words[0], ()) if heads and words else ()
        lengths = (len(p) for p in starting if words[: len(p)] == p)
        return max(lengths, default=0)


@cache
def find_speech_verb(word: str, language: str) -> SpeechVerb | None:
    """Return the cue verb that *word* is a form of, spelling slips in long words allowed.

    A word is misspelt when no dictionary knows it and it is at least 0.88 like a form's
    lemma in Damerau-Levenshtein similarity ("comfirma", "afrimó").
    """
    words = speech_lexicon(language)
    known = words.verb_lemma(word)
    if known:
        return SpeechVerb(known, words.verbs[known])
    folded = word.lower()
    if len(folded) < _LONG_WORD or lemma(word, language) != folded or not folded.isalpha():
        return None
    if is_known(folded, language):
        return None  # "cuestión" is a word of its own, no slip for "cuestionó"
    for candidate in words.verbs:
        if len(candidate) >= _LONG_WORD and _is_slip(folded, candidate):
            return SpeechVerb(candidate, words.verbs[candidate], is_misspelt=True)
    return None


def _is_slip(word: str, verb: str) -> bool:
    """Tell whether *word*, its ending aside, is *verb*'s stem with one slip."""
    stem = verb[:-2]
    if word[0] != verb[0] or len(word) < len(stem) or word.startswith(stem):
        return False
    head = word[: len(stem)]
    similarity = DamerauLevenshtein.normalized_similarity(head + verb[-2:], verb)
    return similarity >= MISSPELT_SIMILARITY


@cache
def speech_lexicon(language: str) -> SpeechLexicon:
    """Return the attribution words of *language*; an empty lexicon when it has none."""
    data: Mapping[str, Any] = load_lexicon(language, "attribution")
    verbs = data.get("verbs", {})
    words = data.get("words", {})
    nouns = data.get("nouns", {})
    lists = {key: frozenset(value) for key, value in words.items() if isinstance(value, list)}
    lists |= {f"noun_{key}": frozenset(value) for key, value in nouns.items()}
    phrases = _PhrasesWithDefault({k: _split(v) for k, v in data.get("phrases", {}).items()})
    prepositions = words.get("prepositions_of", {})
    for key in ("text_nouns", "text_verbs", "reading_verbs", "read_in"):
        lists[key] = frozenset(word for (word,) in phrases[key])
    return SpeechLexicon(
        language=language,
        has_bare_clauses=words.get("has_bare_clauses", False),
        has_oblique_relatives=not words.get("has_bare_clauses", False),
        verbs=_classes(verbs),
        addressed=frozenset(verbs.get("addressed", ())),
        noun_like=frozenset(verbs.get("noun_like", ())),
        forms=data.get("forms", {}),
        phrasal={key: _split(value) for key, value in words.get("phrasal", {}).items()},
        words=_WithDefault(lists),
        phrases=phrases,
        phrase_heads={kind: _by_head(found) for kind, found in phrases.items()},
        phrase_starts=frozenset(p[0] for kind in _CUE_PHRASES for p in phrases[kind]),
        prepositions_of={word: frozenset(verbs) for word, verbs in prepositions.items()},
        subjunctive={k: tuple(v) for k, v in data.get("subjunctive", {}).items()},
        participles={k: tuple(v) for k, v in data.get("participles", {}).items()},
        abbreviations=lists.get("abbreviations", frozenset()),
    )


class _WithDefault(dict[str, frozenset[str]]):
    def __missing__(self, key: str) -> frozenset[str]:
        return frozenset()


class _PhrasesWithDefault(dict[str, tuple[tuple[str, ...], ...]]):
    def __missing__(self, key: str) -> tuple[tuple[str, ...], ...]:
        return ()


def _by_head(
    phrases: tuple[tuple[str, ...], ...],
) -> dict[str, tuple[tuple[str, ...], ...]]:
    heads: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        heads.setdefault(phrase[0], []).append(phrase)
    return {head: tuple(found) for head, found in heads.items()}


def _split(phrases: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in phrases)


def _classes(verbs: Mapping[str, list[str]]) -> dict[str, frozenset[VerbClass]]:
    found: dict[str, frozenset[VerbClass]] = {}
    for kind in VerbClass:
        for verb in verbs.get(kind.value, ()):
            found[verb] = found.get(verb, frozenset()) | {kind}
    return found
