"""Tokens with their word classes: what clause and list rules look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from matching.tokens import Token
from matching.verb_forms import clause_words
from matching.word_classes import WordClass


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens with their classes, and the language that they are in."""

    tokens: Sequence[Token]
    classes: Sequence[WordClass]
    language: str

    def is_in(self, index: int, list_name: str) -> bool:
        """Tell whether a token is in a closed list of the language."""
        return self.tokens[index].text.lower() in clause_words(self.language, list_name)

    def first(self, wanted: frozenset[WordClass], start: int, end: int) -> int | None:
        """Return the first index in [start, end) with a wanted class, None without one."""
        return next((i for i in range(start, end) if self.classes[i] in wanted), None)

    def count_words(self, start: int, end: int) -> int:
        """Return how many tokens in [start, end) are words or numbers."""
        return sum(self.tokens[i].is_word for i in range(start, end))
