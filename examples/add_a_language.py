"""Try the words of a new language, before they are put into the library.

    python examples/add_a_language.py [FOLDER]

A language is a folder of word lists: no code. This reads two sentences with the library as it is,
and with a copy that has the folder (examples/languages/it) as matching/lexicon/it. To keep it,
copy the folder there; CONTRIBUTING.md lists what a whole language has.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import matching

ITALIAN = Path(__file__).parent / "languages" / "it"
TEXT = "Dodici famiglie hanno lasciato il quartiere. Il ponte non ha riaperto venerdì."


def main(folder: str = str(ITALIAN)) -> None:
    """Print what is read of the text without the language and with it."""
    print("As it is:")
    read()
    with TemporaryDirectory() as copy:
        library = Path(copy) / "matching"
        shutil.copytree(Path(matching.__file__).parent, library)
        shutil.copytree(folder, library / "lexicon" / Path(folder).name)
        print("With the folder:", flush=True)
        there = os.environ | {"PYTHONPATH": copy}
        subprocess.run([sys.executable, __file__, "--read"], check=True, env=there)


def read() -> None:
    """Print each claim of the text with its language, its amounts, and whether it denies."""
    from matching.reading import read_together

    reading = read_together([matching.Document(TEXT, "Agenzia")]).readings[0]
    for claim in reading.claims:
        amounts = [number.value for number in claim.slots.numbers]
        print(f"  {claim.language:<3} {claim.text}: {amounts}, {claim.slots.polarity}")


if __name__ == "__main__":
    read() if sys.argv[1:] == ["--read"] else main(*sys.argv[1:])
