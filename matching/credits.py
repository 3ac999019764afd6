"""Where a text says it comes from: agency datelines, and headers that name one speaker."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from matching.language_tag import primary_language
from matching.name_tokens import fold
from matching.people_words import is_common_word, is_surname
from matching.span import Span
from matching.speech_lexicon import SpeechLexicon, speech_lexicon
from matching.tokens import Token, tokenize

_CAPITAL = r"[^\W\d_a-zà-ÿ][\w’'-]*"
_PLACE = rf"(?P<place>{_CAPITAL}(?: (?:de |del |la )?{_CAPITAL}){{0,3}}(?:, {_CAPITAL}){{0,2}}?)"
_DATE = (
    r"(?P<date>\d{1,2}º?\.? (?:de )?[^\W\d_]{3,10}\.?(?: (?:de |del )?\d{4})?"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)"
)
_OUTLET = r"\((?P<outlet>[^\W\d_][^()\n\d]{1,40})\)"
_DASH = r"(?:[.:]?\s*[-–—]+|[.:])(?=\s|[«“\"A-ZÁÉÍÓÚÑ¿¡])\s*"

# "Lima, 30 oct (EFE).-"  "WASHINGTON, Oct 30 (Reuters) -"  "MADRID (AP) —"  "(Reuters) -"
_WITH_OUTLET = re.compile(rf"\s*(?:{_PLACE}(?:[,.]? ?{_DATE})?[,.]?\s*)?{_OUTLET}\s*{_DASH}")
# "LIMA.-"  "Quito, 3 de mayo.-"  "WASHINGTON —"
_PLACE_ONLY = re.compile(rf"\s*{_PLACE}(?:, ?{_DATE})?(?:\.\s?[-–—]+|\s?—)\s*")


_LONGEST_HEADER = 160
_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Credit:
    """A dateline: who issued a text, from where and when, each None when not said.

    `span` covers the whole dateline, so that the first sentence begins at `span.end`.
    """

    span: Span
    outlet: Span | None
    place: Span | None
    date: Span | None


@dataclass(frozen=True, slots=True)
class StatementHeader:
    """A line that says whose statement follows ("The below is attributable to …:").

    `speaker` is None where a header names none, as in "Readout of the call".
    """

    cue: Span
    speaker: Span | None


def find_credit(text: str, span: Span | None = None) -> Credit | None:
    """Return the agency dateline at the head of *text* (or of *span*), None without one.

    It tells who issued the document, not who says its sentences. A place without an
    agency counts only before ".-" or a long dash, as datelines are printed.
    """
    start, end = (span.start, span.end) if span is not None else (0, len(text))
    match = _WITH_OUTLET.match(text, start, end) or _PLACE_ONLY.match(text, start, end)
    if match is None:
        return None
    return Credit(
        Span(*match.span()), _group(match, "outlet"), _group(match, "place"), _group(match, "date")
    )


def _group(match: re.Match[str], name: str) -> Span | None:
    if name not in match.re.groupindex or match.group(name) is None:
        return None
    return Span(*match.span(name))


def find_header(text: str, language: str, span: Span | None = None) -> StatementHeader | None:
    """Return the statement header that opens *text* (or *span*), None without one.

    Only a whole first line counts, up to 160 code points: "The below is attributable to
    Spokesperson X:", "Statement by X on …", "Declaración de X".
    """
    start, end = (span.start, span.end) if span is not None else (0, len(text))
    line = Span(start, end).strip(text)
    stop = text.find("\n", line.start, line.end)
    line = Span(line.start, stop if stop >= 0 else line.end)
    if len(line) > _LONGEST_HEADER:
        return None
    folded = line.quote(text).lower()
    for phrase in speech_lexicon(primary_language(language)).phrases["headers"]:
        words = " ".join(phrase)
        if folded.startswith(words + " "):
            cue = Span(line.start, line.start + len(words))
            return StatementHeader(cue, _named_speaker(text, Span(cue.end, line.end), language))
    return None


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """A name and colon at the head of a paragraph, and the words that follow."""

    source: Span
    cue: Span
    rest: Span
    is_transcript: bool


# A point may follow a short form of address: "MR. PRICE:", "Sra. Rojas:".
_LABEL = re.compile(
    r"(?P<name>(?:[^\W\d_]{1,5}\. )?[^\W\d_][^:.;,!?\n«“\"]{0,40}?)\s?(?P<colon>:)\s+(?=\S)"
)


def find_heading(text: str, span: Span, words: SpeechLexicon) -> Span | None:
    """Return a heading that names nobody at the head of *span*: "Video:", "PREGUNTA:", "Q:".

    The colon is included; None without one.
    """
    match = _LABEL.match(text, span.start, span.end)
    if match is None or match.group("name").lower() not in words.words["heading_labels"]:
        return None
    return Span(match.start(), match.end("colon"))


def is_interview(text: str, spans: Sequence[Span]) -> bool:
    """Tell whether paragraphs open with names that take turns: "Paz: ¿Irá?", "Rojas: Sí.".

    Some name opens two of them, or one asks a question; a list ("Lugar: …") does neither.
    """
    labels = [match for span in spans if (match := _LABEL.match(text, span.start, span.end))]
    names = Counter(match.group("name") for match in labels)
    asks = any(text.startswith(("¿", "Do ", "What ", "Why "), match.end()) for match in labels)
    return len(labels) > 1 and (asks or max(names.values()) > 1)


def find_label(
    text: str, span: Span, words: SpeechLexicon, takes_turns: bool = False
) -> SpeakerLabel | None:
    """Return the speaker label of a transcript line or headline, None without one.

    A transcript writes the name in capitals; in a headline every long word of the name
    has a capital and the line ends without a full stop, which does not matter where the
    text *takes_turns*. "Video: …" names nobody.
    """
    match = _LABEL.match(text, span.start, span.end)
    if match is None or find_heading(text, span, words) is not None:
        return None
    name, rest = Span(*match.span("name")), Span(match.end(), span.end).strip(text)
    parts = match.group("name").split()
    title = name.quote(text).partition("(")[0].strip()  # "ALCALDESA (Marta Ríos):"
    is_transcript = len(title.split()) <= _NAME_WORDS and title.isupper() and len(title) > 1
    is_name = len(parts) <= _NAME_WORDS and all(
        part[0].isupper() or words.is_("of", part) for part in parts
    )
    if not is_transcript and _is_exclamation(parts, words):
        return None
    if takes_turns and is_name:
        return SpeakerLabel(name, Span(*match.span("colon")), rest, is_transcript=True)
    is_line = len(rest) <= _LONGEST_HEADER and text[rest.end - 1] not in ".:"
    if not is_transcript and not (is_name and is_line and "\n" not in rest.quote(text)):
        return None
    if not is_transcript and len(rest.quote(text).split()) < _NAME_WORDS:
        return None
    return SpeakerLabel(name, Span(*match.span("colon")), rest, is_transcript)


def _is_exclamation(parts: list[str], words: SpeechLexicon) -> bool:
    """Tell "Bomba: Ana Rey se casa" from "Rojas: habrá paro" and "Gobierno: …"."""
    if len(parts) != 1 or not is_common_word(parts[0], words.language):
        return False
    is_speaker = words.is_("noun_roles", parts[0]) or words.is_("bodies", parts[0])
    return not is_speaker and not is_surname(fold(parts[0]))


def _named_speaker(text: str, rest: Span, language: str) -> Span | None:
    """Return the first noun phrase of *rest* that holds a capital, articles left out."""
    words = speech_lexicon(primary_language(language))
    taken: list[Token] = []
    for token in tokenize(text, rest):
        ends = words.is_("prepositions", token.text) and not words.is_("of", token.text)
        if not token.is_word or ends:
            break
        if taken or not words.is_("articles", token.text):
            taken.append(token)
        if token.text.endswith(("'s", "’s")):
            break
    if not any(token.is_capitalised for token in taken):
        return None
    end = taken[-1].span.end - (2 if taken[-1].text.endswith(("'s", "’s")) else 0)
    return Span(taken[0].span.start, end)
