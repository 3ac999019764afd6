"""Tokens with their word classes: what clause and list rules look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from matching.lexicon import load_lexicon
from matching.span import Span
from matching.tokens import Token
from matching.verb_forms import clause_words
from matching.word_classes import WordClass

_Table = dict[str, tuple[tuple[str, ...], ...]]


@cache
def _phrase_table(language: str, topic: str, name: str) -> _Table:
    """Return the entries of one phrase list by their first word, the longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for entry in load_lexicon(language, topic).get(name, ()):
        words = tuple(entry.split())
        table.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in table.items()}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens with their classes, and the language that they are in.

    `words` are the tokens in lower case. `places` number the tokens in the statement that
    they come from: where two neighbours do not follow each other, something was taken out.
    `is_governed` tells that the verb stands before the phrase: "requested [a recount]".
    """

    tokens: Sequence[Token]
    classes: tuple[WordClass, ...]
    language: str
    words: tuple[str, ...]
    places: tuple[int, ...]
    is_governed: bool = False

    def __len__(self) -> int:
        return len(self.tokens)

    def keep(self, indexes: Iterable[int], *, is_governed: bool = False) -> "Phrase":
        """Return the phrase of some of the tokens, in order."""
        kept = tuple(indexes)
        return Phrase(
            tuple(self.tokens[i] for i in kept),
            tuple(self.classes[i] for i in kept),
            self.language,
            tuple(self.words[i] for i in kept),
            tuple(self.places[i] for i in kept),
            is_governed,
        )

    def stretches(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the ranges of tokens in [start, end) that stand together in the text."""
        cuts = [i for i in range(start + 1, end) if self.places[i] != self.places[i - 1] + 1]
        return tuple(zip([start, *cuts], [*cuts, end], strict=True)) if start < end else ()

    def span(self, start: int, end: int) -> Span:
        """Return the span from the first to the last token of [start, end), not empty."""
        return Span(self.tokens[start].span.start, self.tokens[end - 1].span.end)

    def is_in(self, index: int, list_name: str) -> bool:
        """Tell whether a token is in a closed list of the language; False past the end."""
        return index < len(self.words) and self.words[index] in clause_words(
            self.language, list_name
        )

    def is_class(self, index: int, *wanted: WordClass) -> bool:
        """Tell whether the token at *index* has a wanted class; False outside the phrase."""
        return 0 <= index < len(self.classes) and self.classes[index] in wanted

    def sign(self, index: int) -> str:
        """Return the sign at *index*, "" where a word stands or outside the phrase."""
        return self.words[index] if self.is_class(index, WordClass.SIGN) else ""

    def match(self, name: str, index: int, topic: str = "clauses") -> int:
        """Return how many tokens from *index* match an entry of a phrase list; 0 for none."""
        if not 0 <= index < len(self.words):
            return 0
        for words in _phrase_table(self.language, topic, name).get(self.words[index], ()):
            if self.words[index : index + len(words)] == words:
                return len(words)
        return 0

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


def make_phrase(
    tokens: Sequence[Token],
    classes: tuple[WordClass, ...],
    language: str,
    *,
    places: Sequence[int] = (),
) -> Phrase:
    """Return the phrase of all *tokens*; `places` number them from 0 by default."""
    words = tuple(token.text.lower() for token in tokens)
    return Phrase(tokens, classes, language, words, tuple(places or range(len(tokens))))
