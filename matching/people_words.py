"""What a language's names are made of: given names, surnames, titles."""

from dataclasses import dataclass
from functools import cache

from babel import Locale

from matching.language_tag import primary_language
from matching.lexicon import languages_with, load_lexicon
from matching.name_tokens import fold
from matching.tokens import is_known

# Lower-case words inside a person's name, in any language.
PARTICLES = frozenset(
    (
        "de",
        "del",
        "la",
        "las",
        "los",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "du",
        "des",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "zu",
        "bin",
        "ibn",
        "ben",
        "bint",
        "al",
        "el",
        "abu",
        "y",
        "e",
        "san",
        "santa",
        "mac",
        "d",
        "l",
    )
)


@dataclass(frozen=True, slots=True)
class NameWords:
    """Folded word lists for reading names in one language."""

    language: str
    titles: frozenset[str]
    not_names: frozenset[str]
    combining: frozenset[str]
    places_before: frozenset[str]
    articles: frozenset[str]
    landforms: frozenset[str]
    landforms_after: frozenset[str]
    calendar: frozenset[str]


def _folded(language: str, topic: str) -> frozenset[str]:
    return frozenset(fold(word) for word in load_lexicon(language, "names").get(topic, ()))


def _calendar(language: str) -> frozenset[str]:
    """Return months and weekdays, also in English: embedded posts carry English dates."""
    locales = (Locale(language), Locale("en"))
    calendars = [calendar for locale in locales for calendar in (locale.months, locale.days)]
    forms = [names["format"][width] for names in calendars for width in ("wide", "abbreviated")]
    return frozenset(fold(word) for names in forms for word in names.values())


@cache
def name_words(language: str) -> NameWords:
    """Return the word lists of *language*; of English for a language without its own."""
    primary = primary_language(language)
    if primary not in languages_with("names"):
        primary = "en"
    topics = (
        "titles",
        "not_names",
        "combining",
        "places_before",
        "articles",
        "landforms",
        "landforms_after",
    )
    lists = {topic: _folded(primary, topic) for topic in topics}
    return NameWords(primary, calendar=_calendar(primary), **lists)


@cache
def _everywhere(topic: str) -> frozenset[str]:
    return frozenset().union(*(_folded(language, topic) for language in languages_with("names")))


def all_titles() -> frozenset[str]:
    """Return the titles of every language, folded: a story may mix languages."""
    return _everywhere("titles")


def all_landforms() -> frozenset[str]:
    """Return the words that open place names in every language ("Ciudad", "Port")."""
    return _everywhere("landforms")


def is_given(key: str) -> bool:
    """Tell whether a folded word is a known given name in any language."""
    return key in _everywhere("given")


def is_surname(key: str) -> bool:
    """Tell whether a folded word is a known surname in any language."""
    return key in _everywhere("surnames")


@cache
def is_common_word(word: str, language: str) -> bool:
    """Tell whether *word*, lower-cased, is in the dictionary of *language*."""
    return is_known(word.lower(), language)
