"""PDFs that unfold, loop or lie, files of other formats, polyglots, and odd encodings."""

# ruff: noqa: E501 - a row of a table is one attack

import io
import zlib
from collections.abc import Iterator, Mapping

from pypdf import PdfWriter

from service.intake.formats import _MAGIC
from tests.service.intake import pdfs
from tests.service.intake.attacks.kinds import Attack, Refused, Safe, Upload

_WORDS = "The bridge closed on Monday in Robledar, the mayor said."
_TEXT = "El puente cerró el lunes: «no habrá más», señaló el alcalde."
_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_KIDS = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def _locked() -> bytes:
    writer = PdfWriter(io.BytesIO(pdfs.of_words(_WORDS)))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _lzw() -> bytes:
    # One code again and again: each stands for one byte more than the last.
    return pdfs.of_content(
        b"\x80" + b"\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 40_000, b"/Filter /LZWDecode"
    )


def _object_streams() -> bytes:
    inner = zlib.compress(b" ".join(b"%d 0" % n for n in range(10, 9_000)) + b" 1" * 5_000_000)
    stream = b"<< /Type /ObjStm /N 8990 /First 1 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    return pdfs.assembled(_CATALOG, _KIDS, stream % (len(inner), inner))


def _pdfs() -> Mapping[str, tuple[bytes, Refused | Safe]]:
    sound = pdfs.of_words(_WORDS)
    action = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"
    )
    return {
        "locked": (_locked(), Refused("locked")),
        "a bomb": (pdfs.bomb(layers=1, size=50_000_000), Refused()),
        "a bomb in a bomb": (pdfs.bomb(layers=3, size=100_000_000), Refused()),
        "a bomb of LZW": (_lzw(), Refused()),
        "a bomb of objects": (_object_streams(), Refused()),
        "one page ten thousand times": (pdfs.of_words(_WORDS, 10_000), Refused()),
        "pages in a circle": (
            pdfs.assembled(_CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), Refused()),
        "a page that is its own parent": (
            pdfs.assembled(_CATALOG, b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] >>"), Refused()),
        "a table in a circle": (
            sound.replace(b"trailer << ", b"trailer << /Prev %d " % sound.rfind(b"xref\n0")), Safe()),
        "a table beyond its end": (sound[: sound.rfind(b"startxref")] + b"startxref\n999999999\n%%EOF", Safe()),
        "a table before its beginning": (sound[: sound.rfind(b"startxref")] + b"startxref\n-5\n%%EOF", Safe()),
        "nothing but a header": (b"%PDF-1.7\n", Refused("damaged")),
        "half of it": (sound[: len(sound) // 2], Safe()),
        "no pages": (pdfs.assembled(_CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"), Refused()),
        "more pages than there are": (
            pdfs.assembled(_CATALOG, b"<< /Type /Pages /Kids [] /Count 99999999 >>"), Refused()),
        "a catalogue that is none": (pdfs.assembled(b"[1 2 3]"), Refused()),
        "a length below nothing": (sound.replace(b"/Length ", b"/Length -"), Safe()),
        "a length that is itself": (sound.replace(b"/Length ", b"/Length 4 0 R %"), Safe()),
        "a script": (sound.replace(_CATALOG, action), Safe(lacks=("app.alert",))),
        "deep brackets": (pdfs.of_content(b"[" * 50_000), Refused()),
        "deep dictionaries": (pdfs.assembled(b"<< /A " * 20_000), Refused()),
        "states without end": (pdfs.of_content(b"q " * 100_000), Refused()),
        "a filter that is none": (pdfs.of_content(b"x", b"/Filter /Evil"), Refused()),
        "filters without end": (pdfs.of_content(b"x", b"/Filter [" + b"/FlateDecode " * 5_000 + b"]"), Refused()),
        "words of control": (pdfs.of_content(b"BT /F1 12 Tf 50 750 Td (The \\033[31m bridge) Tj ET"), Safe()),
        "after other bytes": (b"\n\n" + sound, Safe(has=("bridge",))),
    }  # fmt: skip


_PDF_AND = {
    "an archive after it": pdfs.of_words(_WORDS) + b"PK\x03\x04" + b"\0" * 100,
    "a page after it": pdfs.of_words(_WORDS) + b"<html><script>alert(1)</script></html>",
    "a page in it": pdfs.of_words(_WORDS).replace(
        b"%PDF-1.4\n", b"%PDF-1.4\n%<script>alert(1)</script>\n"
    ),
}

_POLYGLOTS = {
    "an image and a PDF": b"GIF89a" + pdfs.of_words(_WORDS),
    "an image and a page": b"GIF89a/*<html><body><p>words</p></body></html>*/=1;alert(1)",
    "a photograph and a page": b"\xff\xd8\xff\xe0<html><p>words</p></html>",
    "an archive and a page": b"PK\x03\x04<html><p>words</p></html>",
    "a page and an archive": b"<html><body><p>words</p></body></html>PK\x03\x04" + b"\0" * 60,
    "a program and a text": b"MZ\x90\0\x03\0\0\0words words words",
    "a text and an archive": b"Some words first. PK\x03\x04\0\0\0\0\x01\x02\x03",
    "rich text": b"{\\rtf1\\ansi{\\object\\objocx words}}",
    "a tape": b"words" + b"\0" * 252 + b"ustar\x0000" + b"\0" * 248,
    "script for a printer": b"%!PS-Adobe-3.0\n(words) show",
}

_BROKEN = {
    "overlong letters": b"words \xc0\xaf\xc1\xbf\xe0\x80\xaf\xf0\x80\x80\xaf" * 20,
    "half surrogates": b"words \xed\xa0\x80\xed\xb0\x80 " * 20,
    "letters beyond the last": b"words \xf5\x80\x80\x80\xf8\x88\x80\x80\x80 " * 20,
    "letters cut off": "palabras señaló".encode()[:-1],
    "nothing but continuations": b"\x80\x81\x8d\x8f\x90" * 50,
    "NUL": b"words\0words",
    "nothing but NUL": b"\0" * 1_000,
    "control characters": bytes(range(1, 32)) * 40,
    "random": bytes(n * 7919 % 251 for n in range(5_000)),
    "half a mark": b"\xff\xfea",
    "UTF-16 cut off": "\ufeffpalabras".encode("utf-16-le") + b"x",
    "UTF-32 beyond the last": b"\xff\xfe\x00\x00\x00\x00\x11\x00",
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbfEl puente.",
    "hidden in UTF-7": b"+ADw-script+AD4-alert(1)+ADw-/script+AD4- words",
    "escapes of a terminal": b"The \x1b]0;evil\x07 \x1b[2J bridge closed on Monday, they said.",
    "shifted": b"\x1b$B$3$s$K$A$O\x1b(B words",
    "letters turned round": "The \u202egpj.exe\u202c bridge \u2066x\u2069 closed.".encode(),
    "marks without end": ("a" + "\u0301" * 50_000 + " words").encode(),
    "nothing to see": ("\u200b\u200c\u200d\ufeff\u2060" * 100).encode(),
    "a tag of letters": ("words " + "".join(chr(0xE0000 + n) for n in range(32, 127))).encode(),
}
_ENCODINGS = (
    "utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be cp1252 latin-1".split()
)
_DECLARED = {
    "another one": "text/plain; charset=utf-16",
    "one that is none": "text/plain; charset=../../etc/passwd",
    "a way to pack": "text/plain; charset=zlib",
    "an escape": "text/plain; charset=unicode_escape",
    "one of rows": "text/plain; charset=idna",
    "nothing": "text/plain; charset=",
    "a long one": "text/plain; charset=" + "x" * 5_000,
}
_NAMES = (
    "../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\secret.txt", "a/../../b.txt",
    "....//....//etc/passwd", "%2e%2e%2fetc%2fpasswd", "note.txt\0.html", "note.html\n.txt",
    "\x1b[31mred.txt", "a" * 5_000 + ".txt", "\u202egpj.txt", "con", "nul.txt", ".", "..", "~root",
    "|id", "$(id).txt", "`id`", "-rf", "file:///etc/passwd", "http://127.0.0.1/x.txt",
    "<script>alert(1)</script>.txt", "'; DROP TABLE document; --.txt", "\ud800.txt",
)  # fmt: skip


def attacks() -> Iterator[Attack]:
    """Yield them."""
    for name, (data, end) in _pdfs().items():
        yield Attack("PDF", name, Upload(data, "a.pdf", "application/pdf"), end)
    for name, data in _PDF_AND.items():
        end = Safe(lacks=("script",))
        yield Attack("PDF and", name, Upload(data, "a.html", "text/html"), end)
    for number, (magic, what) in enumerate(_MAGIC):
        data = magic + b"\0\1\2\3 words words words" * 10
        upload = Upload(data, ("a.txt", "a.html", "a", "a.json")[number % 4])
        yield Attack("format", f"{number}, {what}", upload, Refused(what))
    for name, data in _POLYGLOTS.items():
        yield Attack("polyglot", name, Upload(data, "a.html"), Refused())
    for name, data in _BROKEN.items():
        yield Attack("encoding", name, Upload(data, "a.txt"), Safe(is_markup=False))
    for encoding in _ENCODINGS:
        mark = "\ufeff" if encoding == "utf-8-sig" else ""
        whole = Safe(text=mark + _TEXT, must=True)
        yield Attack("encoding", encoding, Upload(_TEXT.encode(encoding), "a.txt"), whole)
    for name, media_type in _DECLARED.items():
        upload = Upload(_TEXT.encode(), "a.txt", media_type)
        yield Attack("declared encoding", name, upload, Safe(text=_TEXT, must=True))
    for name in _NAMES:
        upload = Upload(_TEXT.encode(), name, "text/plain")
        yield Attack("name", ascii(name)[:60], upload, Safe(text=_TEXT, must=True))
    for size in (400_000, 100 * 1024 * 1024):
        upload = Upload(b"a" * size, "a.txt", "text/plain")
        yield Attack("size", f"{size:,} bytes", upload, Refused("larger than"))
