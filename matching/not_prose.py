"""Signs and figures of a text that are no prose: addresses, telephones, citations, lists."""

import re
from collections.abc import Iterator

from matching.span import Span

_OPENING_REACH = 120
_ADDRESSES = re.compile(r"(?:https?://|www\.|pic\.)\S+|[@#]\w+|\S+@\S+")
_OF_ADDRESSES = ("@", "#", "http", "www.", "pic.")
_DIGIT = re.compile(r"\d")
# Rows are counted up to a number, or a page of figures would take the square of its length.
_FIGURES = re.compile(
    r"(?m:^\s*\d{1,2}(?:[.)](?:\s|$)|\.[ºª°](?=\s+[A-ZÁÉÍÓÚÑ])))"
    r"|\b\d{4} (?:GMT|UTC)\b|\d{1,40}(?:[-:/]\d{1,40}){2,}|\b\d{1,2}:\d{2}\b"
    r"|(?<=[\de])\+\d{1,2}\b"
    # "… agua. 2- Emociones": a number of a list; "300 723 1123", "444 44 48": telephones.
    r"|(?:(?<=[.:;,)] )|(?<=\n))\d{1,2}(?:[.)]|\.[ºª°]| ?[-–]|\.[-–]) ?(?=[A-ZÁÉÍÓÚÑ])"
    r"|\b\d{2,4} \d{4} \d{2,4}\b"
    r"|\b\d{2,4}(?: \d{2,4}){0,60} \d{4}\b(?![.,]\d)|\b\d{2,4}(?: \d{2}){2,60}\b"
    r"|\(\d{2,4}\) ?\d{3,4}[- ]?\d{3,4}\b|\+\d{1,3}[ -]\d[\d -]{5,}\d\b"
    r"|\b\d{1,2} ?(?:and|y|to|a|-|–) ?(?:las )?\d{1,2} ?"
    r"(?:[ap]\.? ?m\b|de la (?:mañana|tarde|noche))"
    # "[12]", a note; "4K", a resolution.
    r"|\[\d{1,3}(?:[,–-] ?\d{1,3})*\]"
    r"|\b[248]K\b|(?<![$€£\d])\b\d{1,2}K\b(?! ?[^\W\d_]{4})"
    # "4º.3", a section; "2-[(polietilenglicol", a place in a molecule; "24/7", always.
    r"|\b\d{1,3}[ºª°]\.\d{1,3}\b|\b\d{1,2} ?- ?[\[(]|\b24 ?[-/x] ?7\b"
    # "*2767*3855#", a code to dial.
    r"|[*#]\d+(?:[*#]\d*)+"
    # "(1, 2, 3)", notes; "12(3): 45-67", a place in a journal.
    r"|\(\d{1,3}(?:[,;] ?\d{1,3})+\)|\b\d{1,4}\(\d{1,4}\)(?:: ?\d+(?:[-–]\d+)?)?"
    # "Los artículos 143, 144 y 313 bis".
    r"|\b\d{1,4}(?:(?:, | y | e | and )\d{1,4}){0,60} ?(?:bis|ter|qu[aá]ter)\b"
    # "776 a. C."; "(Museo Picasso).161 También", a note; "919 195 273", a telephone.
    r"|\b\d{1,4} ?(?:[aAdD]\. ?[cC]\b|BCE?\b|AD\b)"
    r"|(?<=[^\W\d_][.)»”])\d{1,3}(?=\s+[A-ZÁÉÍÓÚÑ¿¡]|\s*$)"
    r"|(?<![$€£] )(?<![$€£\d])\b[6-9]\d\d \d{3} \d{3}\b(?!\s*(?:[^\W\d_]{4}|[$€£%\d]|de ))"
    # "Octubre del año 34".
    r"|\bdel año ['’]?\d{2}(?=\s*[,.;:…)]|$)"
    # "Juan 6, 9-10", "Mateo 5:3-12": chapter and verses of a book; "1 Corintios 13".
    r"|(?<=[^\W\d_] )\d{1,3}(?:, ?\d{1,3}[-–]|: ?\d{1,3}(?:[-–,] ?)?)\d{1,3}\b"
    r"|\b[123] (?:Cor[ií]nt|Tesal|Thess|Tim[oó]|Pedro\b|Peter\b|Juan\b|John\b|Reyes\b|Kings\b"
    r"|Samuel|Cr[oó]nicas|Chronicles|Macab|Maccab)\w*"
    r"(?: \d{1,3}(?:[,:] ?\d{1,3}(?:[-–]\d{1,3})?)?)?"
)
_LISTED = re.compile(r"(?<![\w(.,$€£-])\d{1,2}[ºª°]?\)(?= )")


def signs_in(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the places between *start* and *end* of *text* whose figures count nothing.

    These are addresses, handles, telephone numbers, numbers and headings of lists, notes,
    chapters and verses, and times of day.
    """
    # Few sentences hold an address or a digit: one look passes over the others.
    if any(text.find(sign, start, end) >= 0 for sign in _OF_ADDRESSES):
        yield from (Span(*match.span()) for match in _ADDRESSES.finditer(text, start, end))
    first = _DIGIT.search(text, start, end)
    if first is None:
        return
    for match in _FIGURES.finditer(text, start, end):
        yield Span(*match.span())
    for match in _LISTED.finditer(text, start, end):
        before = text[max(start, match.start() - _OPENING_REACH) : match.start()]
        # "(entre 3 y 5)" closes a bracket; "2) No salir" lists.
        if before.rfind("(") <= before.rfind(")"):
            yield Span(*match.span())
