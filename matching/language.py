"""Which language a passage is written in."""

import unicodedata
from functools import cache, lru_cache
from itertools import islice

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from matching.lexicon import languages

_FIRST = ("es", "en", "pt", "fr")
SUPPORTED = (*_FIRST, *(name for name in languages() if name not in _FIRST))
"""Languages with a lexicon of their own; every other text is `und`."""

UNDETERMINED = "und"

# Written languages that a newsroom may receive and that must not pass for one of ours.
# Close relatives with small training sets (Extremaduran, Venetian, Nigerian Pidgin, ...)
# are left out on purpose: they steal short Spanish and English sentences.
_STRANGERS = tuple(
    "ca eu gl it ro de nl da sv no fi pl cs sk hu el ru uk bg tr ar he fa hi".split()
)
_STRANGERS += tuple("bn ur id ms vi th zh ja ko sw ht qu".split())
_STRANGERS = tuple(name for name in _STRANGERS if name not in SUPPORTED)

_MIN_WORDS = 4
_LONG = 8
_STRANGER_MIN_PROBABILITY = 0.9
# Below it a few words tell little: "met in" is of no language more than of another.
_LEAST_PROBABILITY = 0.15
_MAX_LETTERS = 2000
# Letters up to the end of the block Latin Extended-B are Latin.
_LAST_LATIN = "\u024f"


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str, fallback: str | None = None) -> str:
    """Return the language of *text*: one of SUPPORTED, or "und".

    A text of fewer than four words tells too little and takes *fallback* when there is
    one (the document's language). So does one of fewer than eight whose words, names left
    out, are hardly of any language more than of another. In Latin letters "und" needs at
    least eight words that clearly belong to another language: short texts lean to the
    languages we read.

    Source: langid.py (Lui and Baldwin 2012), as kept in py3langid.
    """
    words = text.split()
    if not any(character.isalpha() for character in text):
        return fallback or UNDETERMINED
    if len(words) < _MIN_WORDS and fallback:
        return fallback
    if not _is_latin(text):
        return UNDETERMINED
    is_long = len(words) >= _LONG
    candidates = _candidates(text if is_long or not fallback else _without_names(text))
    best, probability = candidates[0]
    if fallback and not is_long and probability < _LEAST_PROBABILITY:
        return fallback
    if best in SUPPORTED:
        return best
    if is_long and probability >= _STRANGER_MIN_PROBABILITY:
        return UNDETERMINED
    return next(name for name, _ in candidates if name in SUPPORTED)


def _candidates(text: str) -> list[tuple[str, float]]:
    """Return the languages that count with their probabilities, the likeliest first."""
    ranked: list[tuple[str, float]] = _identifier().rank(text)
    return [(name, p) for name, p in ranked if name in SUPPORTED or name in _STRANGERS]


def _without_names(text: str) -> str:
    """Leave out capitalised words: "Ana Paz sued Luis Ríos" is Spanish by its names alone."""
    return text if text.isupper() else " ".join(w for w in text.split() if not w[0].isupper())


def _is_latin(text: str) -> bool:
    """Tell whether at least half the first letters of *text* are Latin, as in all we read."""
    letters = list(islice((c for c in text if c.isalpha()), _MAX_LETTERS))
    foreign = [letter for letter in letters if letter > _LAST_LATIN]
    strange = sum(not _is_latin_letter(letter) for letter in foreign)
    return 2 * strange <= len(letters)


@lru_cache(maxsize=4096)
def _is_latin_letter(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")
