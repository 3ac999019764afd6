"""How large pages do in a real browser: a long comparison, and a story of many sources.

    python -m benchmarks.web [--claims 200] [--facts 300] [--sources 20]

Both are stored in a folder of their own and served on loopback; chromium opens them.
Interactive means that the scripts have run; the weight is everything that came over the wire,
compressed as it is. Measure on a machine that does nothing else.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.load.server import serving
from benchmarks.report import markdown_table
from benchmarks.web.browser import chromium
from benchmarks.web.comparison import comparison_figures, store_comparison
from benchmarks.web.matrix import matrix_figures, store_story


def main() -> int:
    """Measure, print a table, and return 1 when a bound is not kept."""
    parser = argparse.ArgumentParser(description="Large pages in a browser.")
    parser.add_argument("--claims", type=int, default=200, help="claims of each text compared")
    parser.add_argument("--facts", type=int, default=300, help="rows of the story")
    parser.add_argument("--sources", type=int, default=20, help="columns of the story")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="contraste-") as found:
        folder = Path(found)
        comparison = store_comparison(folder, given.claims)
        story = store_story(folder, given.facts, given.sources)
        with serving(folder) as (desk, _), chromium() as browser:
            figures = comparison_figures(browser, desk + comparison, given.claims)
            size = (given.facts, given.sources)
            figures += matrix_figures(browser, desk + story, size)
    print(markdown_table(figures))
    return int(any(figure.is_short for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
