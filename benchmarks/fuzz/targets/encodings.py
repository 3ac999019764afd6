"""Bytes to text: in whatever character set they are, said to be in another one or in none."""

from benchmarks.fuzz.held import refused_or
from benchmarks.fuzz.seeds import PROSE
from benchmarks.fuzz.target import Target
from service.intake.decoding import decode
from service.intake.raw import NO_CORRECTIONS, Corrections, Raw

_NAMES = ("utf-8", "cp1252", "latin-1", "utf-16", "utf-16-be", "utf-32", "mac_roman", "koi8-r")
_MORE = ("utf-7", "idna", "rot13", "zlib", "big5", "shift_jis", "cp037", "utf_8_sig", "ascii")


def read(data: bytes) -> None:
    """Decode what follows the first line, which says a character set, and who says so."""
    head, _, body = data.partition(b"\n")
    name = head[1:].decode("latin-1")
    is_told = head[:1] == b"!"
    given = Corrections(encoding=name) if is_told and name else NO_CORRECTIONS
    raw = Raw(body, "input.txt", "input", given=given)
    text = refused_or(lambda: decode(raw, None if is_told else name))
    if text is None:
        return
    text.encode("utf-8")
    if not given.encoding and _is_utf8(body):
        assert text == body.decode("utf-8"), "UTF-8 read as something else"


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # These begin as UTF-16 does, or hold what no text in UTF-8 does.
    return b"\0" not in body


def _seeds() -> list[bytes]:
    found = []
    for name in _NAMES:
        for sign in ("!", " "):
            words = PROSE[0].encode(name, "replace")
            found.append(f"{sign}{name}\n".encode() + words)
            found.append(b" \n" + words)
    return found


TARGET = Target(read, _seeds, [*_NAMES, *_MORE, "\ufeff", "ñ", "“", "\u0085"])
