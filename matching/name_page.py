"""What reading names needs to know of a text: its words, and which capitals mean something."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matching.name_tokens import Word
from matching.organisations import heads
from matching.people_words import NameWords, is_common_word, is_given, is_surname, name_words
from matching.roles import RolePhrase

_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Page:
    """What run building knows about a text: its words and which capitals mean something.

    `taken[i]` marks words already read as part of a role; `plain[i]` marks words in a line
    whose capitals are a headline's; `names` holds the keys capitalised inside sentences.
    """

    words: Sequence[Word]
    lists: NameWords
    taken: Sequence[bool]
    plain: Sequence[bool]
    names: frozenset[str]

    def is_telling(self, at: int) -> bool:
        """Tell whether the word at *at* is a name for another reason than its capital."""
        word = self.words[at]
        if word.key in self.names:
            return True
        if is_given(word.key) or is_surname(word.key):
            return not self._is_plain_noun(at)
        return not is_common_word(word.text, self.lists.language) and len(word.key) > 2

    def _is_plain_noun(self, at: int) -> bool:
        """Tell whether a listed name may be a noun that opens a sentence: "Fuentes de…"."""
        word = self.words[at]
        is_noun = is_common_word(word.text, self.lists.language) and not is_given(word.key)
        if not word.starts or not is_noun:
            return False
        if at + 1 == len(self.words) or not self.words[at + 1].is_near:
            return False
        following = self.words[at + 1]
        if self.lists.language == "en":
            return not following.is_capitalised and len(word.key) > 3
        return following.key in ("de", "del", "que", "como", "en", "d", "du", "da", "do")

    def may_name(self, at: int) -> bool:
        """Tell whether the word at *at* has a capital and is not excluded."""
        word = self.words[at]
        if not word.is_capitalised or word.is_glued or self.taken[at]:
            return False
        if word.key in self.lists.calendar:
            return is_given(word.key) and self._continues(at)
        return word.key not in self.lists.not_names

    def _continues(self, at: int) -> bool:
        """Tell whether a capital follows right after: "Jan Nowak", but "Jan 4"."""
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        return following is not None and following.gap == " " and following.text[0].isupper()

    def may_continue(self, at: int) -> bool:
        """Tell whether the word at *at* may be a later word of a name: "Nacional", "La"."""
        word = self.words[at]
        if not word.is_capitalised or word.is_glued or self.taken[at]:
            return False
        return word.key not in self.lists.not_names or not self.plain[at]

    def is_head(self, at: int) -> bool:
        """Tell whether the word at *at* makes a run a body."""
        return self.words[at].key in heads(self.lists.language)


def read_page(text: str, words: Sequence[Word], language: str, roles: Sequence[RolePhrase]) -> Page:
    """Return what reading the names of *text* needs to know of it."""
    lists = name_words(language)
    plain = _headline_words(text, words, language)
    taken = [False] * len(words)
    for role in roles:
        if not _is_part_of_name(words, role):
            for at in range(role.first, role.own_last):
                taken[at] = True
    names = frozenset(
        word.key
        for word, is_plain in zip(words, plain, strict=True)
        if word.is_capitalised
        and not word.starts
        and not is_plain
        and word.key not in lists.not_names
        and not word.is_glued
    )
    return Page(words, lists, taken, plain, names)


def _is_part_of_name(words: Sequence[Word], role: RolePhrase) -> bool:
    """Tell a surname from a role: "Florentino Rey", "Sarah King said"."""
    if role.last - role.first > 1 or not words[role.first].is_capitalised or not role.first:
        return False
    before = words[role.first - 1]
    return words[role.first].gap == " " and before.is_capitalised and is_given(before.key)


def _headline_words(text: str, words: Sequence[Word], language: str) -> list[bool]:
    """Mark the words of lines in capitals, and of English lines with a capital on every word."""
    plain = [False] * len(words)
    at = 0
    for line in _LINE.finditer(text):
        first = at
        while at < len(words) and words[at].span.start < line.end():
            at += 1
        if at - first >= 4 and _is_headline(line.group(), words[first:at], language):
            plain[first:at] = [True] * (at - first)
    return plain


def _is_headline(line: str, words: Sequence[Word], language: str) -> bool:
    long_words = [word for word in words if len(word.key) > 3 and word.text.isalpha()]
    if len(long_words) < 3:
        return False
    if sum(word.text.isupper() for word in long_words) >= 0.8 * len(long_words):
        return True
    capitals = sum(word.is_capitalised for word in long_words)
    is_sentence = line.rstrip().endswith((".", "!", "?", "”", '"'))
    return language.startswith("en") and not is_sentence and capitals >= 0.8 * len(long_words)
