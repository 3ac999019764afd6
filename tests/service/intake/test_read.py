"""Files and standard input: what becomes a document, and how everything else is refused."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfWriter

from service.config import Settings
from service.errors import InputError, TooLarge
from service.intake import read_input

SPANISH = "El ministro señaló que «no habrá más recortes»: 300 millones de euros.\n"
SCRIPT_ONLY = (
    "<!doctype html><html><head><title>App</title><script>var text='palabras';</script></head>"
    "<body><div id=root></div><noscript>You need to enable JavaScript.</noscript></body></html>"
)


def write(folder: Path, name: str, data: bytes | str) -> str:
    """Return the path of a new file."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


@pytest.mark.parametrize(
    "text",
    [
        SPANISH,
        "Uno.\r\nDos.\r\n\r\nTres.\rCuatro.",
        "\ufeffCon marca de orden.",
        "e\u0301 🇵🇪👩‍🚒 \u200bcero \u202eabc\u202c «“’",
        "  \n sangrado \t y cola \n\n",
        "قالت الهيئة إن 42 سفينة علقت.",
    ],
)
def test_plain_text_is_kept_code_point_for_code_point(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    """Offsets into the document are offsets into a plain read of the file; nobody is warned."""
    path = write(tmp_path, "note.txt", text)
    with open(path, encoding="utf-8", newline="") as stream:
        assert read_input(path, settings).text == stream.read()
    assert not caplog.records


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "cp1252", "latin-1"])
def test_other_character_sets_give_the_same_words(
    tmp_path: Path, settings: Settings, encoding: str
) -> None:
    """A file saved by an older program reads like the same file in UTF-8."""
    path = write(tmp_path, "note.txt", SPANISH.encode(encoding))
    assert read_input(path, settings).text == SPANISH


def test_a_few_damaged_bytes_do_not_spoil_a_text(tmp_path: Path, settings: Settings) -> None:
    """Mixed encodings: each byte that is not UTF-8 becomes one U+FFFD, the rest stays."""
    data = SPANISH.encode() + b"A\xf1o pasado."
    text = read_input(write(tmp_path, "mixed.txt", data), settings).text
    assert text == SPANISH + "A\ufffdo pasado."


def test_the_source_of_a_bare_text_is_the_name_of_its_file(
    tmp_path: Path, settings: Settings
) -> None:
    """Nothing else is known of a .txt file: no date, no language, no title."""
    document = read_input(write(tmp_path, "Diario X.txt", SPANISH), settings)
    assert document.source == "Diario X"
    assert (document.language, document.published_at, document.title) == (None, None, None)


def test_json_gives_text_and_origin(tmp_path: Path, settings: Settings) -> None:
    """Every field of the object reaches the document; a day is its first moment in UTC."""
    value = {
        "text": SPANISH,
        "source": "Agencia X",
        "language": "es-MX",
        "published_at": "2025-10-30",
        "title": "T",
        "unknown": 1,
    }
    document = read_input(write(tmp_path, "a.json", json.dumps(value)), settings)
    assert document.text == SPANISH
    assert (document.source, document.language, document.title) == ("Agencia X", "es-MX", "T")
    assert document.published_at == datetime(2025, 10, 30, tzinfo=UTC)


def test_json_keeps_the_zone_of_its_time(tmp_path: Path, settings: Settings) -> None:
    """Which day it was depends on where the text appeared."""
    value = {"text": SPANISH, "published_at": "2025-10-30T22:15:00-05:00"}
    published = read_input(write(tmp_path, "a.json", json.dumps(value)), settings).published_at
    assert published is not None
    assert published.isoformat() == "2025-10-30T22:15:00-05:00"


MARKDOWN = """---
source: Agencia X
title: Acuerdo
language: es
published_at: 2025-10-30T10:00:00-05:00
---
# Un **acuerdo**

El ministro [firmó](http://example.org) el *pacto*.
Sin más.

- Uno
- Dos
"""


def test_markdown_gives_its_words_and_front_matter(tmp_path: Path, settings: Settings) -> None:
    """Marks go, words and lines stay; the front matter is about the text, not part of it."""
    document = read_input(write(tmp_path, "a.md", MARKDOWN), settings)
    assert document.text == "Un acuerdo\n\nEl ministro firmó el pacto.\nSin más.\n\nUno\n\nDos"
    assert (document.source, document.title, document.language) == ("Agencia X", "Acuerdo", "es")
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2025-10-30T10:00:00-05:00"


def test_markdown_without_marks_is_kept(tmp_path: Path, settings: Settings) -> None:
    """Paragraphs that use no mark come out as they went in."""
    text = "Un párrafo.\nSegunda línea.\n\nOtro — con «comillas»."
    assert read_input(write(tmp_path, "a.md", text), settings).text == text


