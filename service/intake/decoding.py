"""Bytes to text: the same code points that a plain read of the file gives, or a refusal."""

import codecs
import logging
import unicodedata
from collections.abc import Callable

from charset_normalizer import CharsetMatch, from_bytes

from service.errors import InputError
from service.intake.formats import refuse_other_formats
from service.intake.naming import shown
from service.intake.raw import Raw
from service.intake.wide import decode_wide

log = logging.getLogger(__name__)

# What Spanish, English, Portuguese and French text uses beyond ASCII (CLDR exemplar
# characters), the same in capitals. A one-byte text that decodes to these alone is settled.
_WESTERN = frozenset("áéíóúüñªºàâæçèêëîïôœùûÿãõò")
_SIGNS = frozenset("¿¡«»‹›“”‘’„‚–—…•·°€£§©®™ \xad´½¼¾²³±×")
_LEGACY = ("cp1252", "mac_roman")
# Python knows these as encodings; on the web they only serve to hide something.
_NO_CHARSETS = ("utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined")

_HIDING = frozenset(codecs.lookup(name).name.replace("-", "_") for name in _NO_CHARSETS)

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\v\x1b\x85")
_MOST_CONTROLS = 0.02
_CONFIDENT_COHERENCE = 0.4
_CONFIDENT_LEAD = 0.15
# A guess needs no more than this, and would take long over a whole book.
_MOST_GUESSED = 100_000


def decode(raw: Raw, declared: str | None = None) -> str:
    """Return the text of *raw*; line ends and a byte-order mark of UTF-8 stay as they are.

    In order: what a person said, a UTF-16 or UTF-32 mark, UTF-16 or UTF-32 without one, UTF-8,
    the declared character set, UTF-8 with a few damaged bytes (each becomes U+FFFD), a Western
    one-byte set, a confident guess.

    Raises:
        InputError: The bytes are binary or of another format, their character set cannot be
            told, or they are not in the one that a person said.
    """
    data = raw.data
    if raw.given.encoding:
        return _as_told(raw, raw.given.encoding)
    if data.startswith(_UTF32):
        return _decode_marked(raw, "utf-32")
    if data.startswith(_UTF16):
        return _decode_marked(raw, "utf-16")
    refuse_other_formats(data, raw.name)
    if (wide := decode_wide(data)) is not None:
        return wide
    _refuse_binary(raw)
    ways: tuple[Callable[[], str | None], ...] = (
        lambda: _try(data, "utf-8"),
        lambda: _try(data, declared),
        lambda: _damaged_utf8(raw),
        lambda: _western(data),
    )
    found = next((text for way in ways if (text := way()) is not None), None)
    return _guessed(raw) if found is None else found


def _as_told(raw: Raw, encoding: str) -> str:
    text = _try(raw.data, encoding)
    if text is None:
        raise InputError(f"{shown(raw.name)} is not in {shown(encoding)}; name another encoding.")
    return text


def _decode_marked(raw: Raw, encoding: str) -> str:
    text = _try(raw.data, encoding)
    if text is None:
        raise InputError(
            f"{shown(raw.name)} begins like {encoding.upper()} but is damaged; "
            "save it as UTF-8 text."
        )
    return text


def _try(data: bytes, encoding: str | None) -> str | None:
    try:
        if not encoding or codecs.lookup(encoding).name.replace("-", "_") in _HIDING:
            return None
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _refuse_binary(raw: Raw) -> None:
    controls = sum(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in raw.data)
    if b"\0" in raw.data or controls > _MOST_CONTROLS * len(raw.data):
        raise InputError(
            f"{shown(raw.name)} is binary data, not text; "
            "give a .txt, .md, .html or .json file in UTF-8, or a PDF."
        )


def _damaged_utf8(raw: Raw) -> str | None:
    text = raw.data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    intact = sum(character > "\x7f" for character in text) - damaged
    if intact <= damaged:
        return None
    log.warning("%s: %d bytes are not UTF-8 and are shown as \ufffd", shown(raw.name), damaged)
    return text


def _western(data: bytes) -> str | None:
    for encoding in _LEGACY:
        text = _try(data, encoding)
        if text is not None and all(_is_western(each) for each in set(text) if each > "\x7f"):
            return text
    return None


def _is_western(character: str) -> bool:
    return character.lower() in _WESTERN or character in _SIGNS


def _guessed(raw: Raw) -> str:
    matches = list(from_bytes(raw.data[:_MOST_GUESSED]))
    best = matches[0] if matches else None
    text = _try(raw.data, best.encoding) if best else None
    if best is None or text is None or not _is_confident(best, matches[1:]):
        raise InputError(
            f"The character set of {shown(raw.name)} cannot be told; "
            "name its encoding, or save it as UTF-8 text."
        )
    log.warning("%s: read as %s; save it as UTF-8 to be sure", shown(raw.name), best.encoding)
    return text


def _is_confident(best: CharsetMatch, others: list[CharsetMatch]) -> bool:
    text = str(best)
    rivals = [each.coherence for each in others if str(each) != text]
    lead = best.coherence - max(rivals, default=0.0)
    readable = not any(unicodedata.category(each) == "Cc" and each > "\x7f" for each in text)
    return readable and best.coherence >= _CONFIDENT_COHERENCE and lead >= _CONFIDENT_LEAD
