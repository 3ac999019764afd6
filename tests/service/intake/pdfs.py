"""PDF files made by hand: sound ones, and such as no program for writing makes."""

import zlib

_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> >> >>"
)
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def assembled(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF of *objects*, numbered from 1; the first is its catalogue."""
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        trailer,
        len(data),
    )
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def of_content(content: bytes, filters: bytes = b"", count: int = 1) -> bytes:
    """Return a PDF whose page, shown *count* times, draws *content*."""
    stream = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content)
    kids = b" ".join([b"3 0 R"] * count)
    return assembled(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        _PAGE,
        stream,
        _FONT,
    )


def of_words(words: str, count: int = 1) -> bytes:
    """Return a PDF whose page holds *words*."""
    shown = words.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
    return of_content(b"BT /F1 12 Tf 50 750 Td (%s) Tj ET" % shown, count=count)


def bomb(layers: int = 2, size: int = 300_000_000) -> bytes:
    """Return a small PDF whose page unfolds to *size* bytes, packed *layers* times."""
    packer = zlib.compressobj(9)
    piece = b" " * 1_000_000
    data = b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return of_content(data, b"/Filter [%s]" % (b" /FlateDecode" * layers))
