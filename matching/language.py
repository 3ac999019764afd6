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
_STRANGER_MIN_WORDS = 8
_STRANGER_MIN_PROBABILITY = 0.9
_MAX_LETTERS = 2000
# Letters up to the end of the block Latin Extended-B are Latin.
_LAST_LATIN = "\u024f"


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str, fallback: str | None = None) -> str:
    """Return the language of *text*: one of SUPPORTED, or "und".

    A text of fewer than four words tells too little and takes *fallback* when there is
    one (the document's language). "und" needs at least eight words that clearly belong
    to another language: short texts lean to the languages we read.

    Source: langid.py (Lui and Baldwin 2012), as kept in py3langid.
    """
    words = text.split()
    if not any(character.isalpha() for character in text):
        return fallback or UNDETERMINED
    if len(words) < _MIN_WORDS and fallback:
        return fallback
    if not _is_latin(text):
        return UNDETERMINED
    ranked: list[tuple[str, float]] = _identifier().rank(text)
    candidates = [(name, p) for name, p in ranked if name in SUPPORTED or name in _STRANGERS]
    best, probability = candidates[0]
    if best in SUPPORTED:
        return best
    if len(words) >= _STRANGER_MIN_WORDS and probability >= _STRANGER_MIN_PROBABILITY:
        return UNDETERMINED
    return next(name for name, _ in candidates if name in SUPPORTED)


def _is_latin(text: str) -> bool:
    """Tell whether at least half the first letters of *text* are Latin, as in all we read."""
    letters = list(islice((c for c in text if c.isalpha()), _MAX_LETTERS))
    foreign = [letter for letter in letters if letter > _LAST_LATIN]
    strange = sum(not _is_latin_letter(letter) for letter in foreign)
    return 2 * strange <= len(letters)


@lru_cache(maxsize=4096)
def _is_latin_letter(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")
