"""A PDF, sound or damaged."""

from benchmarks.fuzz.held import parsed
from benchmarks.fuzz.seeds import pdf
from benchmarks.fuzz.target import Target

_CONTENTS = (
    b"BT /F1 12 Tf 50 750 Td (El puerto cerr\xf3 el lunes.) Tj 0 -14 Td (Murieron 12.) Tj ET",
    b"BT /F1 12 Tf [(A) -20 (na)] TJ T* <48656C6C6F> Tj (\\(x\\) \\101) ' ET",
    b"q 1 0 0 1 0 0 cm BT /F1 9 Tf 10 TL (uno) Tj T* (dos-) Tj T* (tres) Tj ET Q",
)


def read(data: bytes) -> None:
    """Read *data* as a .pdf file."""
    parsed(data, ".pdf")


def _seeds() -> list[bytes]:
    return [pdf(content) for content in _CONTENTS]


_WORDS = (
    "obj endobj stream endstream xref trailer startxref %%EOF << >> [ ] 0 R null BT ET Tj TJ Td Tf "
    "/Kids /Parent /Count /Length /Filter /FlateDecode /ASCIIHexDecode /ASCII85Decode /LZWDecode "
    "/RunLengthDecode /DecodeParms /Predictor /ToUnicode /Encoding /Differences /Encrypt /ObjStm"
)
TARGET = Target(read, _seeds, _WORDS.split())
