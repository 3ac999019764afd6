"""Small invented inputs to begin with, made by code: no input of anybody's."""

from collections.abc import Iterator
from itertools import islice

from benchmarks.load.texts import text_pairs

WORDS = (
    "dijo",
    "said",
    "según",
    "afirmou",
    "a déclaré",
    "“",
    "”",
    "«",
    "»",
    "—",
    "’",
    "12",
    "1.234,5",
    "1,234.5",
    "más de",
    "dos mil",
    "half a million",
    "US$",
    "€",
    "%",
    "muertos",
    "people",
    "lunes",
    "30 de octubre de 2025",
    "last Monday",
    "2025-10-30T06:30:00-05:00",
    "14:30",
    "no",
    "nunca",
    "podría",
    "allegedly",
    "ministra",
    "Dr.",
    "EE. UU.",
    "(@desk)",
    "https://example.org/1",
    "\u00a0",
    "\u200b",
    "\u202e",
    "e\u0301",
    "🇵🇪",
    "\r\n",
    "\n\n",
    "- ",
    "* ",
    "# ",
)
"""What news in four languages is made of, for dictionaries."""

PROSE = (
    "La ministra Ana Quiroga dijo que «no habrá más de 1.234,5 millones de euros» el lunes 3 de "
    "mayo de 2027.\n\nSegún el alcalde, Luis Paz (52), murieron 12 personas; otras 14 huyeron.",
    "Lima, 3 de marzo de 2027 | Nacional\nLa Gaceta\nCierra el puerto\n\nEl puerto cerró a las "
    "14:30. —No lo abriremos —afirmó Ana Quiroga—. “Ni hoy ni mañana”.",
    "“We have not signed,” the mayor, Luis Paz, told reporters on Tuesday, “and we won’t.” About "
    "half a million people (some 3-4%) were moved last week, the agency said.",
    "A ministra afirmou que 20 mil pessoas foram levadas para o porto na segunda, 5 de abril.",
    "Le maire a déclaré que « le port rouvrira le 14 juillet », soit 3 % de plus qu’en 2026.",
    "Ana Quiroga (@aquiroga) · 4 may.\nHoy no firmamos. Son 300 escuelas y 2 hospitales.",
    "THE PORT AUTHORITY\n\n- 12 ships\n- 14 boats\n\nRead more: https://example.org/1",
)
"""Texts of several kinds, none of them anybody's."""


def texts() -> Iterator[bytes]:
    """Yield invented texts in UTF-8: short ones of several kinds, and accounts of ten sentences."""
    for text in PROSE:
        yield text.encode()
    for pair in islice(text_pairs(7), 2):
        yield str(pair.left["text"]).encode()


def pdf(content: bytes) -> bytes:
    """Return a PDF of one page that draws *content*."""
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (Temporal) >>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 7\n0000000000 65535 f \n" + table + end
