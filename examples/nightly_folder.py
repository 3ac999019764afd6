"""Report what the texts of a folder say otherwise than each other, as a page and as Markdown.

    python examples/nightly_folder.py [FOLDER] [OUT] [DAY]

The folder's files are stored, put into stories and compared, and the report of the day is
written. Run it again after new files came: what was compared is not compared again.
"""

import os
import subprocess
import sys
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
CONTRASTE = Path(sys.executable).with_name("contraste")


def main(folder: str = str(TEXTS), out: str = "out/nightly", day: str = "2025-03-12") -> None:
    """Store the texts, then make and write the day's report."""
    os.environ.setdefault("CONTRASTE_DATA_DIR", f"{out}/data")
    contraste("migrate")
    contraste("ingest", folder)
    contraste("nightly", "--date", day, "--out", out, "--form", "md", "--form", "html")
    print(next(Path(out).rglob("*.md")).read_text("utf-8"))


def contraste(*arguments: str) -> None:
    """Run the command that is installed beside this Python; stop where it fails."""
    subprocess.run([CONTRASTE, *arguments], check=True, stdout=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
