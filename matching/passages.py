"""A document split into passages: header, headings, paragraphs and embedded posts."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher

from matching.dates import find_dates
from matching.document import Document
from matching.header import read_header
from matching.language import SUPPORTED, detect_language
from matching.language_tag import primary_language
from matching.passage import Passage, PassageKind
from matching.polarity import find_polarity
from matching.posts import Post, find_posts
from matching.quantities import find_quantities
from matching.span import Span
from matching.tokens import tokenize

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_MAX_HEADING_WORDS = 16
_SENTENCE_END = tuple(".!?…:;\"”»'’)")
_BOILERPLATE = re.compile(r"^\W*(?:https?://\S+|www\.\S+|[\w.+-]+@[\w.-]+)\W*$")
# "QUITO, Aug 19 (Andes Wire) - ", "Lima, 30 oct (EFE).- ", "Temuco (redacción). ",
# "Genève, le 4 mai 2026 – "
_CAPITAL = "A-ZÀ-ÖØ-ÞŒŠŽ"
_LINK_WORD = "(?:de|del|de la|do|da|dos|das|du|des|of|the|la|las|los|le|les|el|y|e|and|et) "
_PLACE = rf"[{_CAPITAL}][\w'’.]*(?:[ \-](?:{_LINK_WORD})?[{_CAPITAL}][\w'’.]*){{0,4}}"
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:,\s[^()\n—–]{{1,40}})?\s?\([^()\n]{{2,40}}\)\s?(?:[.,]?\s?[-–—]|[.:])\s+"
    rf"|[{_CAPITAL}][{_CAPITAL}'’ .]{{2,30}}(?:,\s[^()\n—–]{{1,40}})?\s?[-–—]\s+"
    rf"|{_PLACE},\s[^()\n—–]{{3,40}}\.\s?[-–—]\s?"
    rf"|{_PLACE},\s[^()\n—–]{{0,24}}\d{{4}}\s?[-–—]\s+)"
)
# Words that a copy may change: a repeated statement keeps nine words of ten in order.
_COPY_SHARE = 0.85
_MIN_COPY_WORDS = 6


def split_passages(document: Document) -> tuple[Passage, ...]:
    """Return the passages of *document* in order; their spans never overlap.

    Lines broken inside a sentence (PDF, e-mail) are one passage: `Document.prose` joins them.
    """
    text = document.prose
    language = primary_language(document.language or detect_language(text))
    header = read_header(text, language)
    posts = find_posts(text)
    whole = _blocks(text)
    # A post may open like a header line, and so may a line that the next one goes on.
    lines = [line for line in header.lines if line in whole and not _in_post(line, posts)]
    blocks = [block for block in whole if not _in_post(block, posts) and block not in lines]
    passages = [Passage(line, PassageKind.HEADER, language) for line in lines]
    passages += [_post_passage(text, post, language) for post in posts if len(post.words)]
    longest = max(map(len, blocks), default=0)
    passages += [_block_passage(text, block, language, longest) for block in blocks]
    passages.sort(key=lambda passage: passage.span)
    return tuple(_mark_copy(text, passage, passages) for passage in passages)


def _blocks(text: str) -> list[Span]:
    lines = (Span(*match.span()).strip(text) for match in _LINE.finditer(text))
    return [line for line in lines if len(line)]


def _in_post(span: Span, posts: Sequence[Post]) -> bool:
    return any(post.whole.overlaps(span) for post in posts)


def _post_passage(text: str, post: Post, language: str) -> Passage:
    words = post.words.quote(text)
    return Passage(
        post.words,
        PassageKind.POST,
        detect_language(words, language),
        author=post.author,
        handle=post.handle,
        posted_on=_posted_on(text, post.date_span, language),
        truncated=post.truncated,
    )


def _posted_on(text: str, signature: Span | None, language: str) -> date | None:
    """Return the day in a signature: in the page's language, English, or any other we read."""
    if signature is None:
        return None
    found = (
        value.first
        for tried in dict.fromkeys((language, "en", *SUPPORTED))
        for value in find_dates(text, tried, None, signature)
        if value.first is not None and value.first == value.last
    )
    return next(found, None)


def _block_passage(text: str, block: Span, language: str, longest: int) -> Passage:
    words = block.quote(text)
    own_language = detect_language(words, language)
    dateline = _DATELINE.match(words)
    if dateline:
        return Passage(
            Span(block.start + dateline.end(), block.end), PassageKind.PARAGRAPH, own_language
        )
    if _BOILERPLATE.match(words):
        return Passage(block, PassageKind.BOILERPLATE, own_language)
    is_heading = (
        len(words.split()) <= _MAX_HEADING_WORDS
        and not words.endswith(_SENTENCE_END)
        and longest > len(block)
        and words[0] not in '-•*–—"“«'
        and not words[0].islower()  # "a) el mercado abre en mayo": an item of a list
        and not any(character.isdigit() for character in words[:2])
    )
    return Passage(
        block, PassageKind.HEADING if is_heading else PassageKind.PARAGRAPH, own_language
    )


def _mark_copy(text: str, passage: Passage, passages: list[Passage]) -> Passage:
    """Recognise a post whose words stand elsewhere in the document: the same statement."""
    if passage.kind is not PassageKind.POST:
        return passage
    for other in passages:
        if other.kind is PassageKind.PARAGRAPH:
            part = _copied_part(text, passage.span, other.span)
            if part and _keeps_values(text, passage, part):
                return replace(passage, copy_of=part)
    return passage


def _keeps_values(text: str, copy: Passage, part: Span) -> bool:
    """Tell whether a copy denies nothing and counts nothing that the original does not.

    "el agua no volverá" is one word away from "el agua volverá", and another statement.
    """

    def values(span: Span) -> set[object]:
        amounts = find_quantities(text, copy.language, span)
        days = find_dates(text, copy.language, None, span)
        return {a.value for a in amounts} | {day.surface.lower() for day in days}

    polarity, _ = find_polarity(text, copy.language, copy.span)
    same = polarity is find_polarity(text, copy.language, part)[0]
    return same and values(copy.span) <= values(part)


def _copied_part(text: str, copy: Span, original: Span) -> Span | None:
    """Return the part of *original* that *copy* repeats nearly word by word, or None."""
    left = [token for token in tokenize(text, copy) if token.is_word]
    right = [token for token in tokenize(text, original) if token.is_word]
    if len(left) < _MIN_COPY_WORDS:
        return None
    matcher = SequenceMatcher(
        None, [t.text.lower() for t in left], [t.text.lower() for t in right], autojunk=False
    )
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= 2]
    if sum(block.size for block in blocks) < _COPY_SHARE * len(left):
        return None
    first, last = blocks[0], blocks[-1]
    return Span(right[first.b].span.start, right[last.b + last.size - 1].span.end)
