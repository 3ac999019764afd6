"""Write the reference of commands, API and library to a folder: `make reference`."""

import sys
from pathlib import Path

from scripts.reference.pages import PAGES
from service.files import write_text


def main(folder: Path) -> None:
    """Write every page to *folder*."""
    for name, page in PAGES.items():
        write_text(folder / name, page())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
