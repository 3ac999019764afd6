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
    classes: tuple[WordClass, ...]
    language: str

    def is_in(self, index: int, list_name: str) -> bool:
        """Tell whether a token is in a closed list of the language; False past the end."""
        return index < len(self.tokens) and self.tokens[index].text.lower() in clause_words(
            self.language, list_name
        )

    def joins_names(self, index: int) -> bool:
        """Tell whether the token at *index* stands between two names: "Chile y Bolivia"."""
        around = self.classes[max(index - 1, 0) : index] + self.classes[index + 1 : index + 2]
        return len(around) == 2 and all(kind is WordClass.NAME for kind in around)

    def first(self, wanted: frozenset[WordClass], start: int, end: int) -> int | None:
        """Return the first index in [start, end) with a wanted class, None without one."""
        return next((i for i in range(start, end) if self.classes[i] in wanted), None)

    def count_words(self, start: int, end: int) -> int:
        """Return how many tokens in [start, end) are words or numbers."""
        return sum(self.tokens[i].is_word for i in range(start, end))
