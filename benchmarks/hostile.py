"""Time of reading texts made to be slow: one short piece, repeated.

    python -m benchmarks.hostile [--characters 20000] [NAME ...]

What reading takes must grow with a text's length and no faster, whatever the text is. The
floor: 20,000 characters of anything are read in three seconds of one core's time.
"""

import argparse
import time
from collections.abc import Mapping

from matching.document import Document
from matching.reading import read_together

UNITS: Mapping[str, str] = {
    "opening marks": "«“‘",
    "double marks": '"“',
    "single marks": "'a b ",
    "marks left open": "«a ",
    "marks in marks": "“a «b ‘c ",
    "closing marks": "» ",
    "quotations": "«a», dijo Ana. ",
    "quotations in lines": "«a\n",
    "dashes": "a — b — ",
    "dialogue": "—Hola —dijo Ana—. ",
    "commas": "a, b, ",
    "semicolons": "a; b; ",
    "brackets": "(a (b ",
    "said that": "dijo que dijo que ",
    "said by": "según Ana, según Luis, ",
    "he said she said": "he said she said that ",
    "split quotations": "“a,” he said, “b,” ",
    "names": "Ana Pérez García y ",
    "names in capitals": "ANA PEREZ ",
    "initials": "A. B. ",
    "acronyms": "ONU, OEA, ",
    "dates": "3 de mayo de 2026 ",
    "days": "ayer hoy mañana ",
    "days without a year": "3 de mayo, ",
    "listed numbers": "3, 4, 5 y ",
    "digits": "1",
    "telephones": "12 12 ",
    "grouped digits": "1 000 000 ",
    "versions": "1.2.",
    "scales": "millones de millones ",
    "amounts": "Hay 5 heridos. ",
    "points": "...",
    "points apart": ". ",
    "abbreviations": "Sr. Sr. Sr. ",
    "conjunctions": "y o pero que ",
    "one letter": "a",
    "one capital": "A",
    "lines": "a\n",
    "items": "- a\n",
    "numbered items": "1. a\n",
    "marked letters": "e\u0301",
    "combining marks": "\u0301",
    "directions": "\u202e\u202da",
    "right to left": "قال الوزير ",
    "no spaces": "部长说",
    "flags": "🇵🇪",
    "families": "👩‍👩‍👧‍👦",
    "addresses": "https://a.pe/b?c=d ",
    "mail": "a@b.pe ",
    "tags": "#a @b ",
    "posts": "@a pic.twitter.com/x 3:04 PM · May 3, 2026\n",
    "one sentence": "El presidente anunció que el Congreso aprobó la ley el lunes. ",
    "roles": "Ana Paz, ministra de Salud, ",
    "table": "a | b | c\n",
}
"""A piece of each kind of hostile text, by what it is."""


def hostile_text(name: str, characters: int) -> str:
    """Return a text of one kind, so many characters long."""
    unit = UNITS[name]
    return (unit * (characters // len(unit) + 1))[:characters]


def seconds(text: str) -> float:
    """Return one core's time of reading *text*, word lists loaded."""
    began = time.process_time()
    read_together([Document(text, "Hostile")])
    return time.process_time() - began


def main() -> None:
    """Print the time of each, slowest first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*UNITS, []])
    parser.add_argument("--characters", type=int, default=20_000)
    options = parser.parse_args()
    for name in UNITS:
        seconds(hostile_text(name, 100))
    found = {
        name: seconds(hostile_text(name, options.characters) + ".")
        for name in options.names or UNITS
    }
    for name, taken in sorted(found.items(), key=lambda row: -row[1]):
        print(f"{taken:6.2f} s  {name}")


if __name__ == "__main__":
    main()
