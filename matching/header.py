"""What the first lines say about a document: outlet, section, date, byline."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from matching.dates import find_dates
from matching.language import SUPPORTED
from matching.lexicon import load_lexicon
from matching.span import Span
from matching.tokens import tokenize
from matching.verb_forms import clause_words
from matching.word_classes import WordClass, classify_words

_SEPARATOR = re.compile(r"\s+[/|·•—–]\s+|\s+-\s+|\|")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)$")
_LINE = re.compile(r"[^\r\n]+")
_MAX_HEADER_LINES = 8
_MAX_HEADER_WORDS = 24
_MAX_OUTLET_WORDS = 10
_MIN_TITLE_WORDS = 4
_MIN_WORDS_BESIDE_DATES = 3
_SENTENCE_END = (".", "!", "?", "…", ":", '."', ".”", ".»")


@dataclass(frozen=True, slots=True)
class Header:
    """The lines above a text's first sentence, and what they tell; None where silent.

    `body_start` is the offset of the first character after the header lines.
    """

    lines: tuple[Span, ...] = ()
    source: str | None = None
    published_on: date | None = None
    title: str | None = None
    body_start: int = 0


def read_header(text: str, language: str) -> Header:
    """Return the header of a document; an empty Header when it begins with its first sentence.

    A line belongs to the header while it is short, ends no sentence and holds no
    statement in running prose; the first field that is neither a date nor a section
    names the outlet.
    """
    lines = _header_lines(text, language)
    if not lines:
        return Header()
    fields = [
        field
        for line in lines
        if _names_outlet(text, line, language)
        for field in _fields(text, line, language)
    ]
    dates = [found for line in lines for found in find_dates(text, language, None, line)]
    days = [found.first for found in dates if found.first and found.first == found.last]
    names = [field for field in fields if _is_outlet(field, language)]
    titles = [
        line
        for line in lines
        if _is_title(text, line, language) and line.quote(text) not in names[:1]
    ]
    # A title that reads like a sentence comes before a second office of the letterhead.
    titles.sort(key=lambda line: _names_outlet(text, line, language))
    return Header(
        lines=tuple(lines),
        source=_readable(names[0]) if names else None,
        published_on=days[0] if days else None,
        title=titles[0].quote(text) if titles else None,
        body_start=lines[-1].end,
    )


def _header_lines(text: str, language: str) -> list[Span]:
    found: list[Span] = []
    all_lines = [Span(*m.span()).strip(text) for m in _LINE.finditer(text)]
    all_lines = [line for line in all_lines if len(line)]
    for line in all_lines[:_MAX_HEADER_LINES]:
        if not _is_header_line(line.quote(text), language):
            break
        found.append(line)
    return found if len(found) < len(all_lines) else []


def _is_header_line(line: str, language: str) -> bool:
    words = line.split()
    if len(words) > _MAX_HEADER_WORDS or "(@" in line:
        return False
    if _is_byline(line, language):
        return True
    if line.isupper() and len(words) <= _MAX_OUTLET_WORDS:
        return True
    if line.endswith(_SENTENCE_END) and not line.endswith("..."):
        return False
    return not line[0].islower() or _SEPARATOR.search(line) is not None


def _is_byline(line: str, language: str) -> bool:
    openers = load_lexicon(language, "header").get("bylines", ())
    return any(line.lower().startswith(f"{opener} ") for opener in openers)


def _names_outlet(text: str, line: Span, language: str) -> bool:
    """Tell a line of outlet, section and date from a title, which reads like a sentence."""
    words = line.quote(text)
    if _SEPARATOR.search(words) or words.isupper() or find_dates(text, language, None, line):
        return True
    return all(word[0].isupper() for word in words.split() if word.lower() not in _small_words())


@cache
def _small_words() -> frozenset[str]:
    lists = [clause_words(language, "prepositions") for language in SUPPORTED]
    lists += [clause_words(language, "determiners") for language in SUPPORTED]
    lists += [clause_words(language, "coordinators") for language in SUPPORTED]
    return frozenset().union(*lists)


def _fields(text: str, line: Span, language: str) -> list[str]:
    """Return the fields of a header line, without the dates that stand in them."""
    remaining = list(line.quote(text))
    for found in find_dates(text, language, None, line):
        for i in range(found.span.start, found.span.end):
            remaining[i - line.start] = "\0"
    without_dates = "".join(remaining).replace("\0", "")
    fields = [field.strip(" ,.;:") for field in _SEPARATOR.split(without_dates)]
    if _is_byline(line.quote(text), language):
        return fields[1:]
    is_dateline = "\0" in remaining and len(fields) == 1 and "," in without_dates
    return [] if is_dateline else fields  # "Lima, 3 de marzo de 2025" says where, not who


def _is_outlet(field: str, language: str) -> bool:
    lists = load_lexicon(language, "header")
    words = field.split()
    if not words or len(words) > _MAX_OUTLET_WORDS or not any(c.isalpha() for c in field):
        return False
    if field.lower() in {*lists.get("sections", ()), *lists.get("labels", ())}:
        return False
    return field[0].isupper() and not _has_verb(field, language)


def _has_verb(text: str, language: str) -> bool:
    return WordClass.FINITE in classify_words(tokenize(text), language)


def _is_title(text: str, line: Span, language: str) -> bool:
    """Tell a title from the outlet's name, the byline, the date and a line of fields."""
    words = line.quote(text)
    if _SEPARATOR.search(words) or _is_byline(words, language):
        return False
    beside_dates = " ".join(_fields(text, line, language)).split()
    told = sum(any(letter.isalpha() for letter in word) for word in beside_dates)
    labels = load_lexicon(language, "header").get("labels", ())
    is_long = len(words.split()) >= _MIN_TITLE_WORDS and told >= _MIN_WORDS_BESIDE_DATES
    return is_long and not words.lower().startswith(tuple(labels))


def _readable(name: str) -> str:
    """Write an ALL-CAPS outlet in title case, small words in lower case."""
    name = _PARENTHESIS.sub("", name)
    if not name.isupper() or len(name.split()) == 1:
        return name
    small = _small_words()
    words = [
        _capitalised(word) if word.lower() not in small else word.lower() for word in name.split()
    ]
    return " ".join([_capitalised(words[0]), *words[1:]])


def _capitalised(word: str) -> str:
    """Return "TIMES" as "Times" and leave "U.S." as it is."""
    return word if "." in word[:-1] else word[:1].upper() + word[1:].lower()
