"""Keys of names, amounts and words: what two documents about one event share."""

from collections.abc import Iterator, Sequence

from matching.given_names import is_listed_given
from matching.language_tag import primary_language
from matching.name_keys import name_key, sound_key
from matching.name_tokens import fold
from matching.places import place_named
from matching.slots import Mention, MentionKind, Quantity, QuantityKind
from matching.span import Span
from matching.tokens import lemma, tokenize

_SHORTEST_NAME = 3
_SHORTEST_WORD = 4
# Numbers below this count anything.
_SMALL = 10


def name_keys(mention: Mention, language: str) -> Iterator[str]:
    """Yield the keys of a name: a listed place whole, any other name word by word.

    Words are kept by their sound, so that "Quiñónez" and "Quinonez", "Zelensky" and "Zelenski"
    are one. Given names are left out where a surname stands beside them.
    """
    if mention.kind is MentionKind.ROLE:
        return
    place = place_named(mention.surface, language)
    if place is not None:
        yield f"place:{place.place_id}"
        return
    words = [word for word in name_key(mention.surface).core if len(word) >= _SHORTEST_NAME]
    for word in _surnames(words):
        yield f"name:{sound_key(word)}"


def _surnames(words: Sequence[str]) -> Sequence[str]:
    """Leave given names out; "Duarte", which may be one, stays where it stands second."""
    own = [word for word in words if not is_listed_given(word)]
    if len(own) > 1 or len(words) < 2:
        return own or words
    return words[1:]


def amount_keys(amount: Quantity) -> Iterator[str]:
    """Yield the key of an amount that may tell events apart.

    A larger number is known by itself, since a source may count "workers" and another "people";
    a small one by what it measures; a small count, of anything, is no sign.
    """
    if amount.kind is QuantityKind.ORDINAL:
        return
    if amount.value >= _SMALL or amount.value % 1:
        yield f"amount:{amount.value:g}"
    elif amount.kind is not QuantityKind.COUNT:
        yield f"amount:{amount.value:g} {amount.unit or ''}"


def word_keys(text: str, span: Span, language: str) -> Iterator[str]:
    """Yield the folded dictionary forms of a sentence's longer words."""
    short = primary_language(language)
    for token in tokenize(text, span):
        if token.text[0].isalpha() and len(token.text) >= _SHORTEST_WORD:
            yield fold(lemma(token.text, short))
