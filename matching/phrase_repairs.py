"""Misspelt phrases for offices and bodies: "ministro de a Defensa", "Deparment of State"."""

from collections.abc import Iterator, Sequence

from matching.explanation import Explanation
from matching.finding import NameRepair, RepairKind
from matching.name_keys import edit_distance
from matching.name_tokens import Word, split_words
from matching.people_words import is_common_word
from matching.sightings import NamedText
from matching.span import Span
from matching.tokens import lemma
from matching.wording import Wording, fixed_wordings, is_fixed, link_keys

# A word up to this length can only be wrong as part of a link ("de a" for "de la").
_SHORT = 3


def find_phrase_repairs(reading: NamedText) -> Iterator[NameRepair]:
    """Yield a typo repair for each phrase of *reading* one edit from a fixed wording.

    The wording has at least two words of which one is misspelt; what stands there must be
    neither a wording itself nor another form of the right word ("ministros de Defensa").
    """
    words = split_words(reading.text)
    keys = tuple(word.key for word in words)
    at = 0
    while at < len(words):
        found = _slip_at(words, keys, at, reading.language)
        if found is None:
            at += 1
            continue
        wording, wrong = found
        yield _repair(reading, words[at : at + len(wording.keys)], wording, wrong)
        at += len(wording.keys)


def _slip_at(
    words: Sequence[Word], keys: tuple[str, ...], at: int, language: str
) -> tuple[Wording, int] | None:
    """Return the longest wording that is misspelt at *at*, and which of its words."""
    index = fixed_wordings(language)
    # The last word may be up to five words on: the longest wordings have six.
    slips = [
        (wording, wrong)
        for offset in range(min(6, len(words) - at))
        for wording in index.get((offset, keys[at + offset]), ())
        if (wrong := _only_difference(keys[at : at + len(wording.keys)], wording.keys)) is not None
    ]
    for wording, wrong in sorted(slips, key=lambda slip: (-len(slip[0].keys), slip[0].keys)):
        if _is_slip(words[at : at + len(wording.keys)], wrong, wording, language):
            return wording, wrong
    return None


def _only_difference(found: tuple[str, ...], right: tuple[str, ...]) -> int | None:
    """Return the place of the one word in which two phrases of equal length differ."""
    if len(found) < len(right):
        return None
    different = None
    for at, key in enumerate(right):
        if found[at] != key:
            if different is not None:
                return None
            different = at
    return different


def _is_slip(found: Sequence[Word], wrong: int, wording: Wording, language: str) -> bool:
    """Tell whether the word *wrong* of a phrase is one edit from what should stand there."""
    if edit_distance(found[wrong].key, wording.keys[wrong]) != 1:
        return False
    if not all(word.is_near for word in found[1:]):
        return False
    keys = tuple(word.key for word in found)
    return not is_fixed(keys, language) and _is_misspelt(found, wrong, wording, language)


def _is_misspelt(found: Sequence[Word], at: int, wording: Wording, language: str) -> bool:
    """Tell a slip from another word or form that may rightly stand there."""
    written, right = found[at], wording.keys[at]
    if len(right) <= _SHORT:
        return 0 < at < len(found) - 1 and not _is_link(found, at, language)
    if len(written.key) <= _SHORT:
        return False
    if not is_common_word(written.text, language):
        return right.rstrip("s") != written.key.rstrip("s")
    same_lemma = lemma(written.text, language) == lemma(wording.spelt[at], language)
    return not same_lemma and len(found) > 2 and written.is_capitalised and at == len(found) - 1


def _is_link(found: Sequence[Word], at: int, language: str) -> bool:
    """Tell whether the short words around *at* are a link as they stand ("del")."""
    first, last = at, at + 1
    while first > 1 and len(found[first - 1].key) <= _SHORT:
        first -= 1
    while last < len(found) - 1 and len(found[last].key) <= _SHORT:
        last += 1
    return tuple(word.key for word in found[first:last]) in link_keys(language)


def _repair(reading: NamedText, words: Sequence[Word], wording: Wording, wrong: int) -> NameRepair:
    span = Span(words[0].span.start, words[-1].span.end)
    written, right = words[wrong], wording.spelt[wrong]
    right = right[0].upper() + right[1:] if written.is_capitalised else right.lower()
    inner = written.span.shift(-span.start)
    surface = span.quote(reading.text)
    canonical = surface[: inner.start] + right + surface[inner.end :]
    score = round(1 - 1 / len(canonical), 3)
    reason = Explanation(
        "“{written}” is one edit from “{right}” in the fixed wording “{wording}”",
        written=written.text,
        right=right,
        wording=canonical,
    )
    return NameRepair(reading.document_id, span, surface, canonical, RepairKind.TYPO, score, reason)
