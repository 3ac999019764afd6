"""A file of Markdown, with front matter or without."""

from benchmarks.fuzz.held import parsed
from benchmarks.fuzz.linear import check_linear
from benchmarks.fuzz.seeds import PROSE, WORDS
from benchmarks.fuzz.target import Target

_FRONT = (
    "---\ntitle: Cierra el puerto\nsource: La Gaceta\npublished_at: 2027-05-04T06:30:00-05:00\n"
    "language: es\n---\n",
    "---\ndate: 2027-05-04\ntitle: [a, {b: c}]\n---\n",
    "---\npublished_at: 2027-05-04\ntime_zone: America/Lima\n---\n",
    "",
)
_MARKS = (
    "# Puerto\n\n> *{}*\n\n1. **uno** `dos`\n2. [tres](https://example.org/1 'x')\n\n```\nx\n```\n"
)


def read(data: bytes) -> None:
    """Read *data* as a .md file."""
    parsed(data, ".md")
    text = data.decode("utf-8", "replace")
    check_linear(text, lambda longer: parsed(longer.encode(), ".md"))


def _seeds() -> list[bytes]:
    return [(front + _MARKS.format(PROSE[at])).encode() for at, front in enumerate(_FRONT)]


_SIGNS = (
    "---\n",
    "title:",
    "published_at:",
    "time_zone:",
    "language:",
    "- ",
    ": ",
    "&a ",
    "*a",
    "!!",
)
TARGET = Target(read, _seeds, [*_SIGNS, "```", "[x](y)", "![", "<b>", "***", "    ", *WORDS])