PAGE = """<!doctype html><html lang="es-PE"><head><meta charset="{charset}">
<title>Titular - El Diario</title><meta property="og:site_name" content="El Diario">
<meta property="article:published_time" content="2025-10-30T14:05:00-05:00"></head>
<body><nav><a href="/">Inicio</a></nav><article><h1>Titular de la nota</h1>
<p>El presidente dijo que <b>mañana</b> viaja a la región.</p>
<p>Otro párrafo con <a href="/x">un enlace</a> en medio.</p></article>
<script>var oculto = "no";</script><footer>Derechos reservados</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_page_gives_its_article_and_origin(
    tmp_path: Path, settings: Settings, charset: str
) -> None:
    """Navigation, scripts and footer are no part of the text; publisher and time are known."""
    data = PAGE.format(charset=charset).encode(charset)
    document = read_input(write(tmp_path, "a.html", data), settings)
    assert "El presidente dijo que mañana viaja a la región." in document.text
    assert "Otro párrafo con un enlace en medio." in document.text
    assert not any(word in document.text for word in ("Inicio", "oculto", "Derechos"))
    assert (document.source, document.language) == ("El Diario", "es-PE")
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2025-10-30T14:05:00-05:00"


def make_pdf(*lines: str) -> bytes:
    """Return a one-page PDF whose text layer holds *lines*."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    content = f"BT /F1 12 Tf 14 TL 50 750 Td {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


def test_a_pdf_gives_paragraphs_not_lines(tmp_path: Path, settings: Settings) -> None:
    """Lines broken by the page's width are joined, also inside a word; paragraphs stay apart."""
    data = make_pdf(
        "The two ministers spoke by telephone on Thursday about the coop-",
        "eration of both countries in the region, and agreed to meet",
        "again.",
        "A second paragraph follows here, on a line of its own, long enough.",
    )
    text = read_input(write(tmp_path, "a.pdf", data), settings).text
    assert text == (
        "The two ministers spoke by telephone on Thursday about the cooperation of both "
        "countries in the region, and agreed to meet again.\n"
        "A second paragraph follows here, on a line of its own, long enough."
    )


def blank_pdf(password: str | None = None) -> bytes:
    """Return a PDF of one empty page."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


REFUSED = {
    "empty": ("a.txt", b"", "is empty"),
    "white space": ("a.txt", " \r\n\t \u3000", "is empty"),
    "signs without words": ("a.txt", "\u200b … — !", "is empty"),
    "binary": ("a.txt", bytes(range(256)) * 4, "is binary data"),
    "image": ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is an image"),
    "undecodable": ("a.txt", bytes([0x81, 0x8D, 0x8F, 0x90]) * 9 + b" abc", "cannot be told"),
    "half UTF-16": ("a.txt", b"\xff\xfea\0b", "damaged"),
    "script-only page": ("a.html", SCRIPT_ONLY, "holds no readable text"),
    "empty page": ("a.html", "<!-- nothing -->", "holds no readable text"),
    "PDF without text layer": ("a.pdf", blank_pdf(), "no text layer"),
    "locked PDF": ("a.pdf", blank_pdf("secret"), "locked with a password"),
    "half a PDF": ("a.pdf", make_pdf("Text.")[:60], "damaged PDF"),
    "broken JSON": ("a.json", '{"text": "a', "not valid JSON"),
    "JSON without text": ("a.json", '{"txt": "a"}', 'with a "text"'),
    "JSON list": ("a.json", '["a"]', 'with a "text"'),
    "deep JSON": ("a.json", "[" * 100_000, "not valid JSON"),
    "half a character": ("a.json", '{"text": "a \\ud800 b"}', "half a character"),
    "bad time": ("a.json", '{"text": "a", "published_at": "ayer"}', "published_at"),
    "bad language": ("a.json", '{"text": "a", "language": "español"}', "language"),
    "bad front matter": ("a.md", "---\na: [\n---\nTexto.", "front matter"),
    "no truth": ("a.md", "---\na: !!bool x\n---\nTexto.", "front matter of"),
    "no time": ("a.md", "---\na: !!timestamp x\n---\nTexto.", "front matter of"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    tmp_path: Path, settings: Settings, case: str
) -> None:
    """The sentence names the file and the fault, on one line."""
    name, data, fault = REFUSED[case]
    path = write(tmp_path, name, data)
    with pytest.raises(InputError, match=fault) as refusal:
        read_input(path, settings)
    assert path in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_is_named(tmp_path: Path, settings: Settings) -> None:
    """A wrong path is told as such, and so is a folder or a name no file can have."""
    with pytest.raises(InputError, match="There is no file"):
        read_input(str(tmp_path / "none.txt"), settings)
    with pytest.raises(InputError, match="is a folder"):
        read_input(str(tmp_path), settings)
    with pytest.raises(InputError, match="file name"):
        read_input("a\0b.txt", settings)


def test_the_size_limit_is_exact(tmp_path: Path) -> None:
    """A file of exactly the limit is read, one byte more is not."""
    settings = Settings(max_bytes=10)
    assert read_input(write(tmp_path, "a.txt", "a" * 10), settings).text == "a" * 10
    with pytest.raises(TooLarge, match="larger than 10 bytes"):
        read_input(write(tmp_path, "b.txt", "a" * 11), settings)


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"Un texto.", "Un texto."), (b'{"text": "Otro."}', "Otro.")],
)
def test_standard_input_is_recognised_by_its_content(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, data: bytes, text: str
) -> None:
    """A pipe has no name: JSON is told from plain text by its first sign."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    document = read_input("-", settings)
    assert (document.text, document.source) == (text, "stdin")
