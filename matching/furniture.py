"""Sentences of a page that state nothing about the world: greetings, links, credits."""

from functools import cache

from matching.language_tag import primary_language
from matching.lexicon import load_lexicon
from matching.span import Span
from matching.tokens import tokenize

_LONGEST_GREETING = 12
_OPENING = '¡¿"“«*(['


@cache
def _openers(language: str, name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the entries of one list as lower-case tokens, by their first one."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for entry in load_lexicon(language, "furniture").get(name, ()):
        words = tuple(token.text.lower() for token in tokenize(entry))
        table.setdefault(words[0], []).append(words)
    return {first: tuple(entries) for first, entries in table.items()}


def is_furniture(text: str, span: Span, language: str) -> bool:
    """Tell whether the sentence in *span* is a greeting, a credit or a call to read or sign up.

    `greetings` are whole sentences, up to a name ("Buenas tardes, Ana"); `openers` begin what
    is never a statement ("Lea también", "Read more", "Photo by"); `notices` stand anywhere in
    a short line ("All rights reserved").
    """
    words = tuple(
        token.text.lower() for token in tokenize(text, span) if token.text not in '¡¿"“«*'
    )
    if not words:
        return False
    if _matches(words, 0, language, "openers"):
        return True
    if len(words) > _LONGEST_GREETING:
        return any(_matches(words, i, language, "notices") for i in range(min(len(words), 30)))
    if any(_matches(words, i, language, "notices") for i in range(len(words))):
        return True
    length = _matches(words, 0, language, "greetings")
    return length > 0 and (length == len(words) or not words[length][0].isalnum())


def _matches(words: tuple[str, ...], start: int, language: str, name: str) -> int:
    """Return how many words from *start* are an entry of a list; 0 for none."""
    entries = _openers(primary_language(language), name).get(words[start], ())
    found = (len(entry) for entry in entries if words[start : start + len(entry)] == entry)
    return max(found, default=0)
