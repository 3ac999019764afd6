"""Formats that are told by their first bytes and hold no text that could be read.

A file that is several formats at once (a polyglot) is the first that its bytes claim to be.
"""

from service.errors import InputError
from service.intake.naming import shown

# Longer beginnings first where one begins like another.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"PK\x07\x08", "a part of a ZIP archive"),
    (b"\x1f\x8b", "packed with gzip"),
    (b"\x1f\x9d", "packed with compress"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ\x00", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard"),
    (b"\x04\x22\x4d\x18", "packed with LZ4"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"MSCF", "a cabinet archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"RIFF", "an image, sound or film"),
    (b"OggS", "sound or film"),
    (b"ID3", "sound"),
    (b"fLaC", "sound"),
    (b"\x1a\x45\xdf\xa3", "a film"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
    (b"\x00\x00\x00\x20ftyp", "a film or an image"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\x00asm", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"%!PS", "PostScript"),
    (b"SQLite format 3\x00", "a database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_TAR = (257, b"ustar")
_MARKS = b"\xef\xbb\xbf \t\r\n\x0b\x0c"
# A PDF may begin with other bytes; readers look for its mark this far.
_PDF_REACH = 1024


def refuse_other_formats(data: bytes, name: str) -> None:
    """Refuse an archive, an image, a program or another format that holds no plain text.

    Raises:
        InputError: The bytes begin like one of them.
    """
    found = next((what for magic, what in _MAGIC if data.startswith(magic)), None)
    # Two letters alone are no mark: "MZ" may begin a sentence.
    if found and data.startswith(b"MZ") and b"\0" not in data[:256]:
        found = None
    if data[_TAR[0] : _TAR[0] + len(_TAR[1])] == _TAR[1]:
        found = "a TAR archive"
    if found:
        raise InputError(f"{shown(name)} is {found}; save it as PDF or text and give that.")


def sniffed_kind(data: bytes) -> str:
    """Return the suffix that the first bytes stand for: ".pdf", ".html", ".xml", ".json", ".txt".

    Bytes in UTF-16 say nothing here; they are text to be looked at again once decoded.
    """
    start = data[:_PDF_REACH].lstrip(_MARKS)
    if start.startswith(b"%PDF-"):
        return ".pdf"
    low = start.lower()
    if low.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if low.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf")):
        return ".xml"
    return ".json" if start.startswith(b"{") else ".txt"
